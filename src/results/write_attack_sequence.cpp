#include <numeric>

#include "results/attacks.hpp"
#include "results/outcome_tables.hpp"
#include "results/unit_tables.hpp"

namespace kaitei::results {

using engine::AttackSequence;
using engine::AttackSequenceRecord;
using hdf5::Folder;

namespace {

// Sums and sums of squares over the random orders, with the mean that follows.
void write_moments(Folder& folder, const std::string& prefix, const Axes& axes, const std::vector<Moments>& moments,
                   std::uint64_t orders, double level, const std::string& what) {
  std::vector<std::uint64_t> sum, squares;
  EstimateColumns means;
  for (const Moments& m : moments) {
    sum.push_back(static_cast<std::uint64_t>(m.sum));
    squares.push_back(static_cast<std::uint64_t>(m.sum_of_squares));
    means.add(mean(m, orders, level));
  }
  write_numbers(folder, prefix + "_sum", axes, sum, "sum over the random orders of the " + what, "1", Role::tally);
  write_numbers(folder, prefix + "_sum_of_squares", axes, squares, "sum of squares over the random orders of the " + what, "1",
                Role::tally);
  means.write(folder, prefix, "_mean", axes, "mean over random orders of the " + what, "1");
}

void write_random(Folder& folder, const engine::RunRecord& run, const AttackSequenceRecord& record) {
  const double level = run.experiment.run.confidence_level;
  const std::uint64_t orders = record.random.largest_sums.size();
  count_axis(folder, "random_order", orders, "random order");
  write_numbers(folder, "random_largest_component_sums", {"random_order"}, record.random.largest_sums,
                "sum of largest_component over the steps 1 to units; over units and nodes it is R", "1", Role::tally);
  const MeanEstimate r = random_robustness(record, level);
  folder.attribute("random_robustness_mean", r.value);
  folder.attribute("random_robustness_standard_error", r.standard_error);
  folder.attribute("random_robustness_lower", r.interval.lower);
  folder.attribute("random_robustness_upper", r.interval.upper);
  write_moments(folder, "random_largest_component", {"removed"}, record.random.largest, orders, level, "largest_component");
  if (!run.connectivity.empty()) {
    ProportionColumns columns(level);
    for (const auto& steps : record.random.disconnected)
      for (const std::uint64_t events : steps) columns.add({events, orders});
    columns.write(folder, "random_disconnected", {"connectivity", "removed"}, "the two ends are disconnected, a trial being a random order");
  }
  if (run.joining.empty()) return;
  std::vector<Moments> systems;
  for (const auto& steps : record.random.systems) systems.insert(systems.end(), steps.begin(), steps.end());
  write_moments(folder, "random_systems_joining", {"joining", "removed"}, systems, orders, level, "systems_joining");
}

}  // namespace

double robustness(const AttackSequence& sequence, const AttackSequenceRecord& record) {
  const std::uint64_t sum = std::accumulate(sequence.largest.begin() + 1, sequence.largest.end(), std::uint64_t{0});
  return static_cast<double>(sum) / static_cast<double>(record.nodes) / static_cast<double>(record.units.size());
}

MeanEstimate random_robustness(const AttackSequenceRecord& record, double level) {
  Moments moments;
  for (const std::uint64_t sum : record.random.largest_sums) {
    moments.sum += sum;
    moments.sum_of_squares += Uint128{sum} * sum;
  }
  const MeanEstimate e = mean(moments, record.random.largest_sums.size(), level);
  const double scale = static_cast<double>(record.nodes) * static_cast<double>(record.units.size());
  return {e.value / scale, e.standard_error / scale, {e.interval.lower / scale, e.interval.upper / scale}};
}

void write_answer(Folder& folder, const engine::RunRecord& run, const AttackSequenceRecord& record) {
  folder.attribute("nodes", record.nodes);
  write_units(folder, record.units, record.unit_kinds);
  std::vector<std::string> names;
  std::vector<std::uint32_t> order, largest, systems;
  std::vector<std::int32_t> after;
  std::vector<double> r;
  for (const AttackSequence& s : record.sequences) {
    names.push_back(s.name);
    order.insert(order.end(), s.order.begin(), s.order.end());
    largest.insert(largest.end(), s.largest.begin(), s.largest.end());
    r.push_back(robustness(s, record));
    for (const std::uint32_t step : s.disconnected_after)
      after.push_back(step > record.units.size() ? -1 : static_cast<std::int32_t>(step));
    for (const auto& steps : s.systems) systems.insert(systems.end(), steps.begin(), steps.end());
  }
  describe(folder.axis("sequence", names), "what puts a unit first, and whether it is measured anew after every removal",
           Role::coordinate);
  count_axis(folder, "removed", record.units.size() + 1, "number of units removed");
  count_axis(folder, "removal", record.units.size(), "place in the order of removals");
  write_numbers(folder, "removal_unit", {"sequence", "removal"}, order, "index of the unit removed", "1", Role::exact);
  write_numbers(folder, "largest_component", {"sequence", "removed"}, largest, "nodes in the largest component", "1", Role::exact);
  write_numbers(folder, "robustness", {"sequence"}, r,
                "Schneider's R: largest_component over nodes, averaged over the steps from 1 to all units removed", "1",
                Role::exact);
  std::vector<std::string> outcomes;
  if (!run.connectivity.empty()) {
    for (const auto& label : run.connectivity) outcomes.push_back(label.name);
    describe(folder.axis("connectivity", outcomes), "connectivity outcome: name/definition", Role::coordinate);
    describe(folder.column<std::int32_t>("disconnected_after", {"sequence", "connectivity"}, after, -1),
             "units removed when the two ends are first disconnected; -1: never", "1", Role::exact);
  }
  if (!run.joining.empty()) {
    outcomes.clear();
    for (const auto& label : run.joining) outcomes.push_back(label.name);
    describe(folder.axis("joining", outcomes), "joining outcome", Role::coordinate);
    write_numbers(folder, "systems_joining", {"sequence", "joining", "removed"}, systems, "cable systems that still join the two ends",
                  "1", Role::exact);
  }
  write_random(folder, run, record);
}

}  // namespace kaitei::results
