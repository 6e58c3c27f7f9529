// Joins a row of the schema to a field of the Experiment: one member pointer gives both directions.
#pragma once

#include <algorithm>
#include <concepts>
#include <type_traits>

#include "experiment/schema.hpp"

namespace kaitei::experiment {

using Words = std::vector<std::string_view>;

// The n-th word stands for the n-th enumerator.
template <class Field>
void assign(Field& field, const Value& value, const Words& words) {
  const auto enumerator = [&](const std::string& word) { return std::ranges::find(words, word) - words.begin(); };
  if constexpr (std::is_same_v<Field, bool> || std::is_same_v<Field, double>) {
    field = std::get<Field>(value);
  } else if constexpr (std::integral<Field>) {
    field = static_cast<Field>(std::get<std::int64_t>(value));
  } else if constexpr (std::is_enum_v<Field>) {
    field = static_cast<Field>(enumerator(std::get<std::string>(value)));
  } else if constexpr (std::is_same_v<Field, std::filesystem::path>) {
    field = std::get<std::string>(value);
  } else if constexpr (std::is_same_v<Field, std::optional<network::Day>>) {
    field = network::parse_day(std::get<std::string>(value));
  } else if constexpr (std::is_same_v<Field, std::vector<std::uint32_t>>) {
    const auto& list = std::get<std::vector<std::int64_t>>(value);
    field.resize(list.size());
    std::ranges::transform(list, field.begin(), [](std::int64_t v) { return static_cast<std::uint32_t>(v); });
  } else if constexpr (requires { requires std::is_enum_v<typename Field::value_type>; }) {
    field.clear();
    for (const auto& word : std::get<std::vector<std::string>>(value))
      field.push_back(static_cast<typename Field::value_type>(enumerator(word)));
  } else {
    field = std::get<Field>(value);
  }
}

template <class Field>
Value value_of(const Field& field, const Words& words) {
  if constexpr (std::is_same_v<Field, bool> || std::is_same_v<Field, double>) {
    return field;
  } else if constexpr (std::integral<Field>) {
    return static_cast<std::int64_t>(field);
  } else if constexpr (std::is_enum_v<Field>) {
    return std::string(words.at(static_cast<std::size_t>(field)));
  } else if constexpr (std::is_same_v<Field, std::filesystem::path>) {
    return field.string();
  } else if constexpr (std::is_same_v<Field, std::optional<network::Day>>) {
    return field ? network::to_string(*field) : std::string();
  } else if constexpr (std::is_same_v<Field, std::vector<std::uint32_t>>) {
    return std::vector<std::int64_t>(field.begin(), field.end());
  } else if constexpr (requires { requires std::is_enum_v<typename Field::value_type>; }) {
    std::vector<std::string> list;
    for (auto enumerator : field) list.emplace_back(words.at(static_cast<std::size_t>(enumerator)));
    return list;
  } else {
    return field;
  }
}

// Ways to a field: of the Experiment itself, of one of its groups, of a row of a list in one of its groups.
template <class Field>
auto at(Field Experiment::*field) {
  return [=](auto& experiment, std::size_t) -> auto& { return experiment.*field; };
}
template <class Group, class Field>
auto at(Group Experiment::*group, Field Group::*field) {
  return [=](auto& experiment, std::size_t) -> auto& { return experiment.*group.*field; };
}
template <class Row, class Field>
auto at(std::vector<Row> OutcomeSettings::*rows, Field Row::*field) {
  return [=](auto& experiment, std::size_t row) -> auto& { return (experiment.outcomes.*rows).at(row).*field; };
}
template <class Row, class Field>
auto at(std::vector<Row> Experiment::*rows, Field Row::*field) {
  return [=](auto& experiment, std::size_t row) -> auto& { return (experiment.*rows).at(row).*field; };
}
template <class Row, class Group, class Field>
auto at(std::vector<Row> Experiment::*rows, Group Row::*group, Field Group::*field) {
  return [=](auto& experiment, std::size_t row) -> auto& { return (experiment.*rows).at(row).*group.*field; };
}

template <class Row, class Field>
auto at(std::vector<Row> FailureSettings::*rows, Field Row::*field) {
  return [=](auto& experiment, std::size_t row) -> auto& { return (experiment.failure.*rows).at(row).*field; };
}

template <class Access>
Binding bind(Access access, Words words = {}) {
  return {.store = [=](Experiment& experiment, std::size_t row, const Value& value) {
            assign(access(experiment, row), value, words);
          },
          .fetch = [=](const Experiment& experiment, std::size_t row) -> Value {
            return value_of(access(experiment, row), words);
          }};
}

}  // namespace kaitei::experiment
