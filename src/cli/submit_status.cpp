#include "cli/submit_status.hpp"

#include <filesystem>
#include <ostream>
#include <vector>

#include <fmt/format.h>

#include "cli/batch_script.hpp"
#include "cli/shard.hpp"
#include "errors.hpp"
#include "results/merge.hpp"
#include "results/read.hpp"
#include "results/summary.hpp"
#include "results/text.hpp"

namespace kaitei::cli {
namespace {

using results::Align;

struct Part {
  std::string state;
  std::filesystem::path file;  // that holds what is done; empty: none
};

Part find_part(const std::filesystem::path& result, const experiment::Experiment& e) {
  std::string damage;
  for (const auto& [suffix, state] : {std::pair{"", "done"}, {".checkpoint", "under way"}, {".checkpoint.old", "under way"}}) {
    const std::filesystem::path file = result.string() + suffix;
    if (!std::filesystem::exists(file)) continue;
    try {
      const auto record = results::read_result(file);
      return {fmt::format("{}, {} of {} {}, {} at {}", state, results::grouped(record.tallies.trials),
                          results::grouped(record.provenance.planned.count), experiment::trial_word(e), record.provenance.host,
                          record.provenance.end_time), file};
    } catch (const DataError& error) {
      damage = error.what();
    }
  }
  return {damage.empty() ? "nothing yet: not begun, or failed before its first checkpoint (see its log)" : damage, {}};
}

}  // namespace

std::string output_file(const experiment::Experiment& e) {
  return e.output.file.empty() ? e.name + ".h5" : e.output.file.string();
}

std::string shards_pattern(const std::string& file, std::uint64_t count) {
  const std::string one = shard_file(file, {0, count}), tag = ".shard-";
  const std::size_t at = one.rfind(tag) + tag.size();
  return shell_word(one.substr(0, at)) + "*" + shell_word(one.substr(at + 1));
}

void report_status(const experiment::Experiment& e, std::uint64_t shards, std::ostream& out) {
  const std::uint64_t count = std::max<std::uint64_t>(shards, 1);
  std::vector<std::vector<std::string>> rows{{"part", "state"}};
  std::vector<std::filesystem::path> files;
  for (std::uint64_t index = 0; index < count; ++index) {
    const Part part = find_part(shard_file(output_file(e), {index, count}), e);
    rows.push_back({fmt::format("{}/{}", index, count), part.state});
    if (!part.file.empty()) files.push_back(part.file);
  }
  out << results::table(rows, {Align::right, Align::left}, 0);
  if (files.empty()) return;
  const auto merged = results::merge(files, results::Coverage::partial);
  out << fmt::format("\nSo far, {} of {} {}:\n\n", results::grouped(merged.record.tallies.trials),
                     results::grouped(experiment::trial_count(e)), experiment::trial_word(e))
      << results::summary_text(merged.record);
}

}  // namespace kaitei::cli
