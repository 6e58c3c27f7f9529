// What the scenarios of a run add to its summary.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/record.hpp"

namespace kaitei::results {

std::string scenarios_text(const engine::RunRecord&);
nlohmann::json scenarios_json(const engine::RunRecord&);

}  // namespace kaitei::results
