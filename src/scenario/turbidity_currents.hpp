// Turbidity currents: flows that run down mapped submarine canyons and cut the cables across them, one after the other.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiment/scenario_settings.hpp"
#include "network/lower.hpp"
#include "network/network.hpp"
#include "scenario/chance.hpp"
#include "scenario/sphere.hpp"

namespace kaitei::scenario {

// What the canyons of a layer can do to a network. Each is a line from its head down, with columns `triggers` (words
// between semicolons) and `runout_km` (how far flows are known to run; may be empty).
class Canyons {
 public:
  // Throws DataError for a layer that cannot be read, UsageError if no segment of the network crosses any canyon.
  Canyons(const experiment::Flows&, const network::Network&, const network::Graph&, const std::string& scenario);

  std::size_t size() const { return canyons_.size(); }
  const Path& path(std::size_t canyon) const { return canyons_[canyon].path; }
  bool set_off_by(std::size_t canyon, const std::string& trigger) const;
  // Lets the trial's event set off a flow with the probability given, by the canyon's own draws. It goes a share of the known run-out, uniform from runout_least_share to 1 (one draw), and cuts each
  // segment that it reaches with cut_probability, by that segment's own draw.
  void run(std::size_t canyon, const Chance& set_off, const Draws&, std::vector<Literal>& failed) const;

 private:
  struct Crossing {
    double along_km;  // from the head
    Literal segment;
    std::uint64_t element_hash;
  };
  struct Canyon {
    Path path;
    std::uint64_t hash;  // of "canyon:<id>"
    std::vector<std::string> triggers;
    double runout_km;
    std::vector<Crossing> crossings;  // down the canyon; a segment once, where the flow first meets it
  };
  std::vector<Canyon> canyons_;
  double least_share_;
  Chance cut_;
};

}  // namespace kaitei::scenario
