#include "network/gate_table.hpp"

#include <algorithm>
#include <cassert>

namespace kaitei::network {
namespace {

void sort_and_drop_repeats(std::vector<Literal>& inputs) {
  std::sort(inputs.begin(), inputs.end());
  inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
}

}  // namespace

Literal GateTable::all_up(std::vector<Literal> inputs) {
  std::erase_if(inputs, [&](Literal input) { return input == always_up_; });
  sort_and_drop_repeats(inputs);
  if (inputs.empty()) return always_up();
  return gate(GateKind::all_up, std::move(inputs));
}

Literal GateTable::any_up(std::vector<Literal> inputs) {
  assert(!inputs.empty());
  sort_and_drop_repeats(inputs);
  if (always_up_ && std::binary_search(inputs.begin(), inputs.end(), *always_up_)) return *always_up_;
  return gate(GateKind::any_up, std::move(inputs));
}

Literal GateTable::always_up() {
  if (!always_up_) {
    always_up_ = element_count_ + static_cast<Literal>(gates_.size());
    gates_.push_back({GateKind::all_up, {}});
  }
  return *always_up_;
}

Literal GateTable::gate(GateKind kind, std::vector<Literal> inputs) {
  if (inputs.size() == 1) return inputs.front();
  const auto next = element_count_ + static_cast<Literal>(gates_.size());
  const auto [known, added] = known_.try_emplace({kind, inputs}, next);
  if (added) gates_.push_back({kind, std::move(inputs)});
  return known->second;
}

}  // namespace kaitei::network
