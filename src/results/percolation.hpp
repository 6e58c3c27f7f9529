// Percolation curves in result files and summaries (format: docs/results-format.md).
#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "engine/record.hpp"
#include "results/hdf5.hpp"
#include "results/intervals.hpp"

namespace kaitei::results {

// The name of an observable's columns and JSON entries, "largest_cluster" and so on, and what it says.
struct ObservableName {
  percolation::Observable observable;
  std::string_view name, meaning;
};
extern const std::array<ObservableName, percolation::observable_count> observable_names;

// The mean over sweeps at a point, in nodes, clusters or as a probability. NaN for spanning that was not asked.
MeanEstimate mean_of(const engine::PercolationCurve&, std::size_t point, percolation::Observable, double level);

// The tables of the curves, and back. Nothing where the experiment has no [[percolation]].
void write_percolation(hdf5::Folder& root, const engine::RunRecord&);
void read_percolation(const hdf5::OpenFile&, engine::RunRecord&);

// Parts of summary_text() and summary_json() (results/summary.hpp).
std::string percolation_text(const engine::RunRecord&);
nlohmann::json percolation_json(const engine::RunRecord&);

}  // namespace kaitei::results
