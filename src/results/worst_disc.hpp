// The scenario worst-disc in a result file: scenarios/<name>, with a map of damage by centre.
#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/record.hpp"
#include "results/hdf5.hpp"

namespace kaitei::results {

void write_answer(hdf5::Folder&, const engine::RunRecord&, const engine::WorstDiscRecord&);
engine::WorstDiscRecord read_worst_disc(const hdf5::OpenFile&, const std::string& group);

std::string answer_text(const engine::RunRecord&, const engine::WorstDiscRecord&);
nlohmann::json answer_json(const engine::RunRecord&, const engine::WorstDiscRecord&);

// One number of what the discs of a radius take: the mean over the centres by area, the greatest at any centre looked
// at, what no centre in the area exceeds, and what the worst disc found takes.
struct DiscNumber {
  double mean = 0, most = 0, bound = 0, worst = 0;
};
// Connectivity outcomes, systems, Tbit/s, elements. `radius`: place in radius_km.
std::array<DiscNumber, 4> disc_numbers(const engine::WorstDiscRecord&, std::size_t radius);
// The number-th of these by centre: [latitude][longitude].
std::vector<double> disc_map(const engine::WorstDiscRecord&, std::size_t radius, std::size_t number);

}  // namespace kaitei::results
