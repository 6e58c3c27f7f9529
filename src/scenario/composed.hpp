// Scenarios made of other scenarios of the experiment. Trial t is trial t of the parts, as these have it on their own.
#pragma once

#include "scenario/failure_sets.hpp"

namespace kaitei::scenario {

class ComposedHazard final : public Hazard {
 public:
  // Kind mixture: one part a trial, by weight; kind together: all of them.
  ComposedHazard(const experiment::Scenario&, const experiment::Experiment&, const network::Network&, const network::Graph&,
                 HazardFiles&);
  void strike(Draws&, std::vector<Literal>& failed) const override;

 private:
  struct Part {
    std::unique_ptr<Hazard> hazard;
    FailureSets sets;
    double up_to;  // share of the trials that belong to this part or one before it
  };
  bool one_a_trial_;
  std::vector<Part> parts_;
};

}  // namespace kaitei::scenario
