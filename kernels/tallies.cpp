#include "kernels/tallies.hpp"

#include <stdexcept>

namespace kaitei {
namespace {

template <class T>
void add(T& into, const T& other) {
  if (__builtin_add_overflow(into, other, &into)) throw std::overflow_error("a tally does not fit its integer");
}

void add(Moments& into, const Moments& other) {
  add(into.sum, other.sum);
  add(into.sum_of_squares, other.sum_of_squares);
}

template <class T>
void add(std::vector<T>& into, const std::vector<T>& other) {
  if (into.size() != other.size()) throw std::invalid_argument("tallies of different models do not add");
  for (std::size_t i = 0; i < into.size(); ++i) add(into[i], other[i]);
}

}  // namespace

Tallies Tallies::for_model(const Model& model) {
  Tallies t;
  t.element_failed.resize(model.elements.size());
  t.disconnected.resize(model.connectivity.size());
  if (model.importance)
    t.failed_and_disconnected.assign(model.connectivity.size(), std::vector<std::uint64_t>(model.elements.size()));
  for (const JoiningOutcome& outcome : model.joining) {
    t.systems_joining.emplace_back(outcome.system_count + 1);
    t.capacity.emplace_back(outcome.total_gbps / outcome.bin_width_gbps + 1);
  }
  t.capacity_gbps.resize(model.joining.size());
  for (const ComponentOutcome& outcome : model.components) {
    t.component_count.resize(outcome.node_failed.size() + 1);
    t.largest_component.resize(outcome.node_failed.size() + 1);
  }
  for (const SetReachOutcome& outcome : model.set_reach)
    t.set_reach.emplace_back(model.tasks.at(outcome.task).node_count + 1);
  if (model.elements_failed) t.elements_failed.resize(model.elements.size() + 1);
  return t;
}

Tallies& Tallies::operator+=(const Tallies& other) {
  add(trials, other.trials);
  add(element_failed, other.element_failed);
  add(disconnected, other.disconnected);
  add(failed_and_disconnected, other.failed_and_disconnected);
  add(systems_joining, other.systems_joining);
  add(capacity, other.capacity);
  add(capacity_gbps, other.capacity_gbps);
  add(component_count, other.component_count);
  add(largest_component, other.largest_component);
  add(set_reach, other.set_reach);
  add(elements_failed, other.elements_failed);
  return *this;
}

}  // namespace kaitei
