// Attacks on cables, fewer of them on those in which some owners have a share. How many fewer is an assumption: the
// answer is the factor at which an investment would pay.
#pragma once

#include "scenario/chances.hpp"

namespace kaitei::scenario {

class DeterrenceHazard final : public Hazard {
 public:
  DeterrenceHazard(const experiment::Scenario&, const experiment::Experiment&, const network::Network&, const network::Graph&);
  void strike(Draws& draws, std::vector<Literal>& failed) const override { attacks_.strike(draws, failed); }

 private:
  Chances attacks_;
};

// Whether a system is deterred: it is named, or one of its owners is.
bool is_deterred(const network::System&, const experiment::Deterrence&);

}  // namespace kaitei::scenario
