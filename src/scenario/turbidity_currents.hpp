// Turbidity currents: flows that run down mapped submarine canyons and cut the cables across them, one after the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiment/scenario_settings.hpp"
#include "network/lower.hpp"
#include "network/network.hpp"
#include "scenario/chance.hpp"
#include "scenario/hazard.hpp"
#include "scenario/sphere.hpp"

namespace kaitei::scenario {

// What the canyons of a layer can do to a network. Each is a line from its head down, with columns `triggers` (words
// between semicolons), `runout_km` (how far flows are known to run; may be empty) and trigger_probability (may be missing). The
// front's speed falls evenly from first_speed_m_s at the head to last_speed_m_s at the run-out.
class Canyons {
 public:
  // Throws DataError for a layer that cannot be read, UsageError if no segment of the network crosses any canyon.
  Canyons(const experiment::Flows&, const network::Network&, const network::Graph&, const std::string& scenario);

  std::size_t size() const { return canyons_.size(); }
  const Path& path(std::size_t canyon) const { return canyons_[canyon].path; }
  bool set_off_by(std::size_t canyon, const std::string& trigger) const;
  // The canyon's own trigger_probability, or the one given if it has none.
  const Chance& readiness(std::size_t canyon, const Chance& otherwise) const {
    return canyons_[canyon].readiness ? *canyons_[canyon].readiness : otherwise;
  }
  // Lets the trial's event set off a flow with the probability given, by the canyon's own draws. It goes a share of the known
  // run-out, uniform from runout_least_share to 1 (one draw), faster or slower by a factor (one draw), and cuts each segment
  // that it reaches with cut_probability, by that segment's own draw, when its front comes by.
  void run(std::size_t canyon, const Chance& set_off, const Draws&, std::vector<Loss>&) const;
  std::uint32_t latest_minutes() const { return latest_minutes_; }

 private:
  struct Crossing {
    double along_km;  // from the head
    double minutes;   // after the flow began, at the speeds given
    Literal segment;
    std::uint64_t element_hash;
  };
  struct Canyon {
    Path path;
    std::uint64_t hash;  // of "canyon:<id>"
    std::vector<std::string> triggers;
    std::optional<Chance> readiness;
    double runout_km;
    std::vector<Crossing> crossings;  // down the canyon; a segment once, where the flow first meets it
  };
  std::vector<Canyon> canyons_;
  double least_share_, spread_;
  Chance cut_;
  std::uint32_t latest_minutes_ = 0;
};

}  // namespace kaitei::scenario
