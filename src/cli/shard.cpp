#include "cli/shard.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include <fmt/format.h>

#include "errors.hpp"

namespace kaitei::cli {
namespace {

bool read_count(std::string_view text, std::uint64_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

}  // namespace

Shard parse_shard(std::string_view text) {
  Shard shard;
  const std::size_t slash = std::min(text.find('/'), text.size());
  const bool read = slash < text.size() && read_count(text.substr(0, slash), shard.index) &&
                    read_count(text.substr(slash + 1), shard.count);
  if (!read || shard.index >= shard.count)
    throw UsageError(fmt::format("--shard {} names no shard (shards are counted from 0: of 16, the first is 0/16 and the "
                                 "last 15/16); give i/n with i < n", text));
  return shard;
}

TrialRange shard_of(Shard shard, std::uint64_t trials, std::uint64_t block_size) {
  const std::uint64_t blocks = (trials + block_size - 1) / block_size;
  if (shard.count > blocks)
    throw UsageError(fmt::format("{} shards of {} {}; use at most {}", shard.count, trials,
                                 block_size == 1 ? "sweeps (a shard is at least one)"
                                                 : fmt::format("trials (a shard is at least one block of {} trials)", block_size),
                                 blocks));
  const auto cut = [&](std::uint64_t index) {  // blocks * index / count without overflow
    const std::uint64_t block = blocks / shard.count * index + std::min(blocks % shard.count, index);
    return std::min(block * block_size, trials);
  };
  return {cut(shard.index), cut(shard.index + 1) - cut(shard.index)};
}

TrialRange shard_of(Shard shard, const experiment::Experiment& experiment) {
  return shard_of(shard, experiment::trial_count(experiment), experiment.outcomes.percolation.empty() ? trials_per_block : 1);
}

std::string shard_file(const std::string& file, Shard shard) {
  if (shard.count == 1) return file;
  const std::filesystem::path path = file;
  const std::string tag = fmt::format(".shard-{}-of-{}", shard.index, shard.count);
  return (path.parent_path() / (path.stem().string() + tag + path.extension().string())).string();
}

}  // namespace kaitei::cli
