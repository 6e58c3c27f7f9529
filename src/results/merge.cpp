#include "results/merge.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "errors.hpp"
#include "results/checksum.hpp"
#include "results/equal.hpp"
#include "results/names.hpp"
#include "results/read.hpp"
#include "results/text.hpp"
#include "results/write.hpp"

namespace kaitei::results {
namespace {

using engine::RunRecord;

struct Input {
  std::filesystem::path path;
  hdf5::Bytes image;
  RunRecord record;

  TrialRange covered() const { return {record.provenance.planned.first, record.tallies.trials}; }
  std::uint64_t end() const { return covered().first + covered().count; }
};

[[noreturn]] void refuse(const Input& input, const std::string& what, const std::string& why, const std::string& advice) {
  throw UsageError(fmt::format("{} {} ({}); {}", input.path.string(), what, why, advice));
}

void check_same_experiment(const Input& first, const Input& other) {
  const RunRecord &a = first.record, &b = other.record;
  const std::string name = first.path.string();
  if (a.experiment.run.seed != b.experiment.run.seed)
    refuse(other, fmt::format("was run with seed {}", b.experiment.run.seed),
           fmt::format("{} has seed {}: these are other trials", name, a.experiment.run.seed),
           "merge files of one seed, or compare them with kaitei compare");
  if (a.provenance.sampler_contract != b.provenance.sampler_contract)
    refuse(other, fmt::format("follows sampler contract {}", b.provenance.sampler_contract),
           fmt::format("{} follows {}: their trials are not drawn alike", name, a.provenance.sampler_contract),
           "run all shards with one version of kaitei");
  if (a.provenance.experiment_sha256 != b.provenance.experiment_sha256)
    refuse(other, "is of another experiment",
           a.experiment.name == b.experiment.name
               ? "its settings or network data differ from those of " + name
               : fmt::format("\"{}\", where {} is \"{}\"", b.experiment.name, name, a.experiment.name),
           "merge shards of one experiment file and one version of the data");
  const auto differing = differing_inputs(first.image, other.image);
  if (!differing.empty())
    refuse(other, "differs in " + differing.front(), "its tallies do not count what those of " + name + " count",
           "run all shards with one version of kaitei");
}

std::string trials_text(std::uint64_t first, std::uint64_t end) {
  return fmt::format("trials {} to {}", grouped(first), grouped(end - 1));
}

void check_coverage(const std::vector<Input>& inputs, Coverage coverage) {
  for (std::size_t i = 1; i < inputs.size(); ++i)
    if (inputs[i].covered().first < inputs[i - 1].end())
      refuse(inputs[i], "overlaps " + inputs[i - 1].path.string(),
             trials_text(inputs[i].covered().first, std::min(inputs[i - 1].end(), inputs[i].end())) +
                 " would count twice",
             "name each shard once");
  if (coverage == Coverage::partial) return;
  const std::string advice = "add the missing shards, or merge what is there with --partial";
  std::uint64_t next = 0;
  for (const Input& input : inputs) {
    if (input.covered().first != next)
      throw UsageError(trials_text(next, input.covered().first) + " are missing (none of the files has them); " + advice);
    const TrialRange planned = input.record.provenance.planned;
    if (input.record.tallies.trials != planned.count)
      refuse(input, fmt::format("holds {} of its {} trials", grouped(input.record.tallies.trials), grouped(planned.count)),
             "it is the checkpoint of an unfinished run", "finish it with the command that began it, or use --partial");
    next = input.end();
  }
  const std::uint64_t all = inputs.front().record.experiment.run.trials;
  if (next != all) throw UsageError(trials_text(next, all) + " are missing (none of the files has them); " + advice);
}

// A file with gaps does not say which tallies came from where.
void refuse_gaps(const Input& input) {
  const auto& parts = input.record.provenance.parts;
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (parts[i].first_trial != parts[i - 1].first_trial + parts[i - 1].trials)
      refuse(input, "was merged with gaps", "trials between its parts are missing", "merge the files it was made of");
}

bool contiguous(const std::vector<Input>& inputs) {
  for (std::size_t i = 1; i < inputs.size(); ++i)
    if (inputs[i].covered().first != inputs[i - 1].end()) return false;
  return true;
}

void append_bits(RunRecord& whole, const RunRecord& part) {
  for (std::size_t row = 0; row < whole.disconnected_bits.size(); ++row) {
    auto& words = whole.disconnected_bits[row];
    words.insert(words.end(), part.disconnected_bits.at(row).begin(), part.disconnected_bits.at(row).end());
  }
}

// Scenarios that draw their events do so over the shard's own trials; the others are the same in every shard.
void add_scenarios(RunRecord& whole, const RunRecord& part) {
  for (std::size_t s = 0; s < whole.scenarios.size(); ++s)
    for (std::size_t p = 0; p < whole.scenarios[s].sampled.points.size(); ++p) {
      engine::SampledPoint& sum = whole.scenarios[s].sampled.points[p];
      sum.struck += part.scenarios.at(s).sampled.points.at(p).struck;
      sum.matched += part.scenarios[s].sampled.points[p].matched;
    }
}

void add_provenance(engine::Provenance& whole, const Input& input) {
  const engine::Provenance& part = input.record.provenance;
  whole.parts.push_back({input.path.string(), sha256_hex(input.image), part.host, input.covered().first,
                         input.covered().count, part.wall_seconds});
}

}  // namespace

Merged merge(std::span<const std::filesystem::path> parts, Coverage coverage) {
  std::vector<Input> inputs;
  for (const auto& path : parts) {
    hdf5::Bytes image = load_checked(path);
    RunRecord record = read_result(image, path);
    inputs.push_back({path, std::move(image), std::move(record)});
    refuse_gaps(inputs.back());
  }
  if (inputs.empty()) throw UsageError("no result files to merge (there is nothing to add up); name the shards");
  for (std::size_t i = 1; i < inputs.size(); ++i) check_same_experiment(inputs[0], inputs[i]);
  std::ranges::stable_sort(inputs, {}, [](const Input& input) { return input.covered().first; });
  check_coverage(inputs, coverage);

  Merged merged{inputs[0].record, {}};
  RunRecord& whole = merged.record;
  whole.provenance.parts.clear();
  whole.provenance.planned.count = inputs.back().end() - inputs.front().covered().first;
  add_provenance(whole.provenance, inputs[0]);
  const bool keep_bits = contiguous(inputs);
  if (!keep_bits) whole.disconnected_bits.clear();
  for (std::size_t i = 1; i < inputs.size(); ++i) {
    whole.tallies += inputs[i].record.tallies;
    add_scenarios(whole, inputs[i].record);
    whole.provenance.wall_seconds += inputs[i].record.provenance.wall_seconds;
    whole.provenance.cpu_seconds += inputs[i].record.provenance.cpu_seconds;
    whole.provenance.worker_seconds += inputs[i].record.provenance.worker_seconds;
    if (keep_bits) append_bits(whole, inputs[i].record);
    add_provenance(whole.provenance, inputs[i]);
  }
  merged.network_image = std::move(inputs[0].image);
  return merged;
}

}  // namespace kaitei::results
