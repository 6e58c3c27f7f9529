// Common causes as Marshall and Olkin (J. Am. Stat. Assoc. 62, 1967) have them: independent shocks, each of which takes
// a set of elements down. Elements i and j both survive with probability exp(-sum of the rates of shocks that touch
// either).
#pragma once

#include "scenario/chances.hpp"

namespace kaitei::scenario {

class CommonCauseHazard final : public Hazard {
 public:
  // Throws UsageError for a set that the network does not have.
  CommonCauseHazard(const experiment::Scenario&, const experiment::Experiment&, const network::Network&,
                    const network::Graph&);
  void strike(Draws& draws, std::vector<Literal>& failed) const override { shocks_.strike(draws, failed); }

 private:
  Chances shocks_;
};

}  // namespace kaitei::scenario
