#include "results/estimates_json.hpp"

#include <cmath>

namespace kaitei::results {

using nlohmann::json;

json number_json(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }

json interval_json(Interval i) { return {number_json(i.lower), number_json(i.upper)}; }

json fraction_json(const Fraction& f) {
  return {{"events", f.counts.events},
          {"trials", f.counts.trials},
          {"probability", number_json(f.estimate.value)},
          {"standard_error", number_json(f.estimate.standard_error)},
          {"interval", interval_json(f.estimate.interval)},
          {"upper_bound_only", f.estimate.upper_bound_only}};
}

json mean_json(const MeanEstimate& m) {
  return {{"mean", number_json(m.value)}, {"standard_error", number_json(m.standard_error)}, {"interval", interval_json(m.interval)}};
}

}  // namespace kaitei::results
