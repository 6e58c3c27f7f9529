// Writing a run's result file (format: docs/results-format.md).
#pragma once

#include <filesystem>

#include "engine/record.hpp"
#include "results/hdf5.hpp"

namespace kaitei::results {

// The whole file in memory, without its checksum line. The same record gives the same bytes. Throws RunError.
hdf5::Bytes result_image(const engine::RunRecord&);

// The same with /network taken from a file of the same experiment.
hdf5::Bytes result_image(const engine::RunRecord&, const hdf5::OpenFile& network_from);

// Writes "<path>.part", with its checksum line, and renames it to `path`. Throws RunError naming the cause; what stood
// at `path` before is then still there.
void write_image(const hdf5::Bytes&, const std::filesystem::path& path);
void write_result(const engine::RunRecord&, const std::filesystem::path& path);

}  // namespace kaitei::results
