// Columns with their meaning attached, and the group of columns that stands behind every estimate.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "results/hdf5.hpp"
#include "results/intervals.hpp"

namespace kaitei::results {

// What a dataset is to someone who merges or compares files; written as its attribute "role".
// tally: counted, adds exactly over disjoint trials. coordinate: labels and edges. input: given to the run.
// estimate: follows from the tallies, never compared. exact: over every case there is, so that nothing is sampled.
enum class Role { tally, coordinate, input, estimate, exact };
std::string_view to_string(Role);

using Axes = std::vector<std::string>;

void describe(hdf5::Column column, std::string_view long_name, std::string_view units, Role role);
// For text and flags, which have no unit.
void describe(hdf5::Column column, std::string_view long_name, Role role);
// A uint8 column of flags 0, 1, ... with CF's flag_values and flag_meanings.
void write_flags(hdf5::Folder&, const std::string& name, const Axes&, const std::vector<std::uint8_t>& values,
                 const std::vector<std::string_view>& meanings, std::string_view long_name, Role role);

template <class T>
void write_numbers(hdf5::Folder& folder, const std::string& name, const Axes& axes, const std::vector<T>& values,
                   std::string_view long_name, std::string_view units, Role role) {
  describe(folder.column<T>(name, axes, std::span<const T>(values)), long_name, units, role);
}

// <prefix>_count, _probability, _standard_error, _lower, _upper, _zero_events.
class ProportionColumns {
 public:
  explicit ProportionColumns(double level) : level_(level) {}
  void add(Proportion);
  void write(hdf5::Folder&, const std::string& prefix, const Axes&, const std::string& what) const;

 private:
  double level_;
  std::vector<std::uint64_t> count_;
  std::vector<double> value_, standard_error_, lower_, upper_;
  std::vector<std::uint8_t> zero_events_;
};

// <prefix><value name>, <prefix>_standard_error, _lower, _upper: a mean or an importance.
class EstimateColumns {
 public:
  void add(double value, double standard_error, Interval);
  void add(const MeanEstimate& m) { add(m.value, m.standard_error, m.interval); }
  void add(const ImportanceEstimate& i) { add(i.value, i.standard_error, i.interval); }
  void write(hdf5::Folder&, const std::string& prefix, const std::string& value_suffix, const Axes&,
             const std::string& what, std::string_view units) const;

 private:
  std::vector<double> value_, standard_error_, lower_, upper_;
};

}  // namespace kaitei::results
