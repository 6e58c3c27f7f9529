#include <algorithm>

#include "experiment/schema_parts.hpp"
#include "experiment/words.hpp"

namespace kaitei::experiment {
namespace {

constexpr auto rows = &Experiment::scenarios;

std::vector<ScenarioKind> sampled_kinds(const std::vector<ScenarioKind>& but = {}) {
  std::vector<ScenarioKind> kinds;
  for (std::size_t number = 0; number < scenario_kinds().size(); ++number) {
    const auto kind = static_cast<ScenarioKind>(number);
    if (is_sampled(kind) && std::ranges::find(but, kind) == but.end()) kinds.push_back(kind);
  }
  return kinds;
}

void add_n_minus_k(std::vector<Key>& table) {
  constexpr auto n_minus_k = &Scenario::n_minus_k;
  using N = NMinusK;
  const auto add = [&](Key row) { table.push_back(only_of({ScenarioKind::n_minus_k}, std::move(row))); };
  add(key(Type::integer, "scenario", "failures", std::int64_t{3}, {.min = 1, .max = 64}, at(rows, n_minus_k, &N::failures),
          "k: most units that are lost at a time. Counts are given for 1, 2, ... k."));
  add(key(Type::integer, "scenario", "worst", std::int64_t{10}, {.min = 0, .max = 10000}, at(rows, n_minus_k, &N::worst),
          "Worst sets of k units that are ranked: by connectivity outcomes lost, then systems lost, then capacity lost."));
  add(key(Type::integer, "scenario", "cuts_listed", std::int64_t{1000}, {.min = 0, .max = 1000000},
          at(rows, n_minus_k, &N::cuts_listed),
          "Most minimal cuts that are listed for each question, smallest first; all are counted."));
  add(key(Type::integer, "scenario", "enumerate_up_to", std::int64_t{100'000'000}, {.min = 0, .max = 1e12},
          at(rows, n_minus_k, &N::enumerate_up_to),
          "Largest number of sets of k units of which each is looked at, for the worst sets and the distributions; "
          "beyond it there are counts and smallest cuts alone."));
}

// Of several kinds that choose what is lost.
void add_choice(std::vector<Key>& table) {
  using K = ScenarioKind;
  table.push_back(only_of({K::n_minus_k, K::attack_sequence, K::attacker, K::deterrence},
      word(Type::word_list, "scenario", "units", Rows{"segments"}, unit_kinds(), at(rows, &Scenario::units),
           "What is lost as one: a segment; a cable (all segments of a system); a station with all that lands there; a "
           "power feed; a terrestrial or wireless link; a group of [groups]; a corridor, all that comes within half of width_km "
           "of a line of `layer`, or of the one great circle from from_longitude, from_latitude to to_longitude, to_latitude. "
           "Several kinds make mixed sets.")));
  table.push_back(only_of({K::n_minus_k, K::attacker},
      key(Type::integer, "scenario", "most_searches", std::int64_t{1'000'000}, {.min = 1, .max = 1e12},
          at(rows, &Scenario::most_searches),
          "Path searches after which the proof of each smallest or cheapest cut is given up, with a stated gap.")));
  table.push_back(only_of({K::attack_sequence, K::attacker},
      key(Type::integer, "scenario", "random_orders", std::int64_t{200}, {.min = 2, .max = 1e6},
          at(rows, &Scenario::random_orders),
          "Random orders of the units that are sampled beside the attacker's choice: the same loss without intent.")));
}

void add_sampling(std::vector<Key>& table) {
  constexpr auto group = &Scenario::sampling;
  using S = Sampling;
  using K = ScenarioKind;
  const auto add = [&](Key row) { table.push_back(only_of(sampled_kinds(), std::move(row))); };
  // A copula is the failures of [failure]; a mixture and its like take the events of their parts.
  const auto add_count = [&](Key row) {
    table.push_back(only_of(sampled_kinds({K::copula, K::mixture, K::together}), std::move(row)));
  };
  add_count(key(Type::integer, "scenario", "events", std::int64_t{1}, {.min = 1, .max = most_events}, at(rows, group, &S::events),
          "Events in each trial: discs, drags, shocks, by kind."));
  add_count(key(Type::number, "scenario", "mean_events", 0.0, {.min = 0, .max = most_events / 4}, at(rows, group, &S::mean_events),
          "If above 0, the number of events is Poisson with this mean instead of `events`: a rate times a time."));
  table.push_back(only_of(sampled_kinds({K::copula}), key(Type::boolean, "scenario", "background", false, {}, at(rows, group, &S::background),
          "Whether the failures of [failure] happen in the same trials; they are those of the run's own trials, bit for bit, "
          "so that what the scenario adds can be read off.")));
  add(key(Type::boolean, "scenario", "matched", true, {}, at(rows, group, &S::matched),
          "Whether random failure of the same size is sampled beside it: in each trial as many segments, stations, feeds and "
          "links as the scenario took, chosen at random from the whole network."));
  std::vector<ScenarioKind> swept = sampled_kinds();
  swept.push_back(ScenarioKind::worst_disc);
  Key sweep = key(Type::number_list_table, "scenario", "sweep", std::map<std::string, std::vector<double>>{}, {.min_items = 1},
                  at(rows, group, &S::sweep),
                  "Numeric keys of this scenario, each with the values that it takes: sweep.radius_km = [10, 25, 50]. Every "
                  "combination is run, all on the same random numbers, and each key becomes a dimension of the results.");
  table.push_back(only_of(std::move(swept), std::move(sweep)));
}

}  // namespace

void add_scenarios(std::vector<Key>& table) {
  table.push_back(key(Type::text, "scenario", "name", std::nullopt, a_name, at(rows, &Scenario::name),
                      "Label of the scenario; its results stand in the group scenarios/<name> of the result file."));
  table.push_back(word(Type::word, "scenario", "kind", std::nullopt, scenario_kinds(), at(rows, &Scenario::kind),
                       "n-minus-k: every set of up to `failures` units is lost on purpose, all else standing; counts are "
                       "exact, and their shares are what random failure of the same size would do. disc: everything that a "
                       "disc or an ellipse on the sphere touches fails. anchor-drag: ships cut the segments that their anchors are dragged over. corridor, "
                       "polygon: what a zone touches fails with a probability. raster: every element fails on its own, by an "
                       "intensity and a fragility curve. worst-disc: discs about every centre of a grid, exact on it. "
                       "earthquake: flows down the canyons near it, and slides, cut segments. turbidity-current: a flow down one canyon. "
                       "attack-sequence: units are removed one by one, the foremost by some measure first. attacker: "
                       "the cheapest loss that a budget buys. common-cause: shocks that take sets of elements down. copula: segments "
                       "fail as [failure] says, those near each other together. blackout: stations and power feeds of a region are "
                       "lost. deterrence: attacks that spare what some owners have a share in. mixture: each trial is one of another "
                       "scenario, chosen by weights. together: several scenarios in every trial."));
  add_choice(table);
  add_n_minus_k(table);
  add_sampling(table);
  add_places(table);
  add_earthquakes(table);
  add_attacks(table);
  add_common_causes(table);
}

}  // namespace kaitei::experiment
