#include "results/read_scenarios.hpp"

#include <algorithm>
#include <cmath>

#include "results/attacks.hpp"
#include "results/rows.hpp"
#include "results/sampled.hpp"
#include "results/worst_disc.hpp"
#include "results/unit_tables.hpp"

namespace kaitei::results {
namespace {

using engine::NMinusKRecord;
using hdf5::OpenFile;

void read_answers(const OpenFile& file, const std::string& group, NMinusKRecord& record) {
  record.losses = read_questions(file, group);
  const auto lower_bound = file.numbers<std::uint32_t>(group + "smallest_cut_lower_bound"),
             cut_question = file.numbers<std::uint32_t>(group + "cut_question");
  const auto sizes = file.numbers<std::int32_t>(group + "smallest_cut_size");
  const auto lost = rows<std::uint64_t>(file, group + "lost_sets"), minimal = rows<std::uint64_t>(file, group + "minimal_cuts");
  const auto lost_with = file.numbers<std::uint64_t>(group + "lost_sets_with_unit"),
             minimal_with = file.numbers<std::uint64_t>(group + "minimal_cuts_with_unit");
  const auto smallest = unit_lists(file, group + "smallest_cut_member", "question", record.losses.size()),
             greedy = unit_lists(file, group + "greedy_cut_member", "question", record.losses.size()),
             cuts = unit_lists(file, group + "cut_member", "cut", cut_question.size());
  const std::size_t units = record.units.size();
  for (std::size_t q = 0; q < record.losses.size(); ++q) {
    engine::LossAnswer answer;
    answer.counts.sets = record.sets;
    answer.counts.lost = lost.at(q);
    answer.counts.minimal = minimal.at(q);
    for (std::size_t j = 0; j < record.sets.size(); ++j) {
      const std::size_t first = (q * record.sets.size() + j) * units;
      const auto row = [&](const std::vector<std::uint64_t>& table) {
        if (first + units > table.size()) throw std::out_of_range("units");
        const auto begin = table.begin() + static_cast<std::ptrdiff_t>(first);
        return std::vector<std::uint64_t>(begin, begin + static_cast<std::ptrdiff_t>(units));
      };
      answer.counts.lost_with.push_back(row(lost_with));
      answer.counts.minimal_with.push_back(row(minimal_with));
    }
    answer.smallest = {lower_bound.at(q), smallest[q], sizes.at(q) >= 0, greedy[q]};
    record.answers.push_back(std::move(answer));
  }
  for (std::size_t c = 0; c < cuts.size(); ++c) record.answers.at(cut_question[c]).counts.cuts.push_back(cuts[c]);
}

void read_enumerated(const OpenFile& file, const std::string& group, NMinusKRecord& record) {
  if (!file.has(group + "worst")) return;
  Tallies& t = record.enumerated.emplace();
  t.trials = record.sets.back();
  const auto outcomes = file.numbers<std::uint32_t>(group + "worst_outcomes_lost"),
             systems = file.numbers<std::uint32_t>(group + "worst_systems_lost");
  const auto capacity = file.numbers<double>(group + "worst_capacity_lost");
  for (std::size_t i = 0; i < outcomes.size(); ++i)
    t.worst.push_back({outcomes[i] * WorstTrial::outcome + systems.at(i) * WorstTrial::system +
                           static_cast<std::uint64_t>(std::llround(capacity.at(i) * 1000)), i});
  record.worst_members = unit_lists(file, group + "worst_member", "worst", outcomes.size());
  if (file.has(group + "systems_joining_sets"))
    t.systems_joining = rows<std::uint64_t>(file, group + "systems_joining_sets");
  if (!file.has(group + "component_count_sets")) return;
  t.component_count = file.numbers<std::uint64_t>(group + "component_count_sets");
  t.largest_component = file.numbers<std::uint64_t>(group + "largest_component_sets");
}

NMinusKRecord read_n_minus_k(const OpenFile& file, const std::string& group) {
  NMinusKRecord record;
  record.units = file.texts(group + "unit");
  record.unit_kinds = read_unit_kinds(file, group);
  record.sets = file.numbers<std::uint64_t>(group + "sets");
  record.failures = static_cast<std::uint32_t>(record.sets.size()) - 1;
  read_answers(file, group, record);
  read_enumerated(file, group, record);
  return record;
}

}  // namespace

void read_scenarios(const OpenFile& file, engine::RunRecord& record) {
  if (!file.has("/scenario")) return;
  const auto names = file.texts("/scenario");
  const auto kinds = file.numbers<std::uint8_t>("/scenario_kind");
  for (std::size_t s = 0; s < names.size(); ++s) {
    engine::ScenarioRecord scenario{names[s], static_cast<experiment::ScenarioKind>(kinds.at(s))};
    const std::string group = "/scenarios/" + names[s] + "/";
    const auto asked = std::ranges::find(record.experiment.scenarios, names[s], &experiment::Scenario::name);
    if (experiment::is_sampled(scenario.kind) && asked != record.experiment.scenarios.end())
      scenario.answer = read_sampled(file, group, record, *asked);
    else if (scenario.kind == experiment::ScenarioKind::worst_disc)
      scenario.answer = read_worst_disc(file, group);
    else if (scenario.kind == experiment::ScenarioKind::attack_sequence)
      scenario.answer = read_attack_sequence(file, group);
    else if (scenario.kind == experiment::ScenarioKind::attacker)
      scenario.answer = read_attacker(file, group);
    else
      scenario.answer = read_n_minus_k(file, group);
    record.scenarios.push_back(std::move(scenario));
  }
}

}  // namespace kaitei::results
