// kaitei inspect, export and geodata on the command line.
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/export_command.hpp"
#include "cli/geodata_command.hpp"
#include "cli/inspect_command.hpp"

namespace kaitei::cli {
namespace {

void add_source_options(CLI::App& command, NetworkSource& source, const char* what) {
  command.add_option("source", source.path, what)->type_name("FILE")->required();
  command.add_option("--snap-tolerance-km", source.snap_tolerance_km, "Farthest that a line's end may lie from its node")->type_name("KM")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 20000.0, "NONNEGATIVE"));
  auto* planned = command.add_flag("--include-planned", source.include_planned, "Systems not yet in service too");
  command.add_option("--as-of", source.as_of, "The network of that day: 2023-02-01")->type_name("DATE")->excludes(planned);
  command.add_flag("--anonymise", source.anonymise, "Random ids in place of names, and places blurred by up to 100 km");
}

void add_inspect(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<InspectOptions>();
  CLI::App& command = *app.add_subcommand("inspect", "Describe a network or a result file");
  add_source_options(command, options->source, "Folder, GeoPackage or graph of a network, or a result file (.h5)");
  command.add_flag("--follow", options->follow, "Watch the run that writes this result, then describe it");
  command.add_flag("--json", options->json, "Print JSON");
  command.callback([=, &chosen] {
    chosen = [options](const Context& context) {
      inspect_source(*options, context.out);
      return ExitCode::done;
    };
  });
}

void add_export(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App& command = *app.add_subcommand("export", "Write a network for other programs");
  add_source_options(command, options->source, "Folder, GeoPackage or graph of a network");
  command.add_option("-o,--output", options->output, "File to write: .gpkg, .geojson, .graphml or .csv")->type_name("FILE")->required();
  command.add_option("--format", options->format, "gpkg, geojson, graphml or csv; default: by the file's extension")->type_name("WORD");
  command.add_option("--graph", options->graph,
                     "Edges of graphml and csv: all-pairs (fibre routes, the default), trunk-only or segments")->type_name("WORD");
  command.callback([=, &chosen] {
    chosen = [options](const Context& context) {
      export_network(*options, context.out);
      return ExitCode::done;
    };
  });
}

void add_geodata(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App& command = *app.add_subcommand("geodata", "Look after a data set");
  command.require_subcommand(1);
  CLI::App& check = *command.add_subcommand("check", "Every fault of a data set, a line each");
  check.add_option("source", options->source, "Folder or file of the network data")->type_name("FILE")->required();
  check.add_option("--coastline", options->coastline,
                   "Polygons of land that stations must stand by the shore of, their own country's where the polygons have one")
      ->type_name("FILE");
  check.callback([=, &chosen] {
    chosen = [options](const Context& context) {
      check_geodata(*options, context.out);
      return ExitCode::done;
    };
  });
}

}  // namespace

void add_network_commands(CLI::App& app, Action& chosen) {
  add_inspect(app, chosen);
  add_export(app, chosen);
  add_geodata(app, chosen);
}

}  // namespace kaitei::cli
