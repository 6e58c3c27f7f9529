// /scenarios: a group for each scenario, with the tables of its kind.
#include "results/attacks.hpp"
#include "results/columns.hpp"
#include "results/names.hpp"
#include "results/sampled.hpp"
#include "results/shared_axes.hpp"
#include "results/worst_disc.hpp"
#include "results/unit_tables.hpp"
#include "results/write_tables.hpp"

namespace kaitei::results {
namespace {

using engine::LossAnswer;
using engine::NMinusKRecord;
using hdf5::Folder;

using Lists = std::vector<std::vector<std::uint32_t>>;

// A table of counts [question][failures] or [question][failures][unit].
template <class Get>
void write_counts(Folder& folder, const std::string& name, Axes axes, const NMinusKRecord& record, Get get,
                  std::string_view long_name) {
  std::vector<std::uint64_t> values;
  for (const LossAnswer& answer : record.answers)
    for (const auto& entry : get(answer.counts)) {
      if constexpr (requires { entry.begin(); }) values.insert(values.end(), entry.begin(), entry.end());
      else values.push_back(entry);
    }
  write_numbers(folder, name, axes, values, long_name, "1", Role::exact);
}

void write_cuts(Folder& folder, const NMinusKRecord& record) {
  std::vector<std::uint32_t> question;
  Lists cuts, smallest, greedy;
  std::vector<std::int32_t> size, greedy_size;
  std::vector<std::uint32_t> lower_bound;
  std::vector<std::uint8_t> proven;
  for (std::size_t q = 0; q < record.answers.size(); ++q) {
    const auto& [counts, best] = record.answers[q];
    cuts.insert(cuts.end(), counts.cuts.begin(), counts.cuts.end());
    question.resize(cuts.size(), static_cast<std::uint32_t>(q));
    smallest.push_back(best.elements);
    greedy.push_back(best.greedy);
    size.push_back(best.exists ? static_cast<std::int32_t>(best.elements.size()) : -1);
    greedy_size.push_back(best.exists ? static_cast<std::int32_t>(best.greedy.size()) : -1);
    lower_bound.push_back(best.lower_bound);
    proven.push_back(best.proven());
  }
  count_axis(folder, "cut", cuts.size(), "minimal cut: no unit of it can be spared; smallest first, up to cuts_listed a question");
  write_numbers(folder, "cut_question", {"cut"}, question, "index of the question", "1", Role::exact);
  write_unit_lists(folder, "cut_member", "cut", cuts);
  const Axes axes{"question"};
  describe(folder.column<std::int32_t>("smallest_cut_size", axes, size, -1),
           "units of the smallest set known to be a loss; -1 if all of them are none", "1", Role::exact);
  write_numbers(folder, "smallest_cut_lower_bound", axes, lower_bound, "every set of fewer units is excluded", "1",
                Role::exact);
  write_flags(folder, "smallest_cut_proven", axes, proven, {"no", "yes"},
              "whether no smaller set is a loss; if not, the bound and the size leave a gap", Role::exact);
  describe(folder.column<std::int32_t>("greedy_cut_size", axes, greedy_size, -1),
           "units that taking one at a time needs, each the one that leaves the fewest disjoint paths; -1 if no loss", "1",
           Role::exact);
  write_unit_lists(folder, "smallest_cut_member", "question", smallest);
  write_unit_lists(folder, "greedy_cut_member", "question", greedy);
}

void write_enumerated(Folder& folder, const engine::RunRecord& run, const NMinusKRecord& record) {
  if (!record.enumerated) return;
  const Tallies& t = *record.enumerated;
  std::vector<std::uint32_t> outcomes, systems;
  std::vector<double> capacity;
  for (const WorstTrial& trial : t.worst) {
    outcomes.push_back(static_cast<std::uint32_t>(trial.outcomes_lost()));
    systems.push_back(static_cast<std::uint32_t>(trial.systems_lost()));
    capacity.push_back(static_cast<double>(trial.gbps_lost()) / 1000);
  }
  const Axes worst{"worst"};
  count_axis(folder, "worst", t.worst.size(), "worst sets of k units: most outcomes, then systems, then capacity lost");
  write_numbers(folder, "worst_outcomes_lost", worst, outcomes, "connectivity outcomes disconnected", "1", Role::exact);
  write_numbers(folder, "worst_systems_lost", worst, systems, "systems lost, summed over the joining outcomes", "1",
                Role::exact);
  write_numbers(folder, "worst_capacity_lost", worst, capacity, "capacity lost, summed over the joining outcomes",
                "Tbit s-1", Role::exact);
  write_unit_lists(folder, "worst_member", "worst", record.worst_members);
  if (!run.joining.empty()) {
    std::vector<std::string> names;
    for (const auto& label : run.joining) names.push_back(label.name);
    describe(folder.axis("joining", names), "joining outcome", Role::coordinate);
    const std::size_t length = longest(t.systems_joining);
    count_axis(folder, "systems", length, "number of cable systems that still join the two ends");
    write_numbers(folder, "systems_joining_sets", {"joining", "systems"},
                  padded(t.systems_joining, length, std::uint64_t{0}), "sets of k units that leave this many systems", "1",
                  Role::exact);
  }
  if (t.component_count.empty()) return;
  count_axis(folder, "component_count", t.component_count.size(), "number of connected components among the nodes that are up");
  write_numbers(folder, "component_count_sets", {"component_count"}, t.component_count,
                "sets of k units that leave this many components", "1", Role::exact);
  count_axis(folder, "component_size", t.largest_component.size(), "nodes in the largest component");
  write_numbers(folder, "largest_component_sets", {"component_size"}, t.largest_component,
                "sets of k units that leave a largest component of this size", "1", Role::exact);
}

void write_answer(Folder& folder, const engine::RunRecord& run, const NMinusKRecord& record) {
  folder.attribute("failures", record.failures);
  write_units(folder, record.units, record.unit_kinds);
  count_axis(folder, "failures", record.sets.size(), "number of units lost, all others standing");
  write_numbers(folder, "sets", {"failures"}, record.sets, "sets of that many units", "1", Role::exact);
  write_questions(folder, record.losses);

  const Axes counts{"question", "failures"}, with_unit{"question", "failures", "unit"};
  write_counts(folder, "lost_sets", counts, record, [](auto& c) -> auto& { return c.lost; },
               "sets of that many units whose loss is one of the question");
  std::vector<double> share;
  for (const LossAnswer& answer : record.answers)
    for (std::size_t j = 0; j < record.sets.size(); ++j)
      share.push_back(static_cast<double>(answer.counts.lost[j]) / static_cast<double>(record.sets[j]));
  write_numbers(folder, "lost_share", counts, share,
                "lost_sets / sets: probability that so many different units, lost at random, do it", "1", Role::exact);
  write_counts(folder, "minimal_cuts", counts, record, [](auto& c) -> auto& { return c.minimal; },
               "minimal cuts of that many units");
  write_counts(folder, "lost_sets_with_unit", with_unit, record, [](auto& c) -> auto& { return c.lost_with; },
               "those of lost_sets that hold the unit");
  write_counts(folder, "minimal_cuts_with_unit", with_unit, record, [](auto& c) -> auto& { return c.minimal_with; },
               "those of minimal_cuts that hold the unit");
  write_cuts(folder, record);
  write_enumerated(folder, run, record);
}

}  // namespace

void write_scenarios(hdf5::Folder& root, const engine::RunRecord& record) {
  if (record.scenarios.empty()) return;
  std::vector<std::string> names;
  std::vector<std::uint8_t> kinds;
  Folder scenarios = root.folder("scenarios");
  for (const engine::ScenarioRecord& scenario : record.scenarios) {
    names.push_back(scenario.name);
    kinds.push_back(static_cast<std::uint8_t>(scenario.kind));
    Folder folder = scenarios.folder(scenario.name);
    folder.attribute("kind", word(scenario.kind));
    std::visit([&](const auto& answer) { write_answer(folder, record, answer); }, scenario.answer);
  }
  describe(root.axis("scenario", names), "scenario: its tables stand in the group scenarios/<name>", Role::coordinate);
  write_flags(root, "scenario_kind", {"scenario"}, kinds, experiment::scenario_kinds(), "kind of scenario", Role::coordinate);
}

}  // namespace kaitei::results
