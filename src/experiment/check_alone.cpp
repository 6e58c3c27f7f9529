#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "experiment/checks.hpp"
#include "experiment/schema.hpp"

namespace kaitei::experiment {
namespace {

// "run.trials", or of a row "rates[2].name".
std::string path_of(const Section& section, const Key& key, std::size_t row) {
  return section.repetition == Repetition::once ? key.full_name()
                                                : fmt::format("{}[{}].{}", section.name, row, key.name);
}

void check_mode_of(Experiment& experiment, const Section& section, const Key& key, std::size_t row,
                   const Positions& positions) {
  const bool window = experiment.failure.mode == FailureMode::window;
  const std::string name = path_of(section, key, row);
  if (!key.only_in || *key.only_in == experiment.failure.mode || !positions.given(name)) return;
  if (positions.overridden("failure.mode") && !positions.overridden(name))
    key.binding.store(experiment, row, *key.standard);
  else
    fail(positions.of(name), fmt::format("{} is given in {} mode", name, window ? "window" : "snapshot"),
         window ? "a window has no repair, so it would be ignored silently"
                : "a snapshot has no window, so it would be ignored silently",
         fmt::format("remove it, or set failure.mode = \"{}\"", window ? "snapshot" : "window"));
}

void check_mode(Experiment& experiment, const Positions& positions) {
  for (const auto& section : sections()) {
    const std::size_t rows = section.repetition == Repetition::rows ? section.rows(experiment) : 1;
    for (const auto& key : keys())
      for (std::size_t row = 0; key.section == section.name && row < rows; ++row)
        check_mode_of(experiment, section, key, row, positions);
  }
}

void check_rates(const std::vector<SystemRates>& rates, const Positions& positions) {
  std::set<std::string> names;
  std::map<std::string, std::string> taken;  // system -> the table that has it
  for (std::size_t i = 0; i < rates.size(); ++i) {
    const std::string path = fmt::format("rates[{}]", i);
    if (!names.insert(rates[i].name).second)
      fail(positions.of(path + ".name"), fmt::format("{}.name is \"{}\" twice", path, rates[i].name),
           "a reader could not tell the two apart", "give each its own name");
    for (std::size_t s = 0; s < rates[i].systems.size(); ++s) {
      const auto [found, fresh] = taken.emplace(rates[i].systems[s], path);
      if (!fresh)
        fail(positions.of(fmt::format("{}.systems[{}]", path, s)),
             fmt::format("system \"{}\" stands twice under [[rates]]", found->first),
             fmt::format("{} has it already, and a segment fails at one rate", found->second), "keep it in one place");
    }
  }
}

void check_capacity_priors(const std::vector<network::CapacityPrior>& priors, const Positions& positions) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < priors.size(); ++i) {
    const std::string path = fmt::format("capacity_prior[{}]", i);
    if (!names.insert(priors[i].name).second)
      fail(positions.of(path + ".name"), fmt::format("{}.name is \"{}\" twice", path, priors[i].name),
           "results could not tell the two apart", "give each its own name");
    if (priors[i].rfs_from > priors[i].rfs_to)
      fail(positions.of(path), path + ".rfs_from is above rfs_to", "no year lies between", "exchange the two");
    if (priors[i].of == network::PriorSubject::fibre_routes) continue;
    const network::CapacityPrior plain;
    for (const auto& [key, given] : {std::pair("fibre_pairs", priors[i].fibre_pairs != plain.fibre_pairs),
                                     std::pair("rfs_from", priors[i].rfs_from != plain.rfs_from),
                                     std::pair("rfs_to", priors[i].rfs_to != plain.rfs_to),
                                     std::pair("systems", priors[i].systems != plain.systems)})
      if (const std::string name = fmt::format("{}.{}", path, key); given)
        fail(positions.of(name), name + " has no use", "links have no fibre pairs and no system, so it would be ignored silently",
             "remove it");
  }
}

// What connectivity and joining share.
template <class Outcome>
void check_ends(const std::vector<Outcome>& outcomes, std::string_view section, const Positions& positions) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const auto& outcome = outcomes[i];
    const std::string path = fmt::format("{}[{}]", section, i);
    if (!names.insert(outcome.name).second)
      fail(positions.of(path + ".name"), fmt::format("{}.name is \"{}\" twice", path, outcome.name),
           "results could not tell the two apart", "give each its own name");
    if (outcome.from == outcome.to)
      fail(positions.of(path + ".to"), fmt::format("{0}.from and {0}.to are both \"{1}\"", path, outcome.from),
           "a set is never cut off from itself", "name two terminal sets");
  }
}

void check_countries(const Connectivity& outcome, const std::string& path, const Positions& positions) {
  const bool partner = std::ranges::find(outcome.definitions, Definition::partner) != outcome.definitions.end();
  if (partner && outcome.partner_countries.empty())
    fail(positions.of(path + ".definitions"), fmt::format("{}.definitions has \"partner\" without partners", path),
         "without partner_countries it would be the definition \"direct\" under another name",
         "add partner_countries = [\"...\"], or leave \"partner\" out");
  if (!partner && !outcome.partner_countries.empty())
    fail(positions.of(path + ".partner_countries"), fmt::format("{}.partner_countries has no use", path),
         "the definitions do not have \"partner\", so it would be ignored silently",
         "add \"partner\" to definitions, or remove partner_countries");
  for (std::size_t i = 0; i < outcome.excluded_countries.size(); ++i) {
    const auto& country = outcome.excluded_countries[i];
    if (std::ranges::find(outcome.partner_countries, country) != outcome.partner_countries.end())
      fail(positions.of(fmt::format("{}.excluded_countries[{}]", path, i)),
           fmt::format("\"{}\" is both a partner and excluded", country), "no path could cross it",
           "keep it in one of the two lists");
  }
}

void check_element(const std::string& element, const std::string& path, const Positions& positions) {
  constexpr std::array<std::string_view, 4> kinds{"segment:", "station:", "feed:", "link:"};
  const bool known = std::ranges::any_of(
      kinds, [&](auto kind) { return element.starts_with(kind) && element.size() > kind.size(); });
  if (!known)
    fail(positions.of(path), fmt::format("\"{}\" is not an element's id", element), "an id has its kind in front",
         "write \"segment:<id>\", \"station:<id>\", \"feed:<id>\" or \"link:<id>\"");
}

void check_elements(const Experiment& experiment, const Positions& positions) {
  for (const auto& [element, probability] : experiment.failure.probabilities)
    check_element(element, "failure.probabilities." + element, positions);
  for (const auto& [group, elements] : experiment.groups)
    for (std::size_t i = 0; i < elements.size(); ++i)
      check_element(elements[i], fmt::format("groups.{}[{}]", group, i), positions);
}

// A key of [[percolation]] that a graph needs, or cannot use.
void check_graph(const Percolation& row, const std::string& path, const Positions& positions) {
  using G = PercolationGraph;
  struct Rule {
    std::string_view key;
    bool given, needed, usable;
  };
  const bool lattice = row.graph <= G::cubic;
  const bool random_nodes = row.graph == G::erdos_renyi || row.graph == G::random_geometric;
  const bool random_edges = row.graph == G::erdos_renyi || row.graph == G::rmat;
  for (const Rule& rule : {Rule{"size", row.size != 0, lattice, lattice}, {"rows", row.rows != 0, false, lattice},
                           {"layers", row.layers != 0, false, row.graph == G::cubic},
                           {"nodes", row.nodes != 0, random_nodes, random_nodes},
                           {"edges", row.edges != 0, random_edges, random_edges},
                           {"scale", row.scale != 0, row.graph == G::rmat, row.graph == G::rmat},
                           {"radius", row.radius != 0, row.graph == G::random_geometric, row.graph == G::random_geometric},
                           {"file", !row.file.empty(), row.graph == G::file, row.graph == G::file}}) {
    const std::string name = fmt::format("{}.{}", path, rule.key);
    if (rule.needed && !rule.given)
      fail(positions.of(path), name + " is missing", "this kind of graph is not defined without it",
           fmt::format("add {}", rule.key));
    if (rule.given && !rule.usable)
      fail(positions.of(name), name + " has no use", "this kind of graph would ignore it silently", "remove it");
  }
  if (row.probability_from > row.probability_to)
    fail(positions.of(path), path + ".probability_from is above probability_to", "the curve runs upwards",
         "exchange the two");
}

void check_percolation(const Experiment& experiment, const Positions& positions) {
  const auto& rows = experiment.outcomes.percolation;
  for (const Key& key : keys())
    if (!concerns(key, experiment) && key.section != "percolation" && positions.given(key.full_name()))
      fail(positions.of(key.full_name()), fmt::format("{} has no use beside [[percolation]]", key.full_name()),
           "percolation of large graphs has no network of cables, and its own sweeps", "remove it");
  for (const Section& section : sections())
    if (section.repetition == Repetition::rows && section.name != "percolation" && section.rows(experiment) > 0)
      fail(positions.of(fmt::format("{}[0]", section.name)), fmt::format("[[{}]] has no use beside [[percolation]]", section.name),
           "percolation of large graphs has no network of cables", "remove it");
  std::set<std::string> names;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string path = fmt::format("percolation[{}]", i);
    if (!names.insert(rows[i].name).second)
      fail(positions.of(path + ".name"), fmt::format("{}.name is \"{}\" twice", path, rows[i].name),
           "results could not tell the two apart", "give each its own name");
    check_graph(rows[i], path, positions);
  }
}

}  // namespace

void check_alone(Experiment& experiment, const Positions& positions) {
  const auto& outcomes = experiment.outcomes;
  if (!outcomes.percolation.empty()) return check_percolation(experiment, positions);
  check_mode(experiment, positions);
  check_rates(experiment.failure.rates, positions);
  check_capacity_priors(experiment.capacity_priors, positions);
  check_elements(experiment, positions);
  if (experiment.network.as_of && experiment.network.include_planned)
    fail(positions.of("network.as_of"), "network.as_of and network.include_planned are both given",
         "the day alone decides, by the systems' dates", "remove one of them, or choose a later day");
  for (const auto& [set, nodes] : experiment.terminal_sets)
    if (!matches(TextRule::name, set))
      fail(positions.of("terminals." + set), fmt::format("terminal set \"{}\" cannot be so called", set),
           "the name labels results", "use letters, digits, '.', '_' and '-', a letter or digit first");
  for (const auto& [group, elements] : experiment.groups)
    if (!matches(TextRule::name, group))
      fail(positions.of("groups." + group), fmt::format("group \"{}\" cannot be so called", group),
           "the name labels results", "use letters, digits, '.', '_' and '-', a letter or digit first");
  check_scenarios(experiment, positions);
  check_ends(outcomes.connectivity, "connectivity", positions);
  check_ends(outcomes.joining, "joining", positions);
  for (std::size_t i = 0; i < outcomes.connectivity.size(); ++i)
    check_countries(outcomes.connectivity[i], fmt::format("connectivity[{}]", i), positions);
  if (outcomes.connectivity.empty() && outcomes.joining.empty() && !outcomes.components)
    fail(positions.of("outcomes.components"), "the experiment measures nothing", "no outcome is asked for",
         "add a [[connectivity]] or [[joining]] table");
  if (outcomes.importance && !outcomes.element_counts)
    fail(positions.of("outcomes.element_counts"), "outcomes.element_counts is false and outcomes.importance is not",
         "an importance compares the trials in which the element failed with the others",
         "set outcomes.importance = false too, or leave element_counts out");
  if (outcomes.connectivity.empty() && outcomes.per_trial)
    fail(positions.of("outcomes.per_trial"), "outcomes.per_trial has no use",
         "it keeps a bit per connectivity outcome, and there is none", "add a [[connectivity]] table, or remove it");
}

}  // namespace kaitei::experiment
