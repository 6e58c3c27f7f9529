// Scenarios that draw their events, in a result file: scenarios/<name>, an axis for every swept key.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/record.hpp"
#include "results/hdf5.hpp"
#include "results/intervals.hpp"

namespace kaitei::results {

void write_answer(hdf5::Folder&, const engine::RunRecord&, const engine::SampledRecord&);
engine::SampledRecord read_sampled(const hdf5::OpenFile&, const std::string& group, const engine::RunRecord&,
                                   const experiment::Scenario&);

// When losses came, where events have an order in time: a table of ticks and the means.
void write_loss_times(hdf5::Folder&, const engine::RunRecord&, const engine::SampledRecord&);
void read_loss_times(const hdf5::OpenFile&, const std::string& group, std::vector<engine::SampledPoint>& points);

// One loss of a trial, by its place in the order in which the events took them.
struct LossTime {
  std::string loss;          // "1" to "32", or "last"
  std::uint64_t trials = 0;  // that have it
  MeanEstimate hours;        // until it, in those
};
std::vector<LossTime> loss_times(const scenario::LossTicks&, double level);  // those that were seen
std::string loss_times_text(const scenario::LossTicks&, double level);     // a line; empty without any loss
nlohmann::json loss_times_json(const scenario::LossTicks&, double level);  // a row for each number of losses seen

std::string answer_text(const engine::RunRecord&, const engine::SampledRecord&);
nlohmann::json answer_json(const engine::RunRecord&, const engine::SampledRecord&);

// "radius_km 25, length_km 3": the point of the sweep; empty without one.
std::string point_in_words(const engine::SampledRecord&, std::size_t point);

}  // namespace kaitei::results
