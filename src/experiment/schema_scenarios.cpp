#include "experiment/schema_parts.hpp"
#include "experiment/words.hpp"

namespace kaitei::experiment {
namespace {

constexpr auto rows = &Experiment::scenarios;

std::vector<ScenarioKind> sampled_kinds() {
  std::vector<ScenarioKind> kinds;
  for (std::size_t kind = 0; kind < scenario_kinds().size(); ++kind)
    if (is_sampled(static_cast<ScenarioKind>(kind))) kinds.push_back(static_cast<ScenarioKind>(kind));
  return kinds;
}

void add_n_minus_k(std::vector<Key>& table) {
  constexpr auto n_minus_k = &Scenario::n_minus_k;
  using N = NMinusK;
  const auto add = [&](Key row) { table.push_back(only_of({ScenarioKind::n_minus_k}, std::move(row))); };
  add(key(Type::integer, "scenario", "failures", std::int64_t{3}, {.min = 1, .max = 64}, at(rows, n_minus_k, &N::failures),
          "k: most units that are lost at a time. Counts are given for 1, 2, ... k."));
  add(word(Type::word_list, "scenario", "units", Rows{"segments"}, unit_kinds(), at(rows, n_minus_k, &N::units),
           "What is lost as one: a segment; a cable (all segments of a system); a station with all that lands there; a "
           "power feed; a terrestrial or wireless link; a group of [groups], such as a corridor. Several kinds make mixed "
           "sets."));
  add(key(Type::integer, "scenario", "worst", std::int64_t{10}, {.min = 0, .max = 10000}, at(rows, n_minus_k, &N::worst),
          "Worst sets of k units that are ranked: by connectivity outcomes lost, then systems lost, then capacity lost."));
  add(key(Type::integer, "scenario", "cuts_listed", std::int64_t{1000}, {.min = 0, .max = 1000000},
          at(rows, n_minus_k, &N::cuts_listed),
          "Most minimal cuts that are listed for each question, smallest first; all are counted."));
  add(key(Type::integer, "scenario", "enumerate_up_to", std::int64_t{100'000'000}, {.min = 0, .max = 1e12},
          at(rows, n_minus_k, &N::enumerate_up_to),
          "Largest number of sets of k units of which each is looked at, for the worst sets and the distributions; "
          "beyond it there are counts and smallest cuts alone."));
  add(key(Type::integer, "scenario", "most_searches", std::int64_t{1'000'000}, {.min = 1, .max = 1e12},
          at(rows, n_minus_k, &N::most_searches),
          "Path searches after which the proof of each smallest cut is given up, with a stated gap."));
}

void add_sampling(std::vector<Key>& table) {
  constexpr auto group = &Scenario::sampling;
  using S = Sampling;
  const auto add = [&](Key row) { table.push_back(only_of(sampled_kinds(), std::move(row))); };
  add(key(Type::integer, "scenario", "events", std::int64_t{1}, {.min = 1, .max = most_events}, at(rows, group, &S::events),
          "Events in each trial: discs, drags, shocks, by kind."));
  add(key(Type::number, "scenario", "mean_events", 0.0, {.min = 0, .max = most_events / 4}, at(rows, group, &S::mean_events),
          "If above 0, the number of events is Poisson with this mean instead of `events`: a rate times a time."));
  add(key(Type::boolean, "scenario", "background", false, {}, at(rows, group, &S::background),
          "Whether the failures of [failure] happen in the same trials; they are those of the run's own trials, bit for bit, "
          "so that what the scenario adds can be read off."));
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
                       "intensity and a fragility curve. worst-disc: discs about every centre of a grid, exact on it."));
  add_n_minus_k(table);
  add_sampling(table);
  add_places(table);
}

}  // namespace kaitei::experiment
