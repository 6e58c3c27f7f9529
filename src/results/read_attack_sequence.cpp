#include "results/attacks.hpp"
#include "results/rows.hpp"
#include "results/unit_tables.hpp"

namespace kaitei::results {
namespace {

using engine::AttackSequenceRecord;
using hdf5::OpenFile;

// A table cut into pieces of `length`, in order.
template <class T>
std::vector<std::vector<T>> pieces(const std::vector<T>& values, std::size_t length) {
  std::vector<std::vector<T>> cut;
  for (std::size_t i = 0; i + length <= values.size(); i += length)
    cut.emplace_back(values.begin() + static_cast<std::ptrdiff_t>(i), values.begin() + static_cast<std::ptrdiff_t>(i + length));
  return cut;
}

std::vector<Moments> moments(const OpenFile& file, const std::string& path) {
  const auto sum = file.numbers<std::uint64_t>(path + "_sum"), squares = file.numbers<std::uint64_t>(path + "_sum_of_squares");
  std::vector<Moments> moments;
  for (std::size_t i = 0; i < sum.size(); ++i) moments.push_back({sum[i], squares.at(i)});
  return moments;
}

}  // namespace

AttackSequenceRecord read_attack_sequence(const OpenFile& file, const std::string& group) {
  AttackSequenceRecord record;
  record.units = file.texts(group + "unit");
  record.unit_kinds = read_unit_kinds(file, group);
  record.nodes = file.number_attribute<std::uint64_t>(group.substr(0, group.size() - 1), "nodes");
  const auto names = file.texts(group + "sequence");
  const auto orders = rows<std::uint32_t>(file, group + "removal_unit"), largest = rows<std::uint32_t>(file, group + "largest_component");
  for (std::size_t s = 0; s < names.size(); ++s) record.sequences.push_back({names[s], orders.at(s), largest.at(s), {}, {}});
  const std::size_t steps = record.units.size() + 1;
  record.random.largest_sums = file.numbers<std::uint64_t>(group + "random_largest_component_sums");
  record.random.largest = moments(file, group + "random_largest_component");
  if (file.has(group + "disconnected_after")) {
    const auto after = rows<std::int32_t>(file, group + "disconnected_after");
    for (std::size_t s = 0; s < names.size(); ++s)
      for (const std::int32_t step : after.at(s))
        record.sequences[s].disconnected_after.push_back(step < 0 ? static_cast<std::uint32_t>(steps) : static_cast<std::uint32_t>(step));
    record.random.disconnected = rows<std::uint64_t>(file, group + "random_disconnected_count");
  }
  if (file.has(group + "systems_joining")) {
    const auto courses = pieces(file.numbers<std::uint32_t>(group + "systems_joining"), steps);
    const std::size_t joining = courses.size() / names.size();
    for (std::size_t i = 0; i < courses.size(); ++i) record.sequences.at(i / joining).systems.push_back(courses[i]);
    record.random.systems = pieces(moments(file, group + "random_systems_joining"), steps);
  }
  return record;
}

}  // namespace kaitei::results
