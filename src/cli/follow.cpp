#include "cli/follow.hpp"

#include <ostream>
#include <thread>

#include <fmt/format.h>

#include "errors.hpp"
#include "results/atomic_file.hpp"
#include "results/checkpoint.hpp"
#include "results/findings.hpp"
#include "results/read.hpp"
#include "results/text.hpp"

namespace kaitei::cli {
namespace {

std::string state_line(const engine::RunRecord& record) {
  const auto& p = record.provenance;
  std::string line = fmt::format("{}  {} of {} {} ({:.0f} %)", p.end_time, results::grouped(record.tallies.trials),
                                 results::grouped(p.planned.count), experiment::trial_word(record.experiment),
                                 100 * static_cast<double>(record.tallies.trials) / static_cast<double>(p.planned.count));
  if (record.connectivity.empty() || record.tallies.trials == 0) return line;
  const auto lost = results::estimate({record.tallies.disconnected[0], record.tallies.trials},
                                      record.experiment.run.confidence_level);
  return line + fmt::format("; P(lost {}) {}", record.connectivity[0].name, results::range(lost.interval));
}

}  // namespace

void follow(const std::filesystem::path& output, std::ostream& out, std::chrono::milliseconds interval) {
  const std::filesystem::path checkpoint = results::Checkpoint(output).newest();
  if (!results::being_written(output) && !std::filesystem::exists(output) && !std::filesystem::exists(checkpoint))
    throw DataError(fmt::format("no run writes {}, and neither it nor a checkpoint of it is there (nothing to follow); check "
                                "the path", output.string()));
  std::filesystem::file_time_type seen{};
  while (results::being_written(output)) {
    std::error_code none_yet;
    const auto written = std::filesystem::last_write_time(checkpoint, none_yet);
    if (!none_yet && written != seen) {
      seen = written;
      try {
        out << state_line(results::read_result(checkpoint)) << std::endl;
      } catch (const DataError&) {
        // Between two renames, or removed just now because the run is done.
      }
    }
    std::this_thread::sleep_for(interval);
  }
}

}  // namespace kaitei::cli
