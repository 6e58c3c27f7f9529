#include "cli/overrides.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "experiment/toml_text.hpp"

namespace kaitei::cli {

void Overrides::add_set(CLI::App& command) {
  command.add_option("--set", set_, "Change one value: --set run.trials=1e6; may be given again")
      ->allow_extra_args(false)
      ->type_name("KEY=VALUE");
}

void Overrides::add_output(CLI::App& command) { command.add_option("-o,--output", output_, "Result file")->type_name("FILE"); }

void Overrides::add_backend(CLI::App& command) {
  command.add_option("--backend", backend_, "auto, cpu or cuda")->type_name("WORD");
  command.add_option("--threads", threads_, "Threads; 0: every core")->type_name("N");
}

void Overrides::add_trials(CLI::App& command) { command.add_option("--trials", trials_, "Number of trials")->type_name("N"); }

void Overrides::add_seed(CLI::App& command) { command.add_option("--seed", seed_, "Seed of the random numbers")->type_name("N"); }

std::vector<std::string> Overrides::all() const {
  std::vector<std::string> list = set_;
  const auto add = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) list.push_back(fmt::format("{}={}", key, value));
  };
  if (!output_.empty()) add("output.file", experiment::toml_string(output_));
  add("run.backend", backend_);
  add("run.threads", threads_);
  add("run.trials", trials_);
  add("run.seed", seed_);
  return list;
}

}  // namespace kaitei::cli
