// How rows of the schema are written, and the parts that it is made of.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "experiment/binding.hpp"
#include "experiment/schema.hpp"

namespace kaitei::experiment {

using Rows = std::vector<std::string>;

// Builders of one row each; the type of the field follows from the member pointer.
template <class Access>
Key key(Type type, std::string_view section, std::string_view name, std::optional<Value> standard, Limits limits,
        Access access, std::string_view meaning) {
  return {section, name, type, std::move(standard), limits, {}, meaning, bind(access), {}, {}};
}

template <class Access>
Key word(Type type, std::string_view section, std::string_view name, std::optional<Value> standard, Words words,
         Access access, std::string_view meaning) {
  Key row = {section, name, type, std::move(standard), {.min_items = 1}, words, meaning, bind(access, words), {}, {}};
  return row;
}

inline Key only_in(FailureMode mode, Key row) {
  row.only_in = mode;
  return row;
}

inline Key only_of(std::vector<ScenarioKind> kinds, Key row) {
  row.only_of = std::move(kinds);
  return row;
}

inline constexpr Limits not_negative{.min = 0};
inline constexpr Limits positive{.min = 0, .above_min = true};
inline constexpr Limits a_name{.text = TextRule::name};
inline constexpr Limits filled{.text = TextRule::not_empty};

void add_scenarios(std::vector<Key>& table);
void add_places(std::vector<Key>& table);
void add_earthquakes(std::vector<Key>& table);
void add_attacks(std::vector<Key>& table);
void add_common_causes(std::vector<Key>& table);

}  // namespace kaitei::experiment
