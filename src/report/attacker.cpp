#include "report/cells.hpp"
#include "report/labels.hpp"
#include "report/scenario_blocks.hpp"
#include "report/units.hpp"
#include "results/attacks.hpp"
#include "results/text.hpp"

namespace kaitei::report {
namespace {

using engine::AttackAnswer;
using engine::AttackerRecord;

Cell cheapest(const Subject& of, const CheapestCut& cut) {
  if (!cut.exists) return {of.say(Word::never)};
  const Cell cost = plain(results::cost_of(cut.cost));
  if (cut.proven()) return cost;
  return {of.say(Word::range, plain(results::cost_of(cut.lower_bound)).text, cost.text), cost.number};
}

Table costs(const Subject& of, const std::string& name, const AttackerRecord& record) {
  const Speaker& say = of.say;
  Table table{say(Word::cost_caption, name),
              {{say(Word::outcome)}, {say(Word::cheapest), Align::number}, {say(Word::units_struck), Align::number},
               {say(Word::in_budget)}, {say(Word::greedy_cost), Align::number}, {say(Word::landing_cost), Align::number},
               {say(Word::cheapest_set)}},
              {}};
  for (std::size_t q = 0; q < record.answers.size(); ++q) {
    const AttackAnswer& a = record.answers[q];
    const auto within = results::within_budget(a.cheapest, record.budget);
    table.rows.push_back({{loss(say, of.record, record.losses[q])}, cheapest(of, a.cheapest), a.cheapest.exists ? count(a.cheapest.elements.size()) : Cell{},
                          {say(!within ? Word::unknown : *within ? Word::yes : Word::no)},
                          a.cheapest.exists ? plain(results::cost_of(a.greedy_cost)) : Cell{say(Word::never)},
                          a.landing_cost == AttackAnswer::most_cost ? Cell{say(Word::never)} : plain(results::cost_of(a.landing_cost)),
                          {first_names(of, record.units, a.cheapest.elements)}});
  }
  return table;
}

Table chances(const Subject& of, const std::string& name, const AttackerRecord& record) {
  const Speaker& say = of.say;
  const std::string interval_heading = say(Word::interval, of.confidence());
  Table table{say(Word::chance_caption, name, results::grouped(record.orders)),
              {{say(Word::outcome)}, {say(Word::in_budget), Align::number}, {interval_heading, Align::number},
               {say(Word::random_as_many), Align::number}, {interval_heading, Align::number}},
              {}};
  for (std::size_t q = 0; q < record.answers.size(); ++q) {
    const AttackAnswer& a = record.answers[q];
    std::vector<Cell> row{{loss(say, of.record, record.losses[q])}};
    const auto add = [&](std::uint64_t lost) {
      const results::Fraction share = results::share_of_orders(lost, of.record, record);
      row.insert(row.end(), {probability(share), interval(say, share.estimate.interval)});
    };
    add(a.random_lost);
    if (a.cheapest.exists) add(a.same_size_lost);
    row.resize(table.columns.size());
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::vector<Block> answer_blocks(const Subject& of, const std::string& name, const AttackerRecord& record) {
  return {Paragraph{of.say(Word::attacker_intro, units_in_words(of, record.unit_kinds), plain(results::cost_of(record.budget)).text)},
          costs(of, name, record), chances(of, name, record)};
}

std::vector<CutOnMap> answer_cuts(const Subject& of, const AttackerRecord& record) {
  std::vector<CutOnMap> cuts;
  for (std::size_t q = 0; q < record.losses.size(); ++q)
    if (const CheapestCut& cut = record.answers[q].cheapest; cut.exists && !cut.elements.empty())
      cuts.push_back(cut_on_map(of, of.say(Word::cheapest_on_map, loss(of.say, of.record, record.losses[q])), record.units, cut.elements));
  return cuts;
}

}  // namespace kaitei::report
