#include "kernels/units.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "kernels/reach_task.hpp"

namespace kaitei {
namespace {

// Makes each gate once, and none where an input or nothing says the same.
class Folding {
 public:
  explicit Folding(Model& model) : model_(model) {}

  Literal gate(GateKind kind, std::vector<Literal> inputs) {
    const bool needs_all = kind == GateKind::all_up;
    if (needs_all) std::erase_if(inputs, [&](Literal input) { return input == always_up_; });
    else if (always_up_ && std::ranges::find(inputs, *always_up_) != inputs.end()) return *always_up_;
    std::ranges::sort(inputs);
    inputs.erase(std::ranges::unique(inputs).begin(), inputs.end());
    if (inputs.empty() && needs_all) return always_up();
    if (inputs.size() == 1) return inputs.front();
    const auto [known, added] = known_.try_emplace({kind, inputs}, model_.literal_count());
    if (added) model_.gates.push_back({kind, std::move(inputs)});
    return known->second;
  }

 private:
  Literal always_up() {
    if (!always_up_) always_up_ = add_gate(model_, GateKind::all_up, {});
    return *always_up_;
  }

  Model& model_;
  std::optional<Literal> always_up_;
  std::map<std::pair<GateKind, std::vector<Literal>>, Literal> known_;
};

}  // namespace

Model with_units(const Model& model, const Units& units) {
  std::vector<std::vector<Literal>> units_of(model.elements.size());
  for (Literal unit = 0; unit < units.size(); ++unit) {
    if (units[unit].empty()) throw std::invalid_argument("unit " + std::to_string(unit) + " has no element");
    for (const Literal element : units[unit]) {
      if (element >= model.elements.size())
        throw std::invalid_argument("unit " + std::to_string(unit) + " names what is no element");
      units_of[element].push_back(unit);
    }
  }
  Model result = model;
  result.elements.assign(units.size(), {});
  result.gates.clear();
  Folding folding(result);
  std::vector<Literal> now;  // [old literal]
  for (const auto& own : units_of) now.push_back(folding.gate(GateKind::all_up, own));
  for (const Gate& gate : model.gates) {
    std::vector<Literal> inputs;
    for (const Literal input : gate.inputs) inputs.push_back(now[input]);
    now.push_back(folding.gate(gate.kind, std::move(inputs)));
  }
  const auto rename = [&](Literal& literal) { literal = now[literal]; };
  for (ReachTask& task : result.tasks) {
    for (ReachTask::Source& source : task.sources) rename(source.failed);
    for (Edge& edge : task.edges) rename(edge.failed);
  }
  for (JoiningOutcome& outcome : result.joining)
    for (JoiningOutcome::Route& route : outcome.routes) rename(route.failed);
  for (ComponentOutcome& outcome : result.components) {
    for (Literal& literal : outcome.node_failed) rename(literal);
    for (Edge& edge : outcome.edges) rename(edge.failed);
  }
  return result;
}

}  // namespace kaitei
