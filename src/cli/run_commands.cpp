// kaitei run, plan, validate and devices on the command line.
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/devices_command.hpp"
#include "cli/overrides.hpp"
#include "cli/plan_command.hpp"
#include "cli/run_command.hpp"
#include "cli/validate_command.hpp"

namespace kaitei::cli {
namespace {

void add_run(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<RunOptions>();
  const auto overrides = std::make_shared<Overrides>();
  CLI::App& command = *app.add_subcommand("run", "Simulate an experiment and write its result file");
  command.add_option("experiment", options->experiment, "Experiment file (TOML)")->type_name("FILE")->required();
  overrides->add_set(command);
  overrides->add_output(command);
  overrides->add_backend(command);
  overrides->add_trials(command);
  overrides->add_seed(command);
  command.add_option("--shard", options->shard, "Only part i of n of the trials, i from 0; kaitei merge adds the parts up")
      ->type_name("i/n");
  command.add_flag("--fresh", options->fresh, "Start over, whatever checkpoint there is");
  command.add_flag("--json", options->json, "Print the summary as JSON");
  command.add_flag("--quiet", options->quiet, "No progress; warnings and errors only");
  command.callback([=, &chosen] {
    options->overrides = overrides->all();
    chosen = [options](const Context& context) {
      options->command_line = context.command_line;
      run_experiment(*options, context.ranks, context.out);
      return ExitCode::done;
    };
  });
}

void add_plan(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<PlanOptions>();
  const auto overrides = std::make_shared<Overrides>();
  CLI::App& command = *app.add_subcommand("plan", "Say what a run would do and how long it would take; write nothing");
  command.add_option("experiment", options->experiment, "Experiment file (TOML)")->type_name("FILE")->required();
  overrides->add_set(command);
  overrides->add_backend(command);
  overrides->add_trials(command);
  command.add_flag("--json", options->json, "Print JSON");
  command.add_flag("--quiet", options->quiet, "Warnings and errors only");
  command.callback([=, &chosen] {
    options->overrides = overrides->all();
    chosen = [options](const Context& context) {
      plan_experiment(*options, context.out);
      return ExitCode::done;
    };
  });
}

void add_validate(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<ValidateOptions>();
  const auto overrides = std::make_shared<Overrides>();
  CLI::App& command = *app.add_subcommand("validate", "Check an experiment, with its network");
  auto* file = command.add_option("experiment", options->experiment, "Experiment file (TOML)")->type_name("FILE");
  overrides->add_set(command);
  auto* dump = command.add_flag("--dump", options->dump, "Print the experiment with every default filled in");
  auto* reference = command.add_flag("--reference", options->reference, "Print the reference of every key");
  auto* schema = command.add_flag("--json-schema", options->json_schema, "Print the JSON Schema for editors");
  reference->excludes(file)->excludes(dump)->excludes(schema);
  schema->excludes(file)->excludes(dump);
  command.callback([=, &chosen] {
    options->overrides = overrides->all();
    chosen = [options](const Context& context) {
      validate_experiment(*options, context.out);
      return ExitCode::done;
    };
  });
}

void add_devices(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<DevicesOptions>();
  CLI::App& command = *app.add_subcommand("devices", "List what trials can run on here");
  command.add_flag("--json", options->json, "Print JSON");
  command.callback([=, &chosen] {
    chosen = [options](const Context& context) {
      list_devices(*options, context.out);
      return ExitCode::done;
    };
  });
}

}  // namespace

void add_run_commands(CLI::App& app, Action& chosen) {
  add_run(app, chosen);
  add_plan(app, chosen);
  add_validate(app, chosen);
  add_devices(app, chosen);
}

}  // namespace kaitei::cli
