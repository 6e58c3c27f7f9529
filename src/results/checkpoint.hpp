// What a run saves on its way: a result file of the trials done so far, in "<output>.checkpoint", and the one before it
// in "<output>.checkpoint.old". At every moment one of the two is whole.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "engine/record.hpp"

namespace kaitei::results {

// What was saved, and the file that holds it.
struct Saved {
  engine::RunRecord record;
  std::filesystem::path file;
};

class Checkpoint {
 public:
  explicit Checkpoint(const std::filesystem::path& output);

  // The newest checkpoint that is whole, none if there is no file. A damaged one is reported to `warn` and the older
  // taken. Throws DataError if none of those there is whole, UsageError if it is of another experiment or other trials.
  std::optional<Saved> load(const std::string& experiment_sha256, TrialRange planned,
                            const std::function<void(const std::string&)>& warn) const;
  // Throws RunError; the checkpoints that stood before are then still there.
  void save(const engine::RunRecord&) const;
  void remove() const;
  const std::filesystem::path& newest() const { return newest_; }
  // The file that load() would go on from, none if there is none.
  std::optional<std::filesystem::path> standing(const std::string& experiment_sha256, TrialRange planned) const;

 private:
  std::filesystem::path newest_, older_;
};

}  // namespace kaitei::results
