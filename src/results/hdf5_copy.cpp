// Copying a folder of one file into another. H5Ocopy would leave the references between columns and their axes empty.
#include <hdf5_hl.h>

#include <algorithm>
#include <cstring>

#include "results/hdf5.hpp"

namespace kaitei::results::hdf5 {
namespace {

// What HDF5 and netCDF keep for themselves, or what column() writes.
constexpr std::string_view own_attributes[] = {"CLASS", "NAME", "REFERENCE_LIST", "DIMENSION_LIST", "_FillValue"};

template <class T>
std::vector<T> numbers_of(const Values& values) {
  std::vector<T> result(values.numbers.size() / sizeof(T));
  if (!result.empty()) std::memcpy(result.data(), values.numbers.data(), values.numbers.size());
  return result;
}

// Calls f(a vector of the values' own type).
template <class F>
void with_numbers(const Values& values, F&& f) {
  if (values.type == "u8") f(numbers_of<std::uint8_t>(values));
  else if (values.type == "u32") f(numbers_of<std::uint32_t>(values));
  else if (values.type == "i32") f(numbers_of<std::int32_t>(values));
  else if (values.type == "u64") f(numbers_of<std::uint64_t>(values));
  else if (values.type == "f64") f(numbers_of<double>(values));
  else throw Failure("cannot copy values of the type " + values.type);
}

void copy_attributes(const OpenFile& from, const std::string& path, Object& to) {
  for (const std::string& name : from.attributes(path)) {
    if (std::ranges::find(own_attributes, name) != std::end(own_attributes)) continue;
    const Values values = from.attribute(path, name);
    if (values.type == "text") {
      to.attribute(name, values.texts.at(0));
    } else if (values.shape.empty()) {
      with_numbers(values, [&](const auto& numbers) { to.attribute(name, numbers.at(0)); });
    } else {
      to.attribute(name, numbers_of<std::uint8_t>(values));  // only flag_values are lists
    }
  }
}

void copy_axis(const OpenFile& from, const std::string& path, const std::string& name, Folder& to) {
  const Values values = from.read(path);
  if (values.type == "axis") return to.axis(name, values.shape.at(0));
  if (values.type == "text") {
    Column column = to.axis(name, values.texts);
    return copy_attributes(from, path, column);
  }
  with_numbers(values, [&]<class T>(const std::vector<T>& numbers) {
    Column column = to.axis<T>(name, numbers);
    copy_attributes(from, path, column);
  });
}

void copy_column(const OpenFile& from, const std::string& path, const std::string& name, Folder& to) {
  const Values values = from.read(path);
  const auto axes = from.axes(path);
  if (values.type == "text") {
    Column column = to.column(name, axes, values.texts);
    return copy_attributes(from, path, column);
  }
  with_numbers(values, [&]<class T>(const std::vector<T>& numbers) {
    std::optional<T> fill;
    if constexpr (!std::is_same_v<T, double>)
      if (from.has_attribute(path, "_FillValue")) fill = numbers_of<T>(from.attribute(path, "_FillValue")).at(0);
    Column column = to.column<T>(name, axes, numbers, fill);
    copy_attributes(from, path, column);
  });
}

}  // namespace

void copy_folder(const OpenFile& from, const std::string& path, Folder& to) {
  copy_attributes(from, path, to);
  for (const std::string& name : from.tables(path)) {
    const std::string table = path + "/" + name;
    if (from.is_axis(table)) copy_axis(from, table, name, to);
    else copy_column(from, table, name, to);
  }
}

}  // namespace kaitei::results::hdf5
