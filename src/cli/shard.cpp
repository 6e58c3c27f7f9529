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

TrialRange shard_of(Shard shard, std::uint64_t trials) {
  const std::uint64_t blocks = (trials + trials_per_block - 1) / trials_per_block;
  if (shard.count > blocks)
    throw UsageError(fmt::format("{} shards of {} trials (a shard is at least one block of {} trials); use at most {}",
                                 shard.count, trials, trials_per_block, blocks));
  const auto cut = [&](std::uint64_t index) {  // blocks * index / count without overflow
    const std::uint64_t block = blocks / shard.count * index + std::min(blocks % shard.count, index);
    return std::min(block * trials_per_block, trials);
  };
  return {cut(shard.index), cut(shard.index + 1) - cut(shard.index)};
}

std::string shard_file(const std::string& file, Shard shard) {
  if (shard.count == 1) return file;
  const std::filesystem::path path = file;
  const std::string tag = fmt::format(".shard-{}-of-{}", shard.index, shard.count);
  return (path.parent_path() / (path.stem().string() + tag + path.extension().string())).string();
}

}  // namespace kaitei::cli
