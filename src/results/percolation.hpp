// Result files and summaries of percolation of large graphs (format: docs/results-format.md).
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/percolation.hpp"
#include "results/intervals.hpp"

namespace kaitei::results {

// "largest_cluster" and so on: the name of an observable's columns and JSON entries.
std::string name_of(percolation::Observable);

// The mean over sweeps at a point, in nodes, clusters or as a probability. NaN for spanning that was not asked.
MeanEstimate mean_of(const engine::PercolationCurve&, std::size_t point, percolation::Observable, double level);

// As write_result() and the summaries of a run (results/write.hpp, results/summary.hpp).
void write_result(const engine::PercolationRecord&, const std::filesystem::path&);
std::string summary_text(const engine::PercolationRecord&);
nlohmann::json summary_json(const engine::PercolationRecord&);

}  // namespace kaitei::results
