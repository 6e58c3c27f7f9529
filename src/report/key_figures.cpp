#include <algorithm>

#include "report/cells.hpp"
#include "report/content.hpp"
#include "report/labels.hpp"
#include "results/text.hpp"

namespace kaitei::report {
namespace {

using experiment::Definition;
using results::Fraction;

std::vector<Cell> probability_cells(const Subject& of, const Fraction& fraction) {
  return {{frequency(of.say, fraction), fraction.estimate.value}, probability(fraction), interval(of.say, fraction.estimate.interval),
          count(fraction.counts.events)};
}

std::vector<Column> probability_columns(const Subject& of) {
  return {{of.say(Word::in_words), Align::number}, {of.say(Word::probability), Align::number},
          {of.say(Word::interval, of.confidence()), Align::number}, {of.say(Word::events), Align::number}};
}

void append(auto& list, auto more) { list.insert(list.end(), more.begin(), more.end()); }

Word meaning(Definition definition) {
  switch (definition) {
    case Definition::direct: return Word::means_direct;
    case Definition::partner: return Word::means_partner;
    case Definition::any: return Word::means_any;
  }
  return Word::means_any;
}

void disconnected(const Subject& of, Section& section) {
  const auto& record = of.record;
  if (record.connectivity.empty()) return;
  const Speaker& say = of.say;
  Table table{say(Word::disconnected_caption), {{say(Word::outcome)}, {say(Word::definition)}, {say(Word::from)}, {say(Word::to)}}, {}};
  append(table.columns, probability_columns(of));
  std::vector<Definition> used;
  for (std::size_t c = 0; c < record.connectivity.size(); ++c) {
    const auto& label = record.connectivity[c];
    if (std::ranges::find(used, label.definition) == used.end()) used.push_back(label.definition);
    std::vector<Cell> row{{label.name.substr(0, label.name.rfind('/'))}, {definition(say, label.definition)},
                          {label.from}, {label.to}};
    append(row, probability_cells(of, of.findings.disconnected[c]));
    table.rows.push_back(std::move(row));
  }
  section.blocks.push_back(std::move(table));
  Points meanings;
  for (const Definition definition : used) meanings.texts.push_back(say(meaning(definition)));
  section.blocks.push_back(std::move(meanings));
}

void joining(const Subject& of, Section& section) {
  const auto& record = of.record;
  if (record.joining.empty()) return;
  const Speaker& say = of.say;
  const Column range_column{say(Word::interval, of.confidence()), Align::number};
  Table systems{say(Word::joining_caption),
                {{say(Word::outcome)}, {say(Word::from)}, {say(Word::to)}, {say(Word::systems_mean), Align::number}, range_column,
                 {say(Word::systems_possible), Align::number}, {say(Word::capacity_mean), Align::number},
                 {say(Word::capacity_total), Align::number}, {say(Word::routes_without), Align::number}},
                {}};
  Table fewer{say(Word::fewer_caption), {{say(Word::outcome)}, {say(Word::systems_left)}}, {}};
  append(fewer.columns, probability_columns(of));
  Table quantiles{say(Word::quantile_caption),
                  {{say(Word::outcome)}, {say(Word::share_of_trials), Align::number}, {say(Word::capacity_at_most), Align::number},
                   range_column},
                  {}, Shown::folded};
  for (std::size_t j = 0; j < record.joining.size(); ++j) {
    const auto& label = record.joining[j];
    const auto& finding = of.findings.joining[j];
    systems.rows.push_back({{label.name}, {label.from}, {label.to}, mean(finding.systems), interval(of.say, finding.systems.interval),
                            count(label.systems.size()), finding.capacity_known ? mean(finding.capacity_tbps) : Cell{say(Word::unknown)},
                            finding.capacity_known ? plain(static_cast<double>(label.total_gbps) / 1000) : Cell{say(Word::unknown)},
                            count(label.routes_without_capacity)});
    for (std::size_t m = 0; m < finding.fewer.size(); ++m) {
      const std::uint32_t limit = finding.fewer_than[m];
      std::vector<Cell> row{{label.name}, {limit == 1 ? say(Word::none_left) : say(Word::fewer_than, limit), static_cast<double>(limit)}};
      append(row, probability_cells(of, finding.fewer[m]));
      fewer.rows.push_back(std::move(row));
    }
    for (const results::QuantileFinding& q : finding.quantiles)
      quantiles.rows.push_back({{label.name}, {fmt::format("{:g} %", q.q * 100), q.q},
                                plain(static_cast<double>(q.bin_lower_gbps) / 1000),
                                {fmt::format("{:g} – {:g}", static_cast<double>(q.lower_gbps) / 1000, static_cast<double>(q.upper_gbps) / 1000),
                                 static_cast<double>(q.lower_gbps)}});
  }
  for (Table* table : {&systems, &fewer, &quantiles})
    if (!table->rows.empty()) section.blocks.push_back(std::move(*table));
}

void means(const Subject& of, Section& section) {
  const Speaker& say = of.say;
  const auto& findings = of.findings;
  Table table{say(Word::means_caption),
              {{say(Word::quantity)}, {say(Word::mean), Align::number}, {say(Word::interval, of.confidence()), Align::number}}, {}};
  const auto add = [&](const std::string& what, const std::optional<results::MeanEstimate>& m) {
    if (m) table.rows.push_back({{what}, mean(*m), interval(of.say, m->interval)});
  };
  add(say(Word::elements_failed, fmt::format("{:.6g}", findings.expected_elements_failed)), findings.elements_failed);
  add(say(Word::component_count), findings.component_count);
  add(say(Word::largest_component), findings.largest_component);
  for (std::size_t s = 0; s < findings.set_reach.size(); ++s)
    add(say(Word::nodes_reached, of.record.reach_sets[s]), findings.set_reach[s]);
  table.shown = Shown::folded;
  if (!table.rows.empty()) section.blocks.push_back(std::move(table));
}

}  // namespace

Section key_figures(const Subject& of) {
  Section section{"figures", of.say(Word::key_figures), {Paragraph{of.say(Word::how_to_read, of.confidence())}}};
  disconnected(of, section);
  joining(of, section);
  means(of, section);
  return section;
}

}  // namespace kaitei::report
