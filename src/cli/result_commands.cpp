// kaitei submit, merge, report and compare on the command line.
#include <limits>
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/compare_command.hpp"
#include "cli/merge_command.hpp"
#include "cli/overrides.hpp"
#include "cli/report_command.hpp"
#include "cli/submit_command.hpp"

namespace kaitei::cli {
namespace {

void add_submit(CLI::App& app, Action& chosen) {
  const CLI::Range at_least_one(1u, std::numeric_limits<unsigned>::max(), "POSITIVE");
  const auto options = std::make_shared<SubmitOptions>();
  const auto overrides = std::make_shared<Overrides>();
  CLI::App& command = *app.add_subcommand("submit", "Send an experiment to a Slurm cluster, or see how far it is");
  command.add_option("experiment", options->experiment, "Experiment file (TOML)")->type_name("FILE")->required();
  overrides->add_set(command);
  overrides->add_output(command);
  command.add_option("--array", options->array, "Shards, each a job of its own")->type_name("N")->check(at_least_one);
  command.add_option("--nodes", options->nodes, "Nodes of one MPI job")->type_name("N")->check(at_least_one);
  command.add_option("--ranks-per-node", options->ranks_per_node, "MPI ranks on each")->type_name("N")->check(at_least_one);
  command.add_option("--gpus-per-node", options->gpus_per_node, "GPUs on each, one rank for each GPU")->type_name("N");
  command.add_option("--cpus", options->cpus, "Cores of each shard or rank")->type_name("N")->check(at_least_one);
  command.add_option("--time", options->time, "Time limit, as sbatch takes it; default: from pilots of two seconds")->type_name("TIME");
  command.add_option("--account", options->account, "Account to charge")->type_name("WORD");
  command.add_option("--partition", options->partition, "Partition")->type_name("WORD");
  command.add_option("--requeues", options->requeues, "How often a job may be sent again after a checkpoint")->type_name("N")
      ->capture_default_str();
  command.add_option("--site", options->site, "Settings of the cluster (TOML); default: $KAITEI_SITE or "
                                              "~/.config/kaitei/site.toml")->type_name("FILE");
  command.add_option("--script", options->script, "Where to write the batch script")->type_name("FILE");
  command.add_flag("--dry-run", options->dry_run, "Print the script, send nothing");
  command.add_flag("--status", options->status, "Say how far the parts are, and the estimate so far");
  command.callback([=, &chosen] {
    options->overrides = overrides->all();
    chosen = [options](const Context& context) {
      submit(*options, context.out);
      return ExitCode::done;
    };
  });
}

void add_merge(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<MergeOptions>();
  CLI::App& command = *app.add_subcommand("merge", "Add up result files of one experiment over disjoint trials");
  command.add_option("parts", options->parts, "Result files, such as shards")->type_name("FILE")->required();
  command.add_option("-o,--output", options->output, "Result file")->type_name("FILE")->required();
  command.add_flag("--partial", options->partial, "Trials may be missing");
  command.add_flag("--json", options->json, "Print the summary as JSON");
  command.callback([=, &chosen] {
    chosen = [options](const Context& context) {
      options->command_line = context.command_line;
      merge_results(*options, context.out);
      return ExitCode::done;
    };
  });
}

void add_report(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<ReportOptions>();
  CLI::App& command = *app.add_subcommand("report", "Write a page about a result file, and how others differ from it");
  command.add_option("results", options->files, "Result files (.h5); the others are compared with the first")->type_name("FILE")->required();
  command.add_option("-o,--output", options->output, "File to write; default: the first file's name with .html")->type_name("FILE");
  command.add_option("--format", options->format, "html, or md for plain Markdown; default: by the output's extension")->type_name("WORD");
  command.add_option("--lang", options->language, "Language of headings and place names: en, zh or ja")->type_name("WORD")->capture_default_str();
  command.add_flag("--anonymise", options->anonymise, "Random ids in place of names, and places blurred by up to 100 km");
  command.callback([=, &chosen] {
    chosen = [options](const Context& context) {
      write_report(*options, context.out);
      return ExitCode::done;
    };
  });
}

void add_compare(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<CompareOptions>();
  CLI::App& command = *app.add_subcommand("compare", "Say whether two result files are equal, and how they differ");
  command.add_option("a", options->a, "Result file")->type_name("FILE")->required();
  command.add_option("b", options->b, "Result file")->type_name("FILE")->required();
  command.add_flag("--json", options->json, "Print JSON");
  command.callback([=, &chosen] {
    chosen = [options](const Context& context) { return compare_results(*options, context.out); };
  });
}

}  // namespace

void add_result_commands(CLI::App& app, Action& chosen) {
  add_submit(app, chosen);
  add_merge(app, chosen);
  add_report(app, chosen);
  add_compare(app, chosen);
}

}  // namespace kaitei::cli
