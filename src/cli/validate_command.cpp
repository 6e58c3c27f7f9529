#include "cli/validate_command.hpp"

#include <ostream>

#include <fmt/format.h>

#include "cli/load_inputs.hpp"
#include "engine/percolation.hpp"
#include "engine/run.hpp"
#include "errors.hpp"
#include "experiment/dump.hpp"
#include "experiment/reference.hpp"

namespace kaitei::cli {

void validate_experiment(const ValidateOptions& options, std::ostream& out) {
  if (options.reference) {
    out << experiment::reference_page();
    return;
  }
  if (options.json_schema) {
    out << experiment::json_schema();
    return;
  }
  if (options.experiment.empty())
    throw UsageError("no experiment is named (there is nothing to check); write kaitei validate X.toml");
  const auto inputs = load_inputs(options.experiment, options.overrides);
  if (options.dump) {
    out << experiment::dump(inputs.experiment);
    return;
  }
  if (!inputs.experiment.outcomes.percolation.empty()) {
    out << fmt::format("{} is valid: {} percolation curves\n", options.experiment.string(),
                       inputs.experiment.outcomes.percolation.size());
    for (const auto& plan : engine::plan_percolation(inputs.experiment))
      out << fmt::format("  {}\n", engine::to_string(plan, engine::threads_of(inputs.experiment.run)));
    return;
  }
  const auto& network = inputs.loaded.network;
  engine::prepare(inputs.experiment, network);  // throws what a run would, such as a link without a length
  const auto& outcomes = inputs.experiment.outcomes;
  out << fmt::format("{} is valid: {} trials; {} connectivity and {} joining outcomes; {} nodes, {} systems, "
                     "{} segments, {} links\n",
                     options.experiment.string(), inputs.experiment.run.trials, outcomes.connectivity.size(),
                     outcomes.joining.size(), network.nodes.size(), network.systems.size(), network.segments.size(),
                     network.links.size());
}

}  // namespace kaitei::cli
