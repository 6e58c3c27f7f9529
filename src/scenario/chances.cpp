#include "scenario/chances.hpp"

#include <utility>

#include "network/element_hash.hpp"

namespace kaitei::scenario {

void Chances::add(const std::string& stream, double probability, std::vector<Literal> elements) {
  if (probability > 0) sets_.push_back({network::element_hash(stream), Chance(probability), std::move(elements)});
}

void Chances::strike(const Draws& draws, std::vector<Literal>& failed) const {
  for (const Set& set : sets_) {
    Draws own = draws.of(set.stream);
    if (set.chance.happens(own)) failed.insert(failed.end(), set.elements.begin(), set.elements.end());
  }
}

}  // namespace kaitei::scenario
