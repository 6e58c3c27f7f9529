// A region loses its power, or its landing stations: each feed and each station of it with a probability of its own.
#pragma once

#include "scenario/chances.hpp"

namespace kaitei::scenario {

class BlackoutHazard final : public Hazard {
 public:
  // Throws UsageError if no station and no feed lies in the region.
  BlackoutHazard(const experiment::Scenario&, const network::Network&, const network::Graph&);
  void strike(Draws&, std::vector<Literal>& failed) const override;

 private:
  Chance happens_;
  Chances losses_;
};

}  // namespace kaitei::scenario
