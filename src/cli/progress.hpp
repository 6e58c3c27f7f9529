// How far a run is: a bar on a terminal, else a line each half minute for the batch log.
#pragma once

#include <cstddef>
#include <string>

#include "cli/log.hpp"
#include "engine/run.hpp"

namespace kaitei::cli {

// "1200000 of 10000000 trials (12%), 3.4e+06 trials/s, 0:03 left; P(lost ...) 1.2e-4 ± 3e-6"
std::string progress_line(const engine::Progress&);

// "[#####.....] " and as much of the line as fits into `columns` characters.
std::string progress_bar(const engine::Progress&, std::size_t columns);

// Called by the engine several times a second, from the thread that runs it.
class ProgressReporter {
 public:
  explicit ProgressReporter(Destination destination) : destination_(destination) {}
  ~ProgressReporter();  // clears the bar
  ProgressReporter(const ProgressReporter&) = delete;
  ProgressReporter& operator=(const ProgressReporter&) = delete;

  void report(const engine::Progress&);

 private:
  Destination destination_;
  double last_seconds_ = 0;
  bool bar_shown_ = false;
};

}  // namespace kaitei::cli
