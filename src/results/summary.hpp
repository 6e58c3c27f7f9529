// What a run says on stdout.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/record.hpp"

namespace kaitei::results {

// About one screen, no wider than 100 columns with names of ordinary length, readable without colour.
std::string summary_text(const engine::RunRecord&);

// The same numbers for machines, unrounded. An estimate that does not exist is null.
nlohmann::json summary_json(const engine::RunRecord&);

}  // namespace kaitei::results
