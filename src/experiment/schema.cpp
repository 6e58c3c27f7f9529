#include "experiment/schema.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "experiment/schema_parts.hpp"
#include "experiment/words.hpp"

namespace kaitei::experiment {
namespace {

using O = OutcomeSettings;
using F = FailureSettings;
Key rate(std::string_view name, double standard, double F::*field, std::string_view meaning) {
  return key(Type::number, "failure", name, standard, not_negative, at(&Experiment::failure, field), meaning);
}

Key repair(std::string_view name, double standard, double F::*field, std::string_view meaning) {
  return only_in(FailureMode::snapshot,
                 key(Type::number, "failure", name, standard, positive, at(&Experiment::failure, field), meaning));
}

void add_percolation(std::vector<Key>& table) {
  constexpr auto rows = &O::percolation;
  using P = Percolation;
  constexpr Limits count{.min = 0, .max = 0x1p31};
  constexpr Limits share{.min = 0, .max = 1};
  table.insert(table.end(), {
    key(Type::text, "percolation", "name", std::nullopt, a_name, at(rows, &P::name), "Label of the curve in results."),
    word(Type::word, "percolation", "graph", "square",
         {"square", "triangular", "honeycomb", "cubic", "erdos-renyi", "random-geometric", "rmat", "file"},
         at(rows, &P::graph),
         "A lattice (needs size), Erdos and Renyi's G(n, m) (nodes, edges), points of the unit square joined within a "
         "distance (nodes, radius), R-MAT with the parameters of Graph500 (scale, edges), or an edge list (file)."),
    key(Type::integer, "percolation", "size", std::int64_t{0}, count, at(rows, &P::size),
        "Cells of a lattice along axis 0 (its columns)."),
    key(Type::integer, "percolation", "rows", std::int64_t{0}, count, at(rows, &P::rows),
        "Cells along axis 1; 0: as many as size."),
    key(Type::integer, "percolation", "layers", std::int64_t{0}, count, at(rows, &P::layers),
        "Cells along axis 2 of a cubic lattice; 0: as many as size."),
    word(Type::word, "percolation", "boundary", "torus", {"open", "cylinder", "torus"}, at(rows, &P::boundary),
         "Of a lattice. open: spanning means that a cluster joins opposite sides; cylinder: the sides of axis 0, the "
         "other axes being closed; torus: that a cluster wraps around."),
    key(Type::integer, "percolation", "nodes", std::int64_t{0}, count, at(rows, &P::nodes),
        "Nodes of an Erdos-Renyi or random geometric graph."),
    key(Type::integer, "percolation", "edges", std::int64_t{0}, count, at(rows, &P::edges),
        "Edges of an Erdos-Renyi or R-MAT graph."),
    key(Type::integer, "percolation", "scale", std::int64_t{0}, {.min = 0, .max = 31}, at(rows, &P::scale),
        "An R-MAT graph has 2^scale nodes."),
    key(Type::number, "percolation", "radius", 0.0, share, at(rows, &P::radius),
        "Largest distance that a random geometric graph joins, the square's side being 1."),
    key(Type::text, "percolation", "file", "", {}, at(rows, &P::file),
        "Edge list: two node numbers from 0 on each line, or with the ending .bin pairs of little-endian 32-bit "
        "numbers; a relative path starts at the experiment file's folder."),
    key(Type::integer, "percolation", "graph_seed", std::int64_t{1}, not_negative, at(rows, &P::graph_seed),
        "Seed of a random graph; run.seed is that of the sweeps."),
    word(Type::word, "percolation", "kind", "bond", {"bond", "site"}, at(rows, &P::kind),
         "Whether edges or nodes are occupied at random."),
    key(Type::integer, "percolation", "sweeps", std::int64_t{100}, {.min = 1, .max = 0x1p48}, at(rows, &P::sweeps),
        "Independent orders in which everything is occupied, one after another; each gives the whole curve."),
    key(Type::number, "percolation", "probability_from", 0.0, share, at(rows, &P::probability_from),
        "First occupation probability of the curve."),
    key(Type::number, "percolation", "probability_to", 1.0, share, at(rows, &P::probability_to), "Last one."),
    key(Type::integer, "percolation", "points", std::int64_t{101}, {.min = 1, .max = 100000}, at(rows, &P::points),
        "Points of the curve, evenly spaced from the first to the last; 1: the first alone."),
  });
}

void add_network(std::vector<Key>& table) {
  constexpr auto group = &Experiment::network;
  using N = NetworkSettings;
  table.insert(table.end(), {
    key(Type::text, "network", "source", std::nullopt, filled, at(group, &N::source),
        "Folder of layers, GeoPackage or graph file of the network (docs/network-format.md); a relative path starts at the experiment file's folder."),
    word(Type::word, "network", "fibre_routes", "all-pairs", {"all-pairs", "trunk-only"}, at(group, &N::fibre_routes),
         "Routes assumed for a system whose fibre-pair plan is not public: every pair of its landings (upper bound on "
         "connectivity), or only pairs with an end on the trunk (lower bound)."),
    word(Type::word, "network", "unknown_single_end_feeding", "capable", {"capable", "incapable"},
         at(group, &N::unknown_single_end_feeding),
         "Whether a power section that the data do not describe lives on when one of its two feeds is lost."),
    word(Type::word, "network", "unknown_stations", "shared", {"shared", "separate"}, at(group, &N::unknown_stations),
         "Where only the landing town is known: whether all systems that land there share one station, which takes them down "
         "together, or each has its own."),
    word(Type::word, "network", "unknown_depth", "shallow", {"shallow", "slope", "deep"}, at(group, &N::unknown_depth),
         "Fault rate for a segment without depth shares: that of shallow water errs towards more faults."),
    key(Type::boolean, "network", "include_planned", false, {}, at(group, &N::include_planned),
        "Whether systems not yet in service are part of the network."),
    key(Type::date, "network", "as_of", "", {}, at(group, &N::as_of),
        "The network of that day, as 2023-02-01 without quotes: systems with rfs on or before it and retired after it, "
        "whatever their status. Partial dates count only where they leave no doubt; a system without rfs counts unless it is "
        "planned; each doubt is recorded. None: the systems whose status is in_service."),
    key(Type::number, "network", "snap_tolerance_km", 1.0, not_negative, at(group, &N::snap_tolerance_km),
        "Farthest that the end of a drawn line may lie from the node it is joined to."),
  });
}

void add_capacity_priors(std::vector<Key>& table) {
  constexpr auto rows = &Experiment::capacity_priors;
  using P = network::CapacityPrior;
  constexpr Limits year{.min = 0, .max = 9999};
  table.insert(table.end(), {
    key(Type::text, "capacity_prior", "name", std::nullopt, a_name, at(rows, &P::name),
        "Label of the rule in results, which say of each capacity whether it is assumed, and by which rule."),
    word(Type::word, "capacity_prior", "of", "fibre-routes", {"fibre-routes", "backhaul", "microwave", "satellite"},
         at(rows, &P::of), "What the rule is about."),
    key(Type::number, "capacity_prior", "tbps", std::nullopt, positive, at(rows, &P::tbps),
        "Capacity in Tbit/s per fibre pair of a route, or of a link as a whole."),
    key(Type::integer, "capacity_prior", "fibre_pairs", std::int64_t{0}, {.min = 0, .max = 1000}, at(rows, &P::fibre_pairs),
        "Fibre pairs of a segment where the data state none for it or its system; 0: leave the capacity unknown. Routes that "
        "share a segment share its pairs evenly."),
    key(Type::integer, "capacity_prior", "rfs_from", std::int64_t{0}, year, at(rows, &P::rfs_from),
        "First year of rfs of the systems that the rule is for. A system without rfs falls only under a rule for all years."),
    key(Type::integer, "capacity_prior", "rfs_to", std::int64_t{9999}, year, at(rows, &P::rfs_to), "Last such year."),
    key(Type::text_list, "capacity_prior", "systems", Rows{}, filled, at(rows, &P::systems),
        "Ids of the systems that the rule is for; empty: all."),
  });
}

void add_failure(std::vector<Key>& table) {
  constexpr auto group = &Experiment::failure;
  table.insert(table.end(), {
    word(Type::word, "failure", "mode", "snapshot", {"snapshot", "window"}, at(group, &F::mode),
         "snapshot: the network on a random day, an element being down with p = rate * repair / (1 + rate * repair); "
         "window: all faults of exposure_days without repair, p = 1 - exp(-rate * days). A year has 365.25 days."),
    only_in(FailureMode::window,
            key(Type::number, "failure", "exposure_days", 30.0, positive, at(group, &F::exposure_days),
                "Length of the window in which faults add up.")),
    rate("shallow_faults_per_1000km_year", 0.38, &F::shallow_faults_per_1000km_year,
         "Segment faults in water shallower than 200 m. The three defaults are the means of "
         "geodata/hazards/fault_rates.csv, which has their distributions: on the world's cable, 19 % of it shallower than "
         "200 m and 9 % at 200-1000 m, they make the ICPC's 150-200 faults a year on 1.7 million km (2025). That 70 % of "
         "all faults happen here is assumed."),
    rate("slope_faults_per_1000km_year", 0.2, &F::slope_faults_per_1000km_year,
         "Segment faults in 200-1000 m of water: 18 % of all, assumed, as for shallow water."),
    rate("deep_faults_per_1000km_year", 0.017, &F::deep_faults_per_1000km_year,
         "Segment faults deeper than 1000 m: 12 % of all, assumed. The published bound of 0.1 (SubOptic 2007) is no "
         "tighter than the mean over all depths; the true rate lies far below the shallow one."),
    repair("segment_repair_days", 25.0, &F::segment_repair_days,
           "Mean time from a segment's fault to its repair. Reported averages fell from about 30 to about 20 days in "
           "2013-2019 (SubTel Forum industry report); the middle is the default."),
    rate("station_faults_per_year", 0.01, &F::station_faults_per_year,
         "Loss of a whole landing station with all that lands there. Assumption: no published count was found."),
    repair("station_repair_days", 7.0, &F::station_repair_days, "Mean time to restore a station. Assumption."),
    rate("feed_faults_per_year", 0.02, &F::feed_faults_per_year,
         "Loss of the power feed at one end of a power section. Assumption: no published count was found."),
    repair("feed_repair_days", 2.0, &F::feed_repair_days, "Mean time to restore a power feed. Assumption."),
    rate("backhaul_faults_per_1000km_year", 2.0, &F::backhaul_faults_per_1000km_year,
         "Cuts of terrestrial fibre. Assumption, of the order of older North American cut statistics."),
    repair("backhaul_repair_days", 0.5, &F::backhaul_repair_days, "Mean time to mend terrestrial fibre. Assumption."),
    rate("wireless_faults_per_year", 2.0, &F::wireless_faults_per_year,
         "Outages of a microwave or satellite link. Assumption."),
    repair("wireless_repair_days", 0.25, &F::wireless_repair_days, "Mean outage of such a link. Assumption."),
    key(Type::number_table, "failure", "probabilities", std::map<std::string, double>{}, {.min = 0, .max = 1},
        at(group, &F::probabilities),
        "Probability of failure of single elements, in place of their rate: \"segment:<id>\", \"station:<node id>\", "
        "\"feed:<power section id>:a\" (of end_a, or :b) or \"link:<id>\" = p."),
  });
}

// [[rates]]: the same quantities as [failure]'s for segments, of named systems.
void add_rates(std::vector<Key>& table) {
  constexpr auto rows = &F::rates;
  const auto own_rate = [&](std::string_view name, double SystemRates::*field, std::string_view meaning) {
    return key(Type::number, "rates", name, std::nullopt, not_negative, at(rows, field), meaning);
  };
  table.insert(table.end(), {
    key(Type::text, "rates", "name", std::nullopt, a_name, at(rows, &SystemRates::name),
        "Label, such as the region of geodata/hazards/fault_rates.csv that the rates are of."),
    key(Type::text_list, "rates", "systems", std::nullopt, {.min_items = 1, .text = TextRule::not_empty},
        at(rows, &SystemRates::systems), "Ids of the systems whose segments these rates are for; each stands in one table."),
    own_rate("shallow_faults_per_1000km_year", &SystemRates::shallow_faults_per_1000km_year,
             "Segment faults in water shallower than 200 m."),
    own_rate("slope_faults_per_1000km_year", &SystemRates::slope_faults_per_1000km_year,
             "Segment faults in 200-1000 m of water."),
    own_rate("deep_faults_per_1000km_year", &SystemRates::deep_faults_per_1000km_year,
             "Segment faults deeper than 1000 m."),
    only_in(FailureMode::snapshot, key(Type::number, "rates", "segment_repair_days", 25.0, positive,
                                       at(rows, &SystemRates::segment_repair_days),
                                       "Mean time from a segment's fault to its repair.")),
  });
}

void add_outcomes(std::vector<Key>& table) {
  constexpr auto pairs = &O::connectivity;
  constexpr auto joins = &O::joining;
  constexpr auto group = &Experiment::outcomes;
  table.insert(table.end(), {
    key(Type::text, "connectivity", "name", std::nullopt, a_name, at(pairs, &Connectivity::name),
        "Label of the outcome in results; each definition adds its own: \"taiwan-japan/direct\"."),
    key(Type::text, "connectivity", "from", std::nullopt, a_name, at(pairs, &Connectivity::from), "Terminal set."),
    key(Type::text, "connectivity", "to", std::nullopt, a_name, at(pairs, &Connectivity::to), "Terminal set."),
    word(Type::word, "connectivity", "quantifier", "any", {"any", "all"}, at(pairs, &Connectivity::quantifier),
         "any: disconnected when no node of one set reaches one of the other; all: when the nodes of both sets are not "
         "all joined to each other."),
    word(Type::word_list, "connectivity", "definitions", Rows{"any"}, {"direct", "partner", "any"},
         at(pairs, &Connectivity::definitions),
         "What disconnected means; direct: no surviving path without a third country; partner: none whose third "
         "countries are all partners; any: none at all."),
    key(Type::text_list, "connectivity", "partner_countries", Rows{}, filled,
        at(pairs, &Connectivity::partner_countries),
        "Third countries that a path may cross under the definition `partner`, by their English names."),
    key(Type::text_list, "connectivity", "excluded_countries", Rows{}, filled,
        at(pairs, &Connectivity::excluded_countries), "Countries that no path may cross, whatever the definition."),
    key(Type::text, "joining", "name", std::nullopt, a_name, at(joins, &Joining::name), "Label of the outcome."),
    key(Type::text, "joining", "from", std::nullopt, a_name, at(joins, &Joining::from), "Terminal set."),
    key(Type::text, "joining", "to", std::nullopt, a_name, at(joins, &Joining::to), "Terminal set."),
    key(Type::integer_list, "joining", "fewer_than", std::vector<std::int64_t>{1}, {.min = 1, .max = 1000},
        at(joins, &Joining::fewer_than),
        "Each m adds the probability that fewer than m systems still join the two sets, each by a route whose ends the "
        "sets reach over backhaul links alone."),
    key(Type::boolean, "outcomes", "components", true, {}, at(group, &O::components),
        "Count components, the largest one, and the nodes reached from each terminal set."),
    key(Type::boolean, "outcomes", "importance", true, {}, at(group, &O::importance),
        "Importance of every element for every connectivity outcome; needs element_counts."),
    key(Type::boolean, "outcomes", "element_counts", true, {}, at(group, &O::element_counts),
        "Count the failures of each element, and the elements failed in each trial. Their exact chances are in the file "
        "in any case. With this, importance and components false and no [[joining]], only what can change an answer is "
        "drawn, which is often faster and changes no other number; `kaitei plan` says what is drawn."),
    key(Type::boolean, "outcomes", "per_trial", false, {}, at(group, &O::per_trial),
        "Keep one bit per trial and connectivity outcome; the file grows by trials / 8 bytes for each."),
  });
}

void add_run(std::vector<Key>& table) {
  constexpr auto group = &Experiment::run;
  using R = RunSettings;
  table.insert(table.end(), {
    key(Type::integer, "run", "trials", std::int64_t{1'000'000}, {.min = 1, .max = 0x1p53}, at(group, &R::trials),
        "Simulated failure states; 1e6 may be written for 1000000."),
    key(Type::integer, "run", "seed", std::int64_t{1}, not_negative, at(group, &R::seed),
        "Same seed, same bits, on every machine."),
    key(Type::integer, "run", "threads", std::int64_t{0}, {.min = 0, .max = 4096}, at(group, &R::threads),
        "Threads of the CPU backend; 0: every core. Results do not depend on it."),
    word(Type::word, "run", "backend", "auto", {"auto", "cpu", "cuda"}, at(group, &R::backend),
         "Where the trials run; auto takes a CUDA device if there is one. Results do not depend on it."),
    word(Type::word, "run", "lanes", "auto", {"auto", "32", "128", "256", "512"}, at(group, &R::lanes),
         "Trials that one CPU instruction moves; auto takes the widest that the machine has. Results do not depend on "
         "it."),
    key(Type::number, "run", "confidence_level", 0.95, {.min = 0, .max = 1, .above_min = true, .below_max = true},
        at(group, &R::confidence_level), "Of every interval reported."),
    key(Type::number, "run", "checkpoint_minutes", 5.0, not_negative, at(group, &R::checkpoint_minutes),
        "Time between checkpoints, from which the same command goes on; 0: only when a signal stops the run."),
    key(Type::text, "output", "file", "", {}, at(&Experiment::output, &OutputSettings::file),
        "Result file; a relative path starts at the current folder. Empty: <name>.h5."),
    key(Type::integer, "output", "deflate_level", std::int64_t{4}, {.min = 0, .max = 9},
        at(&Experiment::output, &OutputSettings::deflate_level), "HDF5 compression; 0: none."),
  });
}

std::vector<Key> make_keys() {
  std::vector<Key> table = {
    key(Type::integer, "", "schema", std::nullopt, {.min = schema_version, .max = schema_version},
        at(&Experiment::schema), "Version of this format."),
    key(Type::text, "", "name", std::nullopt, a_name, at(&Experiment::name),
        "Short name of the experiment; names the result file."),
    key(Type::text, "", "question", "", {}, at(&Experiment::question), "What the experiment asks, in a sentence."),
  };
  add_percolation(table);
  add_network(table);
  table.push_back(key(Type::text_list_table, "terminals", "", std::map<std::string, Rows>{},
                      {.min_items = 1, .text = TextRule::not_empty}, at(&Experiment::terminal_sets),
                      "Terminal sets by name, each a list of node ids; one of the data's own name replaces it."));
  table.push_back(key(Type::text_list_table, "groups", "", std::map<std::string, Rows>{},
                      {.min_items = 1, .text = TextRule::not_empty}, at(&Experiment::groups),
                      "Groups by name, each a list of elements: \"segment:<id>\", \"station:<node id>\", \"feed:<power "
                      "section id>:a\" or \"link:<id>\"."));
  add_capacity_priors(table);
  add_failure(table);
  add_rates(table);
  add_outcomes(table);
  add_scenarios(table);
  add_run(table);
  return table;
}

template <class Group, class Row>
Section rows_of(std::string_view name, Group Experiment::*group, std::vector<Row> Group::*list,
                std::string_view meaning) {
  return {name, Repetition::rows, meaning, [=](const Experiment& e) { return (e.*group.*list).size(); },
          [=](Experiment& e, std::size_t count) { (e.*group.*list).resize(count); }};
}

}  // namespace

std::span<const Section> sections() {
  static const std::vector<Section> table = {
    {"", Repetition::once, "Keys before the first table.", {}, {}},
    rows_of("percolation", &Experiment::outcomes, &O::percolation,
            "The percolation curve of a large graph. One table per curve; an experiment with one has no network, and "
            "of the sections below only [run] and [output]."),
    {"network", Repetition::once, "Which network, and what to assume where its data say nothing.", {}, {}},
    {"terminals", Repetition::once, "Terminal sets beside those that the network data ship.", {}, {}},
    {"groups", Repetition::once, "Elements that a scenario can take down together: those in one corridor, say.", {}, {}},
    {"capacity_prior", Repetition::rows,
     "Capacities to assume where none is public. One table per rule, the first that applies counts; without one such "
     "capacities stay unknown.",
     [](const Experiment& e) { return e.capacity_priors.size(); },
     [](Experiment& e, std::size_t count) { e.capacity_priors.resize(count); }},
    {"failure", Repetition::once, "How often elements fail, and for how long.", {}, {}},
    rows_of("rates", &Experiment::failure, &F::rates,
            "Segment rates of single systems in place of those of [failure]. One table per set of rates."),
    rows_of("connectivity", &Experiment::outcomes, &O::connectivity, "Is one terminal set cut off from another? One table per outcome."),
    rows_of("joining", &Experiment::outcomes, &O::joining, "How many systems, of what capacity, still join two sets? One table per outcome."),
    {"outcomes", Repetition::once, "What else is counted.", {}, {}},
    {"scenario", Repetition::rows, "A hazard or an attack beside the random failures of [failure]. One table per scenario.",
     [](const Experiment& e) { return e.scenarios.size(); },
     [](Experiment& e, std::size_t count) { e.scenarios.resize(count); }},
    {"run", Repetition::once, "How much, and on what.", {}, {}},
    {"output", Repetition::once, "The result file.", {}, {}},
  };
  return table;
}

std::span<const Key> keys() {
  static const std::vector<Key> table = make_keys();
  return table;
}

bool concerns(const Key& key, const Experiment& experiment) {
  if (experiment.outcomes.percolation.empty()) return key.section != "percolation";
  return key.section.empty() || key.section == "percolation" || key.section == "output" ||
         (key.section == "run" && key.name != "trials");
}

bool applies(const Key& key, const Experiment& experiment, std::size_t row) {
  if (key.only_in && *key.only_in != experiment.failure.mode) return false;
  return key.only_of.empty() || std::ranges::find(key.only_of, experiment.scenarios.at(row).kind) != key.only_of.end();
}

std::string Key::full_name() const {
  if (section.empty()) return std::string(name);
  if (name.empty()) return std::string(section);
  return std::string(section) + "." + std::string(name);
}

std::string_view to_string(Type type) {
  switch (type) {
    case Type::text: return "text";
    case Type::text_list: return "list of text";
    case Type::word: return "word";
    case Type::word_list: return "list of words";
    case Type::boolean: return "true or false";
    case Type::integer: return "whole number";
    case Type::integer_list: return "list of whole numbers";
    case Type::number: return "number";
    case Type::date: return "date";
    case Type::number_table: return "table of numbers";
    case Type::number_list_table: return "table of lists of numbers";
    case Type::text_list_table: return "table of lists of text";
  }
  return "";
}

std::string to_string(const Limits& limits) {
  const bool low = std::isfinite(limits.min), high = std::isfinite(limits.max);
  const std::string lower = fmt::format("{} {}", limits.above_min ? "above" : "at least", limits.min);
  const std::string upper = fmt::format("{} {}", limits.below_max ? "below" : "at most", limits.max);
  if (low && high) return lower + " and " + upper;
  return low ? lower : upper;
}

bool matches(TextRule rule, std::string_view text) {
  const auto letter_or_digit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  const auto in_name = [&](char c) { return letter_or_digit(c) || c == '.' || c == '_' || c == '-'; };
  if (rule == TextRule::free) return true;
  if (rule == TextRule::not_empty) return !text.empty();
  return !text.empty() && letter_or_digit(text.front()) && std::ranges::all_of(text, in_name);
}

}  // namespace kaitei::experiment
