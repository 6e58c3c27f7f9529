// Writing rows of structs as one column per field.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "results/columns.hpp"

namespace kaitei::results {

// The columns of one axis: <axis> itself holds the ids, <axis>_<field> the fields.
template <class Row>
class Table {
 public:
  // With ids from the rows.
  template <class Id>
  Table(hdf5::Folder& folder, std::string axis, const std::vector<Row>& rows, Id id, std::string_view long_name)
      : folder_(folder), axis_(std::move(axis)), rows_(rows) {
    std::vector<std::string> ids;
    for (const Row& row : rows_) ids.emplace_back(id(row));
    describe(folder_.axis(axis_, ids), long_name, Role::coordinate);
  }
  // With rows numbered from 0.
  Table(hdf5::Folder& folder, std::string axis, const std::vector<Row>& rows, std::string_view long_name)
      : folder_(folder), axis_(std::move(axis)), rows_(rows) {
    std::vector<std::uint32_t> numbers;
    for (std::size_t i = 0; i < rows_.size(); ++i) numbers.push_back(static_cast<std::uint32_t>(i));
    describe(folder_.axis<std::uint32_t>(axis_, numbers), long_name, "1", Role::coordinate);
  }

  template <class Get>
  void text(const std::string& field, Get get, std::string_view long_name) {
    std::vector<std::string> values;
    for (const Row& row : rows_) values.emplace_back(get(row));
    describe(folder_.column(name(field), {axis_}, values), long_name, Role::input);
  }

  // `get` gives a T, or an optional<T> whose absence is written as NaN or `missing`.
  template <class T, class Get>
  void number(const std::string& field, Get get, std::string_view long_name, std::string_view units = "1",
              std::optional<T> missing = std::nullopt) {
    if constexpr (std::is_floating_point_v<T>) missing = std::numeric_limits<T>::quiet_NaN();
    std::vector<T> values;
    for (const Row& row : rows_) values.push_back(std::optional<T>(get(row)).value_or(missing.value_or(T{})));
    describe(folder_.column<T>(name(field), {axis_}, values, missing), long_name, units, Role::input);
  }

  // `get` gives an enumerator's number, an index into `meanings`.
  template <class Get>
  void flags(const std::string& field, Get get, const std::vector<std::string_view>& meanings,
             std::string_view long_name) {
    std::vector<std::uint8_t> values;
    for (const Row& row : rows_) values.push_back(static_cast<std::uint8_t>(get(row)));
    write_flags(folder_, name(field), {axis_}, values, meanings, long_name, Role::input);
  }

 private:
  std::string name(const std::string& field) const { return axis_ + "_" + field; }

  hdf5::Folder& folder_;
  std::string axis_;
  const std::vector<Row>& rows_;
};

}  // namespace kaitei::results
