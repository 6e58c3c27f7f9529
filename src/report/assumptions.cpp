#include <algorithm>

#include <fmt/ranges.h>

#include "experiment/words.hpp"
#include "report/cells.hpp"
#include "report/content.hpp"

namespace kaitei::report {
namespace {

using experiment::FailureMode;

void rates(const Subject& of, Section& section) {
  const Speaker& say = of.say;
  const experiment::FailureSettings& f = of.record.experiment.failure;
  const bool repairs = f.mode == FailureMode::snapshot;
  Table table{say(Word::rates_caption), {{say(Word::what_fails)}, {say(Word::rate), Align::number}, {say(Word::per)}}, {}};
  if (repairs) table.columns.push_back({say(Word::repair_days), Align::number});
  const auto add = [&](const std::string& what, double rate, Word per, double days) {
    table.rows.push_back({{what}, plain(rate), {say(per)}});
    if (repairs) table.rows.back().push_back(plain(days));
  };
  const auto cable = [&](const std::string& of_whom, const auto& r) {
    add(of_whom + say(Word::cable_shallow), r.shallow_faults_per_1000km_year, Word::per_1000_km, r.segment_repair_days);
    add(of_whom + say(Word::cable_slope), r.slope_faults_per_1000km_year, Word::per_1000_km, r.segment_repair_days);
    add(of_whom + say(Word::cable_deep), r.deep_faults_per_1000km_year, Word::per_1000_km, r.segment_repair_days);
  };
  cable("", f);
  for (const experiment::SystemRates& own : f.rates) cable(say(Word::of_systems, own.name, own.systems.size()) + ": ", own);
  add(say(Word::kind_station), f.station_faults_per_year, Word::per_piece, f.station_repair_days);
  add(say(Word::kind_feed), f.feed_faults_per_year, Word::per_piece, f.feed_repair_days);
  add(say(Word::kind_backhaul), f.backhaul_faults_per_1000km_year, Word::per_1000_km, f.backhaul_repair_days);
  add(say(Word::wireless), f.wireless_faults_per_year, Word::per_piece, f.wireless_repair_days);
  section.blocks.push_back(std::move(table));
  if (!f.probabilities.empty()) section.blocks.push_back(Paragraph{say(Word::set_probabilities, f.probabilities.size())});
}

}  // namespace

Section assumptions(const Subject& of) {
  const Speaker& say = of.say;
  const experiment::Experiment& e = of.record.experiment;
  Section section{"assumptions", say(Word::assumptions), {}};
  Points points;
  const auto add = [&](std::string text) { points.texts.push_back(std::move(text)); };
  add(e.failure.mode == FailureMode::snapshot ? say(Word::mode_snapshot) : say(Word::mode_window, e.failure.exposure_days));
  add(say(Word::assume_independent));
  add(say(e.network.fibre_routes == network::RouteBound::all_pairs ? Word::assume_all_pairs : Word::assume_trunk_only));
  add(say(e.network.unknown_single_end_feeding == experiment::SingleEndFeeding::capable ? Word::assume_capable : Word::assume_incapable));
  add(say(e.network.unknown_stations == network::UnknownStations::shared ? Word::assume_shared : Word::assume_separate));
  if (!e.capacity_priors.empty()) add(say(Word::assume_capacities, e.capacity_priors.size()));
  if (e.network.include_planned) add(say(Word::assume_planned));
  if (e.network.as_of) add(say(Word::assume_as_of, network::to_string(*e.network.as_of)));
  for (const experiment::Connectivity& outcome : e.outcomes.connectivity) {
    if (!outcome.excluded_countries.empty())
      add(say(Word::excluded_countries, outcome.name, fmt::format("{}", fmt::join(outcome.excluded_countries, ", "))));
    if (std::ranges::find(outcome.definitions, experiment::Definition::partner) != outcome.definitions.end())
      add(say(Word::partner_countries, outcome.name, fmt::format("{}", fmt::join(outcome.partner_countries, ", "))));
    if (outcome.quantifier == experiment::Quantifier::all) add(say(Word::every_target, outcome.name));
  }
  section.blocks.push_back(std::move(points));
  rates(of, section);
  return section;
}

}  // namespace kaitei::report
