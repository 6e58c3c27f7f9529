#include "kernels/tallies.hpp"

#include <algorithm>
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

// Calls f on every table of a Tallies, in the order of its definition.
template <class T, class F>
void for_each_table(T& t, F&& f) {
  f(t.element_failed);
  f(t.disconnected);
  for (auto& table : t.failed_and_disconnected) f(table);
  for (auto& table : t.systems_joining) f(table);
  for (auto& table : t.capacity) f(table);
  f(t.component_count);
  f(t.largest_component);
  for (auto& table : t.set_reach) f(table);
  f(t.elements_failed);
}

}  // namespace

std::vector<std::uint64_t> Tallies::pack() const {
  std::vector<std::uint64_t> words{trials};
  for (const Moments& m : capacity_gbps)
    for (const Uint128 value : {m.sum, m.sum_of_squares}) {
      words.push_back(static_cast<std::uint64_t>(value));
      words.push_back(static_cast<std::uint64_t>(value >> 64));
    }
  for_each_table(*this, [&](const auto& table) { words.insert(words.end(), table.begin(), table.end()); });
  return words;
}

void Tallies::unpack(const std::vector<std::uint64_t>& words) {
  if (words.size() != pack().size()) throw std::invalid_argument("packed tallies of another model");
  auto next = words.begin();
  trials = *next++;
  for (Moments& m : capacity_gbps)
    for (Uint128* value : {&m.sum, &m.sum_of_squares}) {
      *value = *next++;
      *value |= static_cast<Uint128>(*next++) << 64;
    }
  for_each_table(*this, [&](auto& table) {
    for (std::uint64_t& count : table) count = *next++;
  });
}

Tallies Tallies::for_model(const Model& model) {
  Tallies t;
  if (model.element_failed) t.element_failed.resize(model.elements.size());
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
  t.worst_kept = model.worst;
  return t;
}

void Tallies::keep_if_worst(const WorstTrial& trial) {
  if (trial.damage == 0 || worst_kept == 0 || (worst.size() == worst_kept && !(trial < worst.back()))) return;
  if (worst.size() == worst_kept) worst.pop_back();
  worst.insert(std::upper_bound(worst.begin(), worst.end(), trial), trial);
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
  for (const WorstTrial& trial : other.worst) keep_if_worst(trial);
  return *this;
}

}  // namespace kaitei
