#include "cli/merge_command.hpp"

#include <ostream>

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "cli/provenance.hpp"
#include "results/atomic_file.hpp"
#include "results/merge.hpp"
#include "results/summary.hpp"
#include "results/text.hpp"
#include "results/write.hpp"

namespace kaitei::cli {

void merge_results(const MergeOptions& options, std::ostream& out) {
  const results::OutputLock lock(options.output);
  auto merged = results::merge(options.parts, options.partial ? results::Coverage::partial : results::Coverage::whole);
  engine::RunRecord& record = merged.record;
  describe_program(record.provenance, options.command_line);
  record.provenance.end_time = utc_now();
  results::write_image(results::result_image(record, results::hdf5::OpenFile(merged.network_image)), options.output);
  spdlog::info("merged {} files into {}", options.parts.size(), options.output.string());
  if (const std::uint64_t all = experiment::trial_count(record.experiment); record.tallies.trials < all)
    spdlog::warn("{} of the experiment's {} {} are there", results::grouped(record.tallies.trials), results::grouped(all),
                 experiment::trial_word(record.experiment));
  out << (options.json ? results::summary_json(record).dump(2) + "\n" : results::summary_text(record));
}

}  // namespace kaitei::cli
