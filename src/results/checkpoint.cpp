#include "results/checkpoint.hpp"

#include <system_error>

#include <fmt/format.h>

#include "errors.hpp"
#include "results/read.hpp"
#include "results/write.hpp"

namespace kaitei::results {
namespace {

void check_belongs(const engine::RunRecord& record, const std::filesystem::path& file,
                   const std::string& experiment_sha256, TrialRange planned) {
  const auto& p = record.provenance;
  if (p.experiment_sha256 != experiment_sha256)
    throw UsageError(fmt::format("the checkpoint {} is of another experiment, or of other network data, than this run "
                                 "(its trials cannot be added to these); start over with --fresh, or choose another "
                                 "output.file", file.string()));
  if (p.planned.first != planned.first || p.planned.count != planned.count)
    throw UsageError(fmt::format("the checkpoint {} covers other trials than this run (they would count twice or be "
                                 "missed); start over with --fresh, or choose another output.file", file.string()));
}

}  // namespace

Checkpoint::Checkpoint(const std::filesystem::path& output)
    : newest_(output.string() + ".checkpoint"), older_(output.string() + ".checkpoint.old") {}

std::optional<Saved> Checkpoint::load(const std::string& experiment_sha256, TrialRange planned,
                                      const std::function<void(const std::string&)>& warn) const {
  std::string damage;
  for (const auto& file : {newest_, older_}) {
    if (!std::filesystem::exists(file)) continue;
    try {
      engine::RunRecord record = read_result(file);
      check_belongs(record, file, experiment_sha256, planned);
      return Saved{std::move(record), file};
    } catch (const DataError& error) {
      warn(error.what());
      damage = file.string();
    }
  }
  if (!damage.empty())
    throw DataError("no checkpoint of this run is whole (going on from a damaged one would falsify the result); start "
                    "over with --fresh");
  return std::nullopt;
}

void Checkpoint::save(const engine::RunRecord& record) const {
  const hdf5::Bytes image = result_image(record);
  const std::filesystem::path made = newest_.string() + ".new";
  write_image(image, made);
  // Between the two renames the older one is the only one, and whole.
  std::error_code none_yet;
  std::filesystem::rename(newest_, older_, none_yet);
  std::error_code failed;
  std::filesystem::rename(made, newest_, failed);
  if (failed)
    throw RunError(fmt::format("cannot write {} ({}); check the disk, or write elsewhere with output.file", newest_.string(),
                               failed.message()));
}

std::optional<std::filesystem::path> Checkpoint::standing(const std::string& experiment_sha256, TrialRange planned) const {
  try {
    if (auto saved = load(experiment_sha256, planned, [](const std::string&) {})) return std::move(saved->file);
  } catch (const std::exception&) {
    // Damaged, or of something else: the next start will say so.
  }
  return std::nullopt;
}

void Checkpoint::remove() const {
  std::error_code not_there;
  std::filesystem::remove(newest_, not_there);
  std::filesystem::remove(older_, not_there);
  std::filesystem::remove(newest_.string() + ".new", not_there);
}

}  // namespace kaitei::results
