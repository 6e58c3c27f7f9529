#include "results/merge.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
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

// What is kept of a file whose tallies have been added.
struct Input {
  std::filesystem::path path;
  TrialRange planned;
  engine::Part part;
  std::vector<std::vector<std::uint32_t>> bits;  // per trial, if kept

  std::uint64_t first() const { return part.first_trial; }
  std::uint64_t end() const { return part.first_trial + part.trials; }
};

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& what, const std::string& why,
                         const std::string& advice) {
  throw UsageError(fmt::format("{} {} ({}); {}", path.string(), what, why, advice));
}

// One of the files, whole: its tallies grow by those of the others.
struct Whole {
  std::filesystem::path path;
  hdf5::Bytes image;
  RunRecord record;
};

void check_same_experiment(const Whole& first, const Whole& other) {
  const RunRecord &a = first.record, &b = other.record;
  const std::string name = first.path.string();
  if (a.experiment.run.seed != b.experiment.run.seed)
    refuse(other.path, fmt::format("was run with seed {}", b.experiment.run.seed),
           fmt::format("{} has seed {}: these are other trials", name, a.experiment.run.seed),
           "merge files of one seed, or compare them with kaitei compare");
  if (a.provenance.sampler_contract != b.provenance.sampler_contract)
    refuse(other.path, fmt::format("follows sampler contract {}", b.provenance.sampler_contract),
           fmt::format("{} follows {}: their trials are not drawn alike", name, a.provenance.sampler_contract),
           "run all shards with one version of kaitei");
  if (a.provenance.experiment_sha256 != b.provenance.experiment_sha256)
    refuse(other.path, "is of another experiment",
           a.experiment.name == b.experiment.name
               ? "its settings or network data differ from those of " + name
               : fmt::format("\"{}\", where {} is \"{}\"", b.experiment.name, name, a.experiment.name),
           "merge shards of one experiment file and one version of the data");
  const auto differing = differing_inputs(first.image, other.image);
  if (!differing.empty())
    refuse(other.path, "differs in " + differing.front(), "its tallies do not count what those of " + name + " count",
           "run all shards with one version of kaitei");
}

// The inputs in the order of their trials.
void check_coverage(const std::vector<Input>& inputs, Coverage coverage, const experiment::Experiment& experiment) {
  const std::string word(experiment::trial_word(experiment));
  const auto from_to = [&](std::uint64_t first, std::uint64_t end) {
    return fmt::format("{} {} to {}", word, grouped(first), grouped(end - 1));
  };
  for (std::size_t i = 1; i < inputs.size(); ++i)
    if (inputs[i].first() < inputs[i - 1].end())
      refuse(inputs[i].path, "overlaps " + inputs[i - 1].path.string(),
             from_to(inputs[i].first(), std::min(inputs[i - 1].end(), inputs[i].end())) + " would count twice",
             "name each shard once");
  if (coverage == Coverage::partial) return;
  const std::string advice = "add the missing shards, or merge what is there with --partial";
  std::uint64_t next = 0;
  for (const Input& input : inputs) {
    if (input.first() != next)
      throw UsageError(from_to(next, input.first()) + " are missing (none of the files has them); " + advice);
    if (input.part.trials != input.planned.count)
      refuse(input.path, fmt::format("holds {} of its {} {}", grouped(input.part.trials), grouped(input.planned.count), word),
             "it is the checkpoint of an unfinished run", "finish it with the command that began it, or use --partial");
    next = input.end();
  }
  const std::uint64_t all = experiment::trial_count(experiment);
  if (next != all) throw UsageError(from_to(next, all) + " are missing (none of the files has them); " + advice);
}

// A file with gaps does not say which tallies came from where.
void refuse_gaps(const Whole& input) {
  const auto& parts = input.record.provenance.parts;
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (parts[i].first_trial != parts[i - 1].first_trial + parts[i - 1].trials)
      refuse(input.path, "was merged with gaps", "trials between its parts are missing", "merge the files it was made of");
}

bool contiguous(const std::vector<Input>& inputs) {
  for (std::size_t i = 1; i < inputs.size(); ++i)
    if (inputs[i].first() != inputs[i - 1].end()) return false;
  return true;
}

Input about(Whole& whole) {
  const engine::Provenance& p = whole.record.provenance;
  const std::uint64_t trials = whole.record.tallies.trials;
  return {whole.path, p.planned, {whole.path.string(), sha256_hex(whole.image), p.host, p.planned.first, trials, p.wall_seconds},
          std::exchange(whole.record.disconnected_bits, {})};
}

// Scenarios that draw their events do so over the shard's own trials; the others are the same in every shard.
void add_scenarios(RunRecord& whole, const RunRecord& part) {
  for (std::size_t s = 0; s < whole.scenarios.size(); ++s)
    if (auto* sampled = std::get_if<engine::SampledRecord>(&whole.scenarios[s].answer))
      for (std::size_t p = 0; p < sampled->points.size(); ++p)
        sampled->points[p] += std::get<engine::SampledRecord>(part.scenarios.at(s).answer).points.at(p);
}

void add(RunRecord& whole, const RunRecord& part) {
  whole.tallies += part.tallies;
  add_scenarios(whole, part);
  for (std::size_t c = 0; c < whole.curves.size(); ++c) whole.curves[c].tally += part.curves.at(c).tally;
  engine::Used& used = whole.provenance;
  used.wall_seconds += part.provenance.wall_seconds;
  used.cpu_seconds += part.provenance.cpu_seconds;
  used.worker_seconds += part.provenance.worker_seconds;
  used.peak_memory_bytes = std::max(used.peak_memory_bytes, part.provenance.peak_memory_bytes);
}

}  // namespace

Merged merge(std::span<const std::filesystem::path> parts, Coverage coverage) {
  if (parts.empty()) throw UsageError("no result files to merge (there is nothing to add up); name the shards");
  Whole whole;  // begins with the first trials, so that the order in which the parts are named does not show
  std::vector<Input> inputs;
  for (const auto& path : parts) {
    Whole next{path, load_checked(path), {}};
    next.record = read_result(next.image, path);
    refuse_gaps(next);
    if (!inputs.empty()) check_same_experiment(whole, next);
    inputs.push_back(about(next));
    const bool earlier = inputs.size() == 1 || next.record.provenance.planned.first < whole.record.provenance.planned.first;
    if (earlier) std::swap(whole, next);
    if (inputs.size() > 1) add(whole.record, next.record);
  }
  std::ranges::stable_sort(inputs, {}, &Input::first);
  RunRecord& record = whole.record;
  check_coverage(inputs, coverage, record.experiment);

  record.provenance.planned.count = inputs.back().end() - inputs.front().first();
  record.provenance.parts.clear();
  const bool keep_bits = contiguous(inputs);
  if (keep_bits) record.disconnected_bits.resize(inputs[0].bits.size());
  for (Input& input : inputs) {
    record.provenance.parts.push_back(std::move(input.part));
    for (std::size_t row = 0; row < record.disconnected_bits.size(); ++row)
      std::ranges::copy(input.bits.at(row), std::back_inserter(record.disconnected_bits[row]));
  }
  return {std::move(record), std::move(whole.image)};
}

}  // namespace kaitei::results
