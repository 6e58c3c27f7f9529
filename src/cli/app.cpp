#include "cli/app.hpp"

#include <algorithm>
#include <iostream>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include "cli/batch_script.hpp"
#include "cli/compare_command.hpp"
#include "cli/completion.hpp"
#include "cli/devices_command.hpp"
#include "cli/export_command.hpp"
#include "cli/geodata_command.hpp"
#include "cli/inspect_command.hpp"
#include "cli/log.hpp"
#include "cli/manual.hpp"
#include "cli/merge_command.hpp"
#include "cli/plan_command.hpp"
#include "cli/report_command.hpp"
#include "cli/run_command.hpp"
#include "cli/submit_command.hpp"
#include "cli/validate_command.hpp"
#include "cli/version.hpp"
#include "errors.hpp"
#include "experiment/nearest.hpp"
#include "experiment/toml_text.hpp"

namespace kaitei::cli {
namespace {

// The overrides that the command line spells out, in the order: every --set, then the options of their own.
struct Overrides {
  std::vector<std::string> set;
  std::string output, backend, threads, trials, seed;

  std::vector<std::string> all() const {
    std::vector<std::string> list = set;
    const auto add = [&](std::string_view key, const std::string& value) {
      if (!value.empty()) list.push_back(fmt::format("{}={}", key, value));
    };
    if (!output.empty()) add("output.file", experiment::toml_string(output));
    add("run.backend", backend);
    add("run.threads", threads);
    add("run.trials", trials);
    add("run.seed", seed);
    return list;
  }
};

void add_set_option(CLI::App& command, Overrides& overrides) {
  command.add_option("--set", overrides.set, "Change one value: --set run.trials=1e6; may be given again")
      ->allow_extra_args(false)
      ->type_name("KEY=VALUE");
}

void add_source_options(CLI::App& command, NetworkSource& source, const char* what) {
  command.add_option("source", source.path, what)->required();
  command.add_option("--snap-tolerance-km", source.snap_tolerance_km, "Farthest that a line's end may lie from its node")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  auto* planned = command.add_flag("--include-planned", source.include_planned, "Systems not yet in service too");
  command.add_option("--as-of", source.as_of, "The network of that day: 2023-02-01")->type_name("DATE")->excludes(planned);
  command.add_flag("--anonymise", source.anonymise, "Random ids in place of names, and places blurred by up to 100 km");
}

std::string command_line(const std::vector<std::string>& arguments) {
  std::string line = "kaitei";
  for (const auto& word : arguments) line += " " + shell_word(word);
  return line;
}

std::string_view needs_of(const std::string& command) {
  if (command == "inspect") return "a network or a result file";
  if (command == "export") return "a network and -o FILE";
  if (command == "geodata") return "check and a data set";
  if (command == "merge") return "result files and -o";
  if (command == "report") return "a result file";
  if (command == "compare") return "two result files";
  if (command == "completion") return "bash, zsh or fish";
  return "an experiment file (TOML)";
}

// CLI11 does not name a command that it does not know: it says that one is required.
std::string unclear(const CLI::App& app, const std::vector<std::string>& arguments, const CLI::ParseError& error) {
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands({})) commands.push_back(command->get_name());
  const std::string first = arguments.empty() ? "" : arguments.front();
  const bool known = std::ranges::find(commands, first) != commands.end();
  if (!known && !first.empty() && !first.starts_with('-'))
    return fmt::format("unknown command \"{}\" (it is not clear what to do); {}", first,
                       experiment::suggestion(first, commands, "name a command"));
  std::string what = error.what();
  if (dynamic_cast<const CLI::ExtrasError*>(&error)) {  // CLI11 lists them last first
    const std::vector<std::string> extras = app.remaining(true);
    what = fmt::format("kaitei does not know {}", fmt::join(extras, " "));
  } else if (dynamic_cast<const CLI::RequiredError*>(&error) && known) {
    what = fmt::format("kaitei {} needs {}", first,
                       needs_of(first));
  }
  return fmt::format("{} (the command is not clear); see kaitei {}--help", what, known ? first + " " : "");
}

ExitCode parse_and_run(const std::vector<std::string>& arguments, std::ostream& out, engine::Ranks* ranks) {
  CLI::App app("kaitei: how resilient is an undersea-cable network?", "kaitei");
  app.set_version_flag("--version", fmt::format("kaitei {} ({}, {})", program_version, git_commit, build_description));
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done, 1 failed, 2 experiment or usage error, 3 bad input data, 4 no usable device, "
             "75 stopped early with a checkpoint.");

  RunOptions run;
  Overrides run_overrides;
  auto* run_command = app.add_subcommand("run", "Simulate an experiment and write its result file");
  run_command->add_option("experiment", run.experiment, "Experiment file (TOML)")->required();
  add_set_option(*run_command, run_overrides);
  run_command->add_option("-o,--output", run_overrides.output, "Result file");
  run_command->add_option("--backend", run_overrides.backend, "auto, cpu or cuda");
  run_command->add_option("--threads", run_overrides.threads, "Threads; 0: every core");
  run_command->add_option("--trials", run_overrides.trials, "Number of trials");
  run_command->add_option("--seed", run_overrides.seed, "Seed of the random numbers");
  run_command->add_option("--shard", run.shard, "Only part i of n of the trials, i from 0; kaitei merge adds the parts up")
      ->type_name("i/n");
  run_command->add_flag("--fresh", run.fresh, "Start over, whatever checkpoint there is");
  run_command->add_flag("--json", run.json, "Print the summary as JSON");
  run_command->add_flag("--quiet", run.quiet, "No progress; warnings and errors only");

  MergeOptions merge;
  auto* merge_command = app.add_subcommand("merge", "Add up result files of one experiment over disjoint trials");
  merge_command->add_option("parts", merge.parts, "Result files, such as shards")->required();
  merge_command->add_option("-o,--output", merge.output, "Result file")->required();
  merge_command->add_flag("--partial", merge.partial, "Trials may be missing");
  merge_command->add_flag("--json", merge.json, "Print the summary as JSON");

  SubmitOptions submission;
  Overrides submit_overrides;
  auto* submit_command = app.add_subcommand("submit", "Send an experiment to a Slurm cluster, or see how far it is");
  submit_command->add_option("experiment", submission.experiment, "Experiment file (TOML)")->required();
  add_set_option(*submit_command, submit_overrides);
  submit_command->add_option("-o,--output", submit_overrides.output, "Result file");
  submit_command->add_option("--array", submission.array, "Shards, each a job of its own")->check(CLI::PositiveNumber);
  submit_command->add_option("--nodes", submission.nodes, "Nodes of one MPI job")->check(CLI::PositiveNumber);
  submit_command->add_option("--ranks-per-node", submission.ranks_per_node, "MPI ranks on each")->check(CLI::PositiveNumber);
  submit_command->add_option("--gpus-per-node", submission.gpus_per_node, "GPUs on each, one rank for each GPU");
  submit_command->add_option("--cpus", submission.cpus, "Cores of each shard or rank")->check(CLI::PositiveNumber);
  submit_command->add_option("--time", submission.time, "Time limit, as sbatch takes it; default: from a pilot of a second");
  submit_command->add_option("--account", submission.account, "Account to charge");
  submit_command->add_option("--partition", submission.partition, "Partition");
  submit_command->add_option("--requeues", submission.requeues, "How often a job may be sent again after a checkpoint")
      ->capture_default_str();
  submit_command->add_option("--site", submission.site, "Settings of the cluster (TOML); default: $KAITEI_SITE or "
                                                        "~/.config/kaitei/site.toml");
  submit_command->add_option("--script", submission.script, "Where to write the batch script");
  submit_command->add_flag("--dry-run", submission.dry_run, "Print the script, send nothing");
  submit_command->add_flag("--status", submission.status, "Say how far the parts are, and the estimate so far");

  CompareOptions compare;
  auto* compare_command = app.add_subcommand("compare", "Say whether two result files are equal, and how they differ");
  compare_command->add_option("a", compare.a, "Result file")->required();
  compare_command->add_option("b", compare.b, "Result file")->required();
  compare_command->add_flag("--json", compare.json, "Print JSON");

  ReportOptions report;
  auto* report_command = app.add_subcommand("report", "Write a page about a result file, and how others differ from it");
  report_command->add_option("results", report.files, "Result files (.h5); the others are compared with the first")->required();
  report_command->add_option("-o,--output", report.output, "File to write; default: the first file's name with .html");
  report_command->add_option("--format", report.format, "html, or md for plain Markdown; default: by the output's extension");
  report_command->add_option("--lang", report.language, "Language of headings and place names: en, zh or ja")->capture_default_str();
  report_command->add_flag("--anonymise", report.anonymise, "Random ids in place of names, and places blurred by up to 100 km");

  ValidateOptions validate;
  Overrides validate_overrides;
  auto* validate_command = app.add_subcommand("validate", "Check an experiment, with its network");
  auto* file = validate_command->add_option("experiment", validate.experiment, "Experiment file (TOML)");
  add_set_option(*validate_command, validate_overrides);
  auto* dump = validate_command->add_flag("--dump", validate.dump, "Print the experiment with every default filled in");
  auto* reference = validate_command->add_flag("--reference", validate.reference, "Print the reference of every key");
  auto* schema = validate_command->add_flag("--json-schema", validate.json_schema, "Print the JSON Schema for editors");
  reference->excludes(file)->excludes(dump)->excludes(schema);
  schema->excludes(file)->excludes(dump);

  PlanOptions plan;
  Overrides plan_overrides;
  auto* plan_command = app.add_subcommand("plan", "Say what a run would do and how long it would take; write nothing");
  plan_command->add_option("experiment", plan.experiment, "Experiment file (TOML)")->required();
  add_set_option(*plan_command, plan_overrides);
  plan_command->add_option("--backend", plan_overrides.backend, "auto, cpu or cuda");
  plan_command->add_option("--threads", plan_overrides.threads, "Threads; 0: every core");
  plan_command->add_option("--trials", plan_overrides.trials, "Number of trials");
  plan_command->add_flag("--json", plan.json, "Print JSON");
  plan_command->add_flag("--quiet", plan.quiet, "Warnings and errors only");

  DevicesOptions devices;
  auto* devices_command = app.add_subcommand("devices", "List what trials can run on here");
  devices_command->add_flag("--json", devices.json, "Print JSON");

  InspectOptions inspect;
  auto* inspect_command = app.add_subcommand("inspect", "Describe a network or a result file");
  add_source_options(*inspect_command, inspect.source, "Folder, GeoPackage or graph of a network, or a result file (.h5)");
  inspect_command->add_flag("--follow", inspect.follow, "Watch the run that writes this result, then describe it");
  inspect_command->add_flag("--json", inspect.json, "Print JSON");

  ExportOptions export_options;
  auto* export_command = app.add_subcommand("export", "Write a network for other programs");
  add_source_options(*export_command, export_options.source, "Folder, GeoPackage or graph of a network");
  export_command->add_option("-o,--output", export_options.output, "File to write: .gpkg, .geojson, .graphml or .csv")->required();
  export_command->add_option("--format", export_options.format, "gpkg, geojson, graphml or csv; default: by the file's extension");
  export_command->add_option("--graph", export_options.graph,
                             "Edges of graphml and csv: all-pairs (fibre routes, the default), trunk-only or segments");

  CheckOptions check;
  auto* geodata_command = app.add_subcommand("geodata", "Look after a data set");
  geodata_command->require_subcommand(1);
  auto* check_command = geodata_command->add_subcommand("check", "Every fault of a data set, a line each");
  check_command->add_option("source", check.source, "Folder or file of the network data")->required();
  check_command->add_option("--coastline", check.coastline, "Polygons of land that stations must stand by the shore of");

  auto* man_command = app.add_subcommand("man", "Print the manual page, in roff: kaitei man | man -l -");
  std::string shell;
  auto* completion_command = app.add_subcommand("completion", "Print what makes a shell complete commands and options");
  completion_command->add_option("shell", shell, "bash, zsh or fish")->required();

  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::Success& help_or_version) {
    app.exit(help_or_version, out, out);
    return ExitCode::done;
  } catch (const CLI::ParseError& error) {
    throw UsageError(unclear(app, arguments, error));
  }

  run.overrides = run_overrides.all();
  run.command_line = command_line(arguments);
  run.ranks = ranks;
  validate.overrides = validate_overrides.all();
  plan.overrides = plan_overrides.all();
  merge.command_line = run.command_line;
  if (run_command->parsed()) run_experiment(run, out);
  submission.overrides = submit_overrides.all();
  if (submit_command->parsed()) submit(submission, out);
  if (merge_command->parsed()) merge_results(merge, out);
  if (report_command->parsed()) write_report(report, out);
  if (compare_command->parsed()) return compare_results(compare, out);
  if (validate_command->parsed()) validate_experiment(validate, out);
  if (plan_command->parsed()) plan_experiment(plan, out);
  if (devices_command->parsed()) list_devices(devices, out);
  if (inspect_command->parsed()) inspect_source(inspect, out);
  if (export_command->parsed()) export_network(export_options, out);
  if (check_command->parsed()) check_geodata(check, out);
  if (man_command->parsed()) out << manual(command_table(app));
  if (completion_command->parsed()) out << completion(command_table(app), shell);
  return ExitCode::done;
}

}  // namespace

ExitCode exit_code_of(const std::exception& error) {
  if (dynamic_cast<const UsageError*>(&error)) return ExitCode::usage;
  if (dynamic_cast<const DataError*>(&error)) return ExitCode::bad_data;
  if (dynamic_cast<const DeviceError*>(&error)) return ExitCode::no_device;
  if (dynamic_cast<const StoppedEarly*>(&error)) return ExitCode::requeue;
  return ExitCode::failed;
}

ExitCode run_app(const std::vector<std::string>& arguments, std::ostream& out, engine::Ranks* ranks) {
  try {
    const ExitCode code = parse_and_run(arguments, out, ranks);
    // A full disk or a closed pipe behind stdout shows only now.
    if (!out.flush()) throw RunError("stdout cannot be written (the result would be lost); redirect it elsewhere");
    return code;
  } catch (const std::exception& error) {
    spdlog::error("{}", error.what());
    return exit_code_of(error);
  }
}

int run_app(int argc, char** argv) {
  set_up_log();
  engine::Ranks ranks;
  const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  if (ranks.rank() == 0) return static_cast<int>(run_app(arguments, std::cout, &ranks));
  // What every rank finds wrong is said once, by rank 0.
  spdlog::set_level(spdlog::level::off);
  std::ostringstream unheard;
  return static_cast<int>(run_app(arguments, unheard, &ranks));
}

}  // namespace kaitei::cli
