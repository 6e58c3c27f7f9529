#include "cli/inspect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/load_inputs.hpp"
#include "network/summary.hpp"

namespace kaitei::cli {
namespace {

using namespace network;
using nlohmann::ordered_json;
using Counts = std::map<std::string, std::size_t>;

std::string_view length_basis(const SystemSummary& system) {
  if (system.stated_lengths == system.segments) return system.segments == 0 ? "-" : "stated";
  return system.stated_lengths == 0 ? "computed" : "partly stated";
}

template <class Number>
ordered_json json_or_null(const std::optional<Number>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json system_json(const Network& network, const SystemSummary& summary) {
  const System& system = network[summary.id];
  return {{"id", system.id}, {"name", system.name}, {"status", to_string(system.status)},
          {"rfs", system.ready_for_service.empty() ? ordered_json(nullptr) : ordered_json(system.ready_for_service)},
          {"retired", system.retired.empty() ? ordered_json(nullptr) : ordered_json(system.retired)},
          {"stations", summary.stations}, {"segments", summary.segments}, {"length_km", summary.length_km},
          {"length_basis", length_basis(summary)}, {"published_length_km", json_or_null(system.length_km)},
          {"fibre_pairs", json_or_null(system.fibre_pairs)}, {"design_tbps", json_or_null(system.design_tbps)},
          {"confidence", to_string(system.evidence.confidence)}};
}

std::string as_json(const geo::LoadedNetwork& loaded, const Summary& summary, const std::string& as_of) {
  const Network& network = loaded.network;
  ordered_json facts{{"name", network.name}, {"version", network.version}, {"licence", network.licence},
                     {"attribution", network.attribution},
                     {"as_of", as_of.empty() ? ordered_json(nullptr) : ordered_json(as_of)},
                     {"nodes", summary.nodes_by_kind}, {"links", summary.links_by_kind},
                     {"segments", network.segments.size()}, {"length_km", summary.length_km},
                     {"power_sections", network.power_sections.size()},
                     {"power_sections_of_unknown_feeding", summary.sections_of_unknown_feeding},
                     {"links_with_capacity", summary.links_with_capacity}, {"elements", summary.elements_by_kind}};
  for (const SystemSummary& system : summary.systems) facts["systems"].push_back(system_json(network, system));
  for (const BoundSummary& bound : summary.bounds) {
    facts["routes"][std::string(to_string(bound.bound))] = {
        {"routes", bound.routes}, {"by_plan", bound.routes_by_plan}, {"capacity_known", bound.capacity_known},
        {"capacity_unknown", bound.routes - bound.capacity_known}, {"edges", bound.edges}, {"gates", bound.gates}};
  }
  facts["components"] = summary.components;
  facts["terminal_sets"] = ordered_json::object();
  for (const TerminalSet& set : network.terminal_sets) facts["terminal_sets"][set.name] = set.nodes.size();
  facts["people"] = summary.people;
  facts["people_by_terminal_set"] = summary.people_by_set;
  facts["evidence"] = summary.evidence;
  facts["repairs"] = ordered_json::array();
  for (const geo::Repair& repair : loaded.repairs) {
    facts["repairs"].push_back({{"layer", repair.layer}, {"feature", repair.feature}, {"what", repair.what}});
  }
  for (const std::filesystem::path& file : loaded.files) facts["files"].push_back(file.string());
  return facts.dump(2) + "\n";
}

std::string counted(const Counts& counts) {
  std::string text;
  for (const auto& [word, count] : counts) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, word);
  return text.empty() ? "none" : text;
}

template <class Number>
std::string or_dash(const std::optional<Number>& value) {
  return value ? fmt::format("{}", *value) : "-";
}

std::string system_table(const Network& network, const Summary& summary) {
  std::size_t width = std::string_view("system").size();
  for (const System& system : network.systems) width = std::max(width, system.id.size());
  constexpr const char* line = "{:<{}}  {:<10}  {:>8}  {:>8}  {:>9}  {:<13}  {:>12}  {:>5}  {:>11}\n";
  std::string text = fmt::format(fmt::runtime(line), "system", width, "status", "stations", "segments", "length km",
                                 "lengths", "published km", "pairs", "design Tbps");
  for (const SystemSummary& row : summary.systems) {
    const System& system = network[row.id];
    text += fmt::format(fmt::runtime(line), system.id, width, to_string(system.status), row.stations, row.segments,
                        fmt::format("{:.0f}", row.length_km), length_basis(row), or_dash(system.length_km),
                        or_dash(system.fibre_pairs), or_dash(system.design_tbps));
  }
  return text;
}

std::string component_text(const Summary& summary) {
  const auto& components = summary.components;
  if (components.empty()) return "components  none\n";
  std::string text = fmt::format("components  {}, the largest of {} nodes\n", components.size(), components[0].size());
  for (std::size_t i = 1; i < components.size(); ++i) {
    const char* label = components[i].size() == 1 ? "isolated" : "apart";
    text += fmt::format("  {}: {}\n", label, fmt::join(components[i], ", "));
  }
  return text;
}

std::string as_text(const geo::LoadedNetwork& loaded, const Summary& summary, const std::string& as_of) {
  const Network& network = loaded.network;
  std::string text = network.name;
  if (!network.version.empty()) text += " " + network.version;
  if (!network.licence.empty()) text += fmt::format(" ({})", network.licence);
  if (!as_of.empty()) text += " as of " + as_of;
  if (!network.attribution.empty()) text += "\n" + network.attribution;
  text += "\n\n" + system_table(network, summary) + "\n";
  text += fmt::format("nodes       {}\n", counted(summary.nodes_by_kind));
  text += fmt::format("segments    {}, {:.0f} km\n", network.segments.size(), summary.length_km);
  text += fmt::format("power       {} sections, single-end feeding unknown for {}\n", network.power_sections.size(),
                      summary.sections_of_unknown_feeding);
  text += fmt::format("links       {}; capacity known for {} of {}\n", counted(summary.links_by_kind),
                      summary.links_with_capacity, network.links.size());
  text += fmt::format("elements    {}\n", counted(summary.elements_by_kind));
  for (const BoundSummary& bound : summary.bounds) {
    text += fmt::format("{:<10}  {} routes ({}), capacity known for {}; {} edges\n", to_string(bound.bound),
                        bound.routes, counted(bound.routes_by_plan), bound.capacity_known, bound.edges);
  }
  text += component_text(summary);
  Counts sets;
  for (const TerminalSet& set : network.terminal_sets) sets[set.name] = set.nodes.size();
  text += fmt::format("terminals   {}\n", counted(sets));
  if (summary.people > 0) text += fmt::format("people      {}\n", summary.people);
  text += "evidence    A official, B press, C weak, U unsourced\n";
  for (const auto& [layer, counts] : summary.evidence) text += fmt::format("  {:<14}  {}\n", layer, counted(counts));
  text += fmt::format("repairs     {}\n", loaded.repairs.empty() ? "none" : fmt::format("{}", loaded.repairs.size()));
  for (const std::string& line : repair_lines(loaded.repairs)) text += fmt::format("  {}\n", line);
  return text;
}

}  // namespace

std::string describe_network(const geo::LoadedNetwork& loaded, const std::string& as_of, bool json) {
  const Summary summary = summarise(loaded.network);
  return json ? as_json(loaded, summary, as_of) : as_text(loaded, summary, as_of);
}

}  // namespace kaitei::cli
