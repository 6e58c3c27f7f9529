// How far the parts of a submitted run are, from the files they leave.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include "experiment/experiment.hpp"

namespace kaitei::cli {

// Where a run of the experiment writes.
std::string output_file(const experiment::Experiment&);

// The files of two or more shards as a shell pattern, quoted around the asterisk.
std::string shards_pattern(const std::string& file, std::uint64_t count);

// One line a shard (0: the whole run) from its result or checkpoint, those not begun or damaged named, and the estimate
// of all that is there. Throws UsageError if what is there is of another experiment.
void report_status(const experiment::Experiment&, std::uint64_t shards, std::ostream& out);

}  // namespace kaitei::cli
