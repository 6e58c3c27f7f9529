#include "report/cells.hpp"
#include "report/content.hpp"
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

Table differences(const Subject& of, const std::string& label, const Other& other) {
  const Speaker& say = of.say;
  Table table{say(Word::difference_caption, other.label, label),
              {{say(Word::outcome)}, {label, Align::number}, {other.label, Align::number}, {say(Word::difference), Align::number},
               {say(Word::interval, of.confidence()), Align::number}, {say(Word::basis)}},
              {}};
  for (const results::Difference& d : other.differences)
    table.rows.push_back({{d.outcome}, probability(d.a), probability(d.b),
                          {results::rounded(d.value, (d.interval.upper - d.interval.lower) / 2), d.value}, interval(d.interval),
                          {d.paired ? say(Word::paired, results::grouped(d.only_b), results::grouped(d.only_a)) : say(Word::two_intervals)}});
  return table;
}

Table joining(const Subject& of, const std::string& label, std::span<const Other> others) {
  const Speaker& say = of.say;
  Table table{say(Word::joining_compared), {{say(Word::outcome)}, {label, Align::number}}, {}};
  for (const Other& other : others) table.columns.push_back({other.label, Align::number});
  for (std::size_t j = 0; j < of.record.joining.size(); ++j) {
    std::vector<Cell> row{{of.record.joining[j].name}, mean(of.findings.joining[j].systems)};
    for (const Other& other : others) row.push_back(other.systems[j] ? mean(*other.systems[j]) : Cell{say(Word::absent)});
    table.rows.push_back(std::move(row));
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
    else if (other.differences.empty()) section.blocks.push_back(Paragraph{say(Word::nothing_shared, label, other.label)});
    else section.blocks.push_back(differences(of, label, other));
  }
  if (!of.record.joining.empty()) section.blocks.push_back(joining(of, label, others));
  return section;
}

}  // namespace kaitei::report
