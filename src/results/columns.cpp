#include "results/columns.hpp"

#include <numeric>

namespace kaitei::results {

std::string_view to_string(Role role) {
  switch (role) {
    case Role::tally: return "tally";
    case Role::coordinate: return "coordinate";
    case Role::input: return "input";
    case Role::estimate: return "estimate";
    case Role::exact: return "exact";
  }
  return "";
}

void describe(hdf5::Column column, std::string_view long_name, Role role) {
  column.attribute("long_name", long_name);
  column.attribute("role", to_string(role));
}

void describe(hdf5::Column column, std::string_view long_name, std::string_view units, Role role) {
  column.attribute("units", units);
  describe(std::move(column), long_name, role);
}

void write_flags(hdf5::Folder& folder, const std::string& name, const Axes& axes,
                 const std::vector<std::uint8_t>& values, const std::vector<std::string_view>& meanings,
                 std::string_view long_name, Role role) {
  hdf5::Column column = folder.column<std::uint8_t>(name, axes, values);
  std::vector<std::uint8_t> flags(meanings.size());
  std::iota(flags.begin(), flags.end(), std::uint8_t{0});
  std::string words;
  for (const std::string_view meaning : meanings) words.append(words.empty() ? "" : " ").append(meaning);
  column.attribute("flag_values", std::span<const std::uint8_t>(flags));
  column.attribute("flag_meanings", words);
  describe(std::move(column), long_name, role);
}

void ProportionColumns::add(Proportion p) {
  const ProportionEstimate e = estimate(p, level_);
  count_.push_back(p.events);
  value_.push_back(e.value);
  standard_error_.push_back(e.standard_error);
  lower_.push_back(e.interval.lower);
  upper_.push_back(e.interval.upper);
  zero_events_.push_back(e.upper_bound_only);
}

void ProportionColumns::write(hdf5::Folder& folder, const std::string& prefix, const Axes& axes,
                              const std::string& what) const {
  write_numbers(folder, prefix + "_count", axes, count_, "trials in which " + what, "1", Role::tally);
  write_numbers(folder, prefix + "_probability", axes, value_,
                "share of the trials in which " + what + "; 0 only means below " + prefix + "_upper", "1",
                Role::estimate);
  write_numbers(folder, prefix + "_standard_error", axes, standard_error_,
                "standard error of " + prefix + "_probability; NaN where all trials agree", "1", Role::estimate);
  write_numbers(folder, prefix + "_lower", axes, lower_, "lower end of the Clopper-Pearson interval", "1",
                Role::estimate);
  write_numbers(folder, prefix + "_upper", axes, upper_, "upper end of the Clopper-Pearson interval", "1",
                Role::estimate);
  write_flags(folder, prefix + "_zero_events", axes, zero_events_, {"some_events", "upper_bound_only"},
              "whether no event was seen, so that only the upper end says something", Role::estimate);
}

void EstimateColumns::add(double value, double standard_error, Interval interval) {
  value_.push_back(value);
  standard_error_.push_back(standard_error);
  lower_.push_back(interval.lower);
  upper_.push_back(interval.upper);
}

void EstimateColumns::write(hdf5::Folder& folder, const std::string& prefix, const std::string& value_suffix,
                            const Axes& axes, const std::string& what, std::string_view units) const {
  write_numbers(folder, prefix + value_suffix, axes, value_, what, units, Role::estimate);
  write_numbers(folder, prefix + "_standard_error", axes, standard_error_, "standard error of " + prefix + value_suffix,
                units, Role::estimate);
  write_numbers(folder, prefix + "_lower", axes, lower_, "lower end of the interval of " + prefix + value_suffix, units,
                Role::estimate);
  write_numbers(folder, prefix + "_upper", axes, upper_, "upper end of the interval of " + prefix + value_suffix, units,
                Role::estimate);
}

}  // namespace kaitei::results
