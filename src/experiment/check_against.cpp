#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "experiment/checks.hpp"
#include "experiment/lowering_options.hpp"
#include "experiment/nearest.hpp"

namespace kaitei::experiment {
namespace {

using network::Network;
using Nodes = std::set<std::string>;  // or other ids

class Checker {
 public:
  Checker(const Experiment& experiment, const Network& network, const Positions& positions)
      : experiment_(experiment), network_(network), positions_(positions) {
    for (const auto& node : network.nodes) {
      nodes_.insert(node.id);
      if (!node.country.empty()) countries_.insert(node.country);
    }
    for (const auto& set : network.terminal_sets)
      for (const auto id : set.nodes) sets_[set.name].insert(network[id].id);
  }

  void run() {
    check_terminals();
    for (std::size_t i = 0; i < experiment_.outcomes.connectivity.size(); ++i) {
      const auto& outcome = experiment_.outcomes.connectivity[i];
      const std::string path = fmt::format("connectivity[{}]", i);
      check_ends(outcome, path);
      check_countries(outcome.partner_countries, path + ".partner_countries");
      check_countries(outcome.excluded_countries, path + ".excluded_countries");
      check_own_countries(outcome, path);
    }
    for (std::size_t i = 0; i < experiment_.outcomes.joining.size(); ++i)
      check_ends(experiment_.outcomes.joining[i], fmt::format("joining[{}]", i));
    check_systems();
    check_elements();
    for (std::size_t i = 0; i < experiment_.scenarios.size(); ++i) check_scenario(experiment_.scenarios[i], fmt::format("scenario[{}]", i));
  }

 private:
  // Fails unless `known` has `name`, which stands at `path`.
  template <class Known>
  void require(const Known& known, const std::string& name, const std::string& path, std::string_view what) const {
    if (known.contains(name)) return;
    std::vector<std::string> names;
    for (const auto& entry : known) names.push_back(name_of(entry));
    fail(where(path), fmt::format("{} names the unknown {} \"{}\"", path, what, name),
         fmt::format("network {} has none of that name", network_.name.empty() ? "data" : network_.name),
         suggestion(name, names, "kaitei inspect lists what the network has"));
  }
  static const std::string& name_of(const std::string& name) { return name; }
  static const std::string& name_of(const std::pair<const std::string, Nodes>& set) { return set.first; }

  std::string where(const std::string& path) const {
    const std::string found = positions_.of(path);
    return found == "experiment" && !experiment_.file.empty() ? experiment_.file.string() : found;
  }

  void check_terminals() {
    for (const auto& [name, nodes] : experiment_.terminal_sets) {
      sets_[name].clear();
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        const std::string path = fmt::format("terminals.{}[{}]", name, i);
        require(nodes_, nodes[i], path, "node");
        if (const auto id = network_.find_node(nodes[i]);
            id && network_[*id].kind == network::NodeKind::branching_unit)
          fail(where(path), fmt::format("{} is the branching unit \"{}\"", path, nodes[i]),
               "no traffic starts or ends at one", "name a station, city, exchange or gateway");
        sets_[name].insert(nodes[i]);
      }
    }
  }

  template <class Outcome>
  void check_ends(const Outcome& outcome, const std::string& path) const {
    require(sets_, outcome.from, path + ".from", "terminal set");
    require(sets_, outcome.to, path + ".to", "terminal set");
    const auto& from = sets_.at(outcome.from);
    for (const auto& node : sets_.at(outcome.to))
      if (from.contains(node))
        fail(where(path + ".to"), fmt::format("\"{}\" and \"{}\" share the node {}", outcome.from, outcome.to, node),
             "the two would always be joined there", "name two sets that share none");
  }

  void check_countries(const std::vector<std::string>& countries, const std::string& path) const {
    for (std::size_t i = 0; i < countries.size(); ++i)
      require(countries_, countries[i], fmt::format("{}[{}]", path, i), "country");
  }

  void check_own_countries(const Connectivity& outcome, const std::string& path) const {
    for (std::size_t i = 0; i < outcome.excluded_countries.size(); ++i)
      for (const auto& end : {outcome.from, outcome.to})
        for (const auto& node : sets_.at(end))
          if (const auto id = network_.find_node(node); id && network_[*id].country == outcome.excluded_countries[i])
            fail(where(fmt::format("{}.excluded_countries[{}]", path, i)),
                 fmt::format("\"{}\" is excluded, but {} of \"{}\" is there", outcome.excluded_countries[i], node, end),
                 "no path could begin or end there", "take it off excluded_countries");
  }

  void check_systems() const {
    Nodes systems;
    for (const auto& system : network_.systems) systems.insert(system.id);
    const auto check = [&](const auto& rows, std::string_view section) {
      for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t s = 0; s < rows[i].systems.size(); ++s)
          require(systems, rows[i].systems[s], fmt::format("{}[{}].systems[{}]", section, i, s), "system");
    };
    check(experiment_.failure.rates, "rates");
    check(experiment_.capacity_priors, "capacity_prior");
  }

  Nodes elements() const {
    const auto graph = network::lower(network_, lowering_options(experiment_));
    Nodes elements;
    for (const auto& element : graph.elements) elements.insert(element.id);
    return elements;
  }

  void check_names(const std::vector<std::string>& names, const Nodes& known, const std::string& path, std::string_view what) const {
    for (std::size_t i = 0; i < names.size(); ++i) require(known, names[i], fmt::format("{}[{}]", path, i), what);
  }

  void check_scenario(const Scenario& scenario, const std::string& path) const {
    Nodes systems, owners, stations;
    for (const auto& system : network_.systems) {
      systems.insert(system.id);
      owners.insert(system.owners.begin(), system.owners.end());
    }
    for (const auto& node : network_.nodes)
      if (node.kind == network::NodeKind::station) stations.insert(node.id);
    check_names(scenario.deterrence.deterring_owners, owners, path + ".deterring_owners", "owner");
    check_names(scenario.deterrence.deterring_systems, systems, path + ".deterring_systems", "system");
    check_names(scenario.blackout.stations, stations, path + ".stations", "landing station");
    const CommonCause& cause = scenario.common_cause;
    if (cause.shocks.empty() && cause.shocks_per_year.empty()) return;
    Nodes sets = elements();
    for (const std::string& system : systems) sets.insert("cable:" + system);
    for (const auto& [group, members] : experiment_.groups) sets.insert("group:" + group);
    for (const auto& [set, probability] : cause.shocks) require(sets, set, fmt::format("{}.shocks.{}", path, set), "set");
    for (const auto& [set, rate] : cause.shocks_per_year)
      require(sets, set, fmt::format("{}.shocks_per_year.{}", path, set), "set");
  }

  void check_elements() const {
    if (experiment_.failure.probabilities.empty() && experiment_.groups.empty()) return;
    const Nodes elements = this->elements();
    for (const auto& [element, probability] : experiment_.failure.probabilities)
      require(elements, element, "failure.probabilities." + element, "element");
    for (const auto& [group, members] : experiment_.groups)
      for (std::size_t i = 0; i < members.size(); ++i)
        require(elements, members[i], fmt::format("groups.{}[{}]", group, i), "element");
  }

  const Experiment& experiment_;
  const Network& network_;
  const Positions& positions_;
  Nodes nodes_, countries_;
  std::map<std::string, Nodes> sets_;
};

}  // namespace

void check_against(const Experiment& experiment, const Network& network, const Positions& positions) {
  Checker(experiment, network, positions).run();
}

}  // namespace kaitei::experiment
