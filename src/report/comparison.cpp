#include "report/cells.hpp"
#include "report/content.hpp"
#include "report/labels.hpp"
#include "report/settings.hpp"
#include "results/text.hpp"

namespace kaitei::report {
namespace {

Table files(const Subject& of, const std::string& label, std::span<const Other> others) {
  const Speaker& say = of.say;
  Table table{say(Word::files_caption), {{say(Word::file)}, {say(Word::trials), Align::number}}, {}};
  if (!of.anonymised) table.columns.insert(table.columns.end(), {{say(Word::experiment)}, {say(Word::network)}});
  const auto add = [&](const std::string& file, const engine::RunRecord& record) {
    auto& row = table.rows.emplace_back(std::vector<Cell>{{file}, count(record.tallies.trials)});
    if (!of.anonymised) row.insert(row.end(), {{record.experiment.name}, {fmt::format("{} {}", record.network.name, record.network.version)}});
  };
  add(label, of.record);
  for (const Other& other : others) add(other.label, *other.record);
  return table;
}

Table differing_settings(const Subject& of, const std::string& label, std::span<const Other> others) {
  const Speaker& say = of.say;
  Table table{say(Word::settings_caption), {{say(Word::setting)}, {label}}, {}};
  const Settings first = settings(of.record.provenance.resolved_experiment);
  std::vector<Settings> rest;
  Settings all = first;
  for (const Other& other : others) {
    table.columns.push_back({other.label});
    rest.push_back(settings(other.record->provenance.resolved_experiment));
    all.insert(rest.back().begin(), rest.back().end());
  }
  for (const auto& [key, ignored] : all) {
    std::vector<Cell> row{{key}};
    bool differs = false;
    const auto add = [&](const Settings& in) {
      const auto found = in.find(key), base = first.find(key);
      row.push_back({found == in.end() ? say(Word::absent) : found->second});
      differs |= (found == in.end()) != (base == first.end()) || (found != in.end() && found->second != base->second);
    };
    add(first);
    for (const Settings& in : rest) add(in);
    if (differs) table.rows.push_back(std::move(row));
  }
  return table;
}

std::vector<Column> columns(const Subject& of, const std::string& label, const Other& other) {
  const Speaker& say = of.say;
  return {{say(Word::outcome)}, {label, Align::number}, {other.label, Align::number}, {say(Word::difference), Align::number},
          {say(Word::interval, of.confidence()), Align::number}, {say(Word::basis)}};
}

Cell difference_cell(double value, results::Interval interval) { return {results::rounded(value, (interval.upper - interval.lower) / 2), value}; }

std::vector<Cell> row(const Subject& of, const std::string& what, const results::Difference& d) {
  const Speaker& say = of.say;
  return {{what}, probability(d.a), probability(d.b), difference_cell(d.value, d.interval), interval(say, d.interval),
          {d.paired ? say(Word::paired, results::grouped(d.only_b), results::grouped(d.only_a)) : say(Word::two_intervals)}};
}

std::vector<Cell> row(const Subject& of, const std::string& what, const results::MeanDifference& d) {
  return {{what}, mean(d.a), mean(d.b), difference_cell(d.value, d.interval), interval(of.say, d.interval), {of.say(Word::two_intervals)}};
}

Table connectivity(const Subject& of, const std::string& label, const Other& other) {
  Table table{of.say(Word::difference_caption, other.label, label), columns(of, label, other), {}};
  for (const results::Difference& d : other.differences.connectivity) table.rows.push_back(row(of, outcome(of.say, d.outcome), d));
  return table;
}

Table joining(const Subject& of, const std::string& label, const Other& other) {
  const Speaker& say = of.say;
  Table table{say(Word::joining_compared, other.label, label), columns(of, label, other), {}};
  for (const results::JoiningDifference& d : other.differences.joining) {
    table.rows.push_back(row(of, say(Word::of_outcome, d.outcome, say(Word::systems_mean)), d.systems));
    if (d.capacity_tbps) table.rows.push_back(row(of, say(Word::of_outcome, d.outcome, say(Word::capacity_mean)), *d.capacity_tbps));
    for (std::size_t i = 0; i < d.fewer.size(); ++i)
      table.rows.push_back(row(of, say(Word::of_outcome, d.outcome, say(Word::fewer_probability, d.fewer_than[i])), d.fewer[i]));
  }
  return table;
}

}  // namespace

Section comparison(const Subject& of, const std::string& label, std::span<const Other> others) {
  const Speaker& say = of.say;
  Section section{"comparison", say(Word::comparison), {Paragraph{say(Word::comparison_intro)}, files(of, label, others)}};
  if (!of.anonymised)  // settings name places and files
    if (Table table = differing_settings(of, label, others); !table.rows.empty()) section.blocks.push_back(std::move(table));
  for (const Other& other : others) {
    if (other.equal) section.blocks.push_back(Paragraph{say(Word::runs_equal, label, other.label)});
    else if (other.differences.connectivity.empty() && other.differences.joining.empty())
      section.blocks.push_back(Paragraph{say(Word::nothing_shared, label, other.label)});
    else
      for (Table table : {connectivity(of, label, other), joining(of, label, other)})
        if (!table.rows.empty()) section.blocks.push_back(std::move(table));
  }
  section.blocks.push_back(Paragraph{say(Word::how_compared)});
  return section;
}

}  // namespace kaitei::report
