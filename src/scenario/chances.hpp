// Sets of elements that each fail with a probability of their own, independently: shocks, deterred attacks, blackouts.
#pragma once

#include <string>
#include <vector>

#include "scenario/chance.hpp"
#include "scenario/hazard.hpp"

namespace kaitei::scenario {

class Chances {
 public:
  // `stream` names the numbers that decide: "shock:group:trench". What is impossible is left out.
  void add(const std::string& stream, double probability, std::vector<Literal> elements);
  void strike(const Draws&, std::vector<Literal>& failed) const;

 private:
  struct Set {
    std::uint64_t stream;
    Chance chance;
    std::vector<Literal> elements;
  };
  std::vector<Set> sets_;
};

}  // namespace kaitei::scenario
