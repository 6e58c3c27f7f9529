// The scenario worst-disc in a result file: scenarios/<name>, with a map of damage by centre.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/record.hpp"
#include "results/hdf5.hpp"

namespace kaitei::results {

void write_worst_disc(hdf5::Folder&, const engine::WorstDiscRecord&);
engine::WorstDiscRecord read_worst_disc(const hdf5::OpenFile&, const std::string& group);

std::string worst_disc_text(const engine::WorstDiscRecord&);
nlohmann::json worst_disc_json(const engine::WorstDiscRecord&);

}  // namespace kaitei::results
