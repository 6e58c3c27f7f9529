// Tables that scenarios of chosen units share.
#pragma once

#include <string>
#include <vector>

#include "engine/record.hpp"
#include "experiment/words.hpp"
#include "results/columns.hpp"
#include "results/outcome_tables.hpp"

namespace kaitei::results {

inline void write_units(hdf5::Folder& folder, const std::vector<std::string>& units,
                        const std::vector<experiment::UnitKind>& unit_kinds) {
  describe(folder.axis("unit", units), "what is lost as one", Role::coordinate);
  std::vector<std::uint8_t> kinds;
  for (const auto kind : unit_kinds) kinds.push_back(static_cast<std::uint8_t>(kind));
  write_flags(folder, "unit_kind", {"unit"}, kinds, experiment::unit_kinds(), "kind of unit", Role::coordinate);
}

inline std::vector<experiment::UnitKind> read_unit_kinds(const hdf5::OpenFile& file, const std::string& group) {
  std::vector<experiment::UnitKind> kinds;
  for (const std::uint8_t kind : file.numbers<std::uint8_t>(group + "unit_kind"))
    kinds.push_back(static_cast<experiment::UnitKind>(kind));
  return kinds;
}

// One row per entry of a list, with the position of the list and that of the unit.
inline void write_unit_lists(hdf5::Folder& folder, const std::string& axis, const std::string& owner,
                             const std::vector<std::vector<std::uint32_t>>& lists) {
  std::vector<std::uint32_t> owners, units;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    units.insert(units.end(), lists[i].begin(), lists[i].end());
    owners.resize(units.size(), static_cast<std::uint32_t>(i));
  }
  count_axis(folder, axis, units.size(), "row of the list of units of each " + owner);
  write_numbers(folder, axis + "_" + owner, {axis}, owners, "index of the " + owner, "1", Role::exact);
  write_numbers(folder, axis + "_unit", {axis}, units, "index of the unit", "1", Role::exact);
}

inline std::vector<std::vector<std::uint32_t>> unit_lists(const hdf5::OpenFile& file, const std::string& axis,
                                                          const std::string& owner, std::size_t count) {
  const auto owners = file.numbers<std::uint32_t>(axis + "_" + owner), units = file.numbers<std::uint32_t>(axis + "_unit");
  std::vector<std::vector<std::uint32_t>> lists(count);
  for (std::size_t i = 0; i < owners.size(); ++i) lists.at(owners[i]).push_back(units.at(i));
  return lists;
}

inline void write_questions(hdf5::Folder& folder, const std::vector<engine::LossLabel>& losses) {
  std::vector<std::string> names;
  std::vector<std::uint8_t> kinds;
  std::vector<std::uint32_t> outcomes, fewer_than;
  for (const engine::LossLabel& label : losses) {
    names.push_back(label.name);
    kinds.push_back(static_cast<std::uint8_t>(label.loss.kind));
    outcomes.push_back(label.loss.outcome);
    fewer_than.push_back(label.loss.kind == Loss::Kind::fewer_systems ? label.loss.fewer_than : 0);
  }
  describe(folder.axis("question", names), "what counts as a loss", Role::coordinate);
  write_flags(folder, "question_kind", {"question"}, kinds, {"disconnected", "fewer_systems"},
              "whether the loss is a connectivity outcome disconnected or too few systems joining", Role::coordinate);
  write_numbers(folder, "question_outcome", {"question"}, outcomes, "index of the connectivity or joining outcome", "1",
                Role::coordinate);
  write_numbers(folder, "question_fewer_than", {"question"}, fewer_than,
                "m of: fewer than m systems join; 0 for a connectivity outcome", "1", Role::coordinate);
}

inline std::vector<engine::LossLabel> read_questions(const hdf5::OpenFile& file, const std::string& group) {
  const auto names = file.texts(group + "question");
  const auto kinds = file.numbers<std::uint8_t>(group + "question_kind");
  const auto outcomes = file.numbers<std::uint32_t>(group + "question_outcome"),
             fewer_than = file.numbers<std::uint32_t>(group + "question_fewer_than");
  std::vector<engine::LossLabel> losses;
  for (std::size_t q = 0; q < names.size(); ++q)
    losses.push_back({names[q], {static_cast<Loss::Kind>(kinds.at(q)), outcomes.at(q), fewer_than.at(q)}});
  return losses;
}

}  // namespace kaitei::results
