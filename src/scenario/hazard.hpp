// What takes elements down together: one event after another, each drawn from the numbers of its trial alone.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "experiment/experiment.hpp"
#include "network/lower.hpp"
#include "network/network.hpp"
#include "scenario/draws.hpp"

namespace kaitei::scenario {

class HazardFiles;

// A kind of event with its parameters. Immutable: threads share it.
class Hazard {
 public:
  virtual ~Hazard() = default;
  // Appends the elements that the event takes down, in any order, repeated or not. The same for the same draws, on every
  // machine: see exact_math.hpp.
  virtual void strike(Draws&, std::vector<Literal>& failed) const = 0;
  // Mean of the Poisson number of events in a trial, where the hazard itself knows it; 0: the scenario's keys decide.
  virtual double mean_events() const { return 0; }
};

// An element taken down so many minutes after its event began.
struct Loss {
  Literal element = 0;
  std::uint32_t minutes = 0;
};

// A hazard whose events take elements down one after the other.
class TimedHazard : public Hazard {
 public:
  void strike(Draws&, std::vector<Literal>& failed) const final;
  // As strike, with the times.
  virtual void strike_in_time(Draws&, std::vector<Loss>&) const = 0;
  // No loss comes later.
  virtual std::uint32_t latest_minutes() const = 0;
};

// The hazard of one point of a scenario's sweep. The network and the graph must outlive it. Throws UsageError or
// DataError for what the network cannot mean.
std::unique_ptr<Hazard> make_hazard(const experiment::Scenario&, const experiment::Experiment&, const network::Network&,
                                    const network::Graph&, HazardFiles&);

}  // namespace kaitei::scenario
