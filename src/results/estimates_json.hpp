// Estimates as the JSON summary spells them; a number that is not finite is null.
#pragma once

#include <nlohmann/json.hpp>

#include "results/findings.hpp"

namespace kaitei::results {

nlohmann::json number_json(double value);
nlohmann::json interval_json(Interval);
nlohmann::json fraction_json(const Fraction&);
nlohmann::json mean_json(const MeanEstimate&);

}  // namespace kaitei::results
