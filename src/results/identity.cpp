#include "results/identity.hpp"

#include <algorithm>
#include <vector>

#include "experiment/dump.hpp"
#include "experiment/scenario_files.hpp"
#include "kernels/trials.hpp"
#include "network/element_hash.hpp"
#include "results/names.hpp"

namespace kaitei::results {

std::string experiment_sha256(const experiment::Experiment& asked, std::span<const engine::InputFile> network_files) {
  experiment::Experiment e = asked;
  e.question.clear();
  e.overrides.clear();
  e.network.source = "-";
  for (experiment::Scenario& scenario : e.scenarios)
    for (std::filesystem::path* file : experiment::scenario_paths(scenario)) *file = file->filename();
  for (experiment::Percolation& curve : e.outcomes.percolation) curve.file = curve.file.filename();
  e.output = {};
  const experiment::RunSettings standard;
  e.run.threads = standard.threads;
  e.run.backend = standard.backend;
  e.run.lanes = standard.lanes;
  e.run.checkpoint_minutes = standard.checkpoint_minutes;
  std::vector<std::string> hashes;
  for (const engine::InputFile& file : network_files) hashes.push_back(file.sha256);
  std::ranges::sort(hashes);
  std::string text = "format " + std::string(format_version) + "\n" + experiment::dump(e);
  for (const std::string& hash : hashes) text += hash + "\n";
  return network::sha256_hex(text);
}

}  // namespace kaitei::results
