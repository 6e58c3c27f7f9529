// Scenarios that draw their events, in a result file: scenarios/<name>, an axis for every swept key.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/record.hpp"
#include "results/hdf5.hpp"

namespace kaitei::results {

void write_sampled(hdf5::Folder&, const engine::RunRecord&, const engine::SampledRecord&);
engine::SampledRecord read_sampled(const hdf5::OpenFile&, const std::string& group, const engine::RunRecord&,
                                   const experiment::Scenario&);

// When losses came, where events have an order in time: a table of ticks and the means.
void write_loss_times(hdf5::Folder&, const engine::RunRecord&, const engine::SampledRecord&);
void read_loss_times(const hdf5::OpenFile&, const std::string& group, std::vector<engine::SampledPoint>& points);
std::string loss_times_text(const scenario::LossTicks&, double level);     // a line; empty without any loss
nlohmann::json loss_times_json(const scenario::LossTicks&, double level);  // a row for each number of losses seen

std::string sampled_text(const engine::RunRecord&, const engine::SampledRecord&);
nlohmann::json sampled_json(const engine::RunRecord&, const engine::SampledRecord&);

// "radius_km 25, length_km 3": the point of the sweep; empty without one.
std::string point_in_words(const engine::SampledRecord&, std::size_t point);

}  // namespace kaitei::results
