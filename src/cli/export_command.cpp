#include "cli/export_command.hpp"

#include <array>
#include <ostream>

#include <fmt/format.h>

#include "errors.hpp"
#include "geo/write_graph.hpp"
#include "geo/write_layers.hpp"

namespace kaitei::cli {
namespace {

using geo::EdgeChoice;

std::string format_of(const ExportOptions& options) {
  std::string format = options.format;
  if (format.empty() && !options.output.extension().empty()) format = options.output.extension().string().substr(1);
  for (const std::string_view known : {"gpkg", "geojson", "graphml", "csv"})
    if (format == known) return format;
  throw UsageError(fmt::format("format \"{}\" is not known (a network is written as gpkg, geojson, graphml or csv); name one with "
                               "--format or by the extension of the output", format));
}

EdgeChoice edge_choice(const std::string& word) {
  if (word.empty() || word == "all-pairs") return EdgeChoice::all_pairs;
  if (word == "trunk-only") return EdgeChoice::trunk_only;
  if (word == "segments") return EdgeChoice::segments;
  throw UsageError(fmt::format("--graph {} is not known (it says what the edges are); use all-pairs, trunk-only or segments", word));
}

}  // namespace

void export_network(const ExportOptions& options, std::ostream& out) {
  const std::string format = format_of(options);
  const bool is_graph = format == "graphml" || format == "csv";
  if (!is_graph && !options.graph.empty())
    throw UsageError(fmt::format("--graph with format {} (layers hold segments and routes side by side); leave it out, or export "
                                 "graphml or csv", format));
  const EdgeChoice edges = edge_choice(options.graph);
  const network::Network network = load(options.source).network;
  if (is_graph) {
    geo::write_graph(network, options.output, format == "graphml" ? geo::GraphFormat::graphml : geo::GraphFormat::edge_list, edges);
  } else {
    geo::write_layers(network, options.output, format == "gpkg" ? geo::LayerFormat::geopackage : geo::LayerFormat::geojson);
  }
  out << fmt::format("{}: {} nodes, {} systems, {} segments, {} stated routes, {} links\n", options.output.string(),
                     network.nodes.size(), network.systems.size(), network.segments.size(), network.routes.size(),
                     network.links.size());
  out << fmt::format("licence: {}\n", network.licence.empty() ? "none stated" : network.licence);
  if (!network.attribution.empty()) out << fmt::format("attribution: {}\n", network.attribution);
}

}  // namespace kaitei::cli
