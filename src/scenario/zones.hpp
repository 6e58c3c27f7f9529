// Corridors and polygons: what an event's zone touches fails with a probability.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "scenario/chance.hpp"
#include "scenario/hazard.hpp"

namespace kaitei::scenario {

// Each event takes one zone, in proportion to the weights; what each touches is found out once.
class ZoneHazard final : public Hazard {
 public:
  ZoneHazard(const experiment::Scenario&, const network::Network&, const network::Graph&);
  void strike(Draws&, std::vector<Literal>& failed) const override;
  // [zone]: the elements that it touches.
  const std::vector<std::vector<Literal>>& touched() const { return touched_; }

 private:
  std::vector<std::vector<Literal>> touched_;
  std::vector<std::uint64_t> hash_;  // [element]
  std::optional<WeightedChoice> zone_;
  Chance hit_;
};

}  // namespace kaitei::scenario
