#include "experiment/dump.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "experiment/schema.hpp"
#include "experiment/toml_text.hpp"

namespace kaitei::experiment {
namespace {

template <class Table>
std::string table_lines(const Table& table, const Key& key) {
  std::string text;
  for (const auto& [name, value] : table)
    text += fmt::format("{} = {}\n", toml_key(name), toml_value(Value(value), key));
  return text;
}

// One [section], or one row of a [[section]]; tables within it come last, as TOML wants.
std::string section_text(const Experiment& experiment, const Section& section, std::size_t row) {
  std::string text, tables;
  const auto shown = [&](const Key& key) { return key.section == section.name && concerns(key, experiment); };
  if (std::ranges::none_of(keys(), shown)) return {};
  if (section.repetition == Repetition::rows)
    text = fmt::format("\n[[{}]]\n", section.name);
  else if (!section.name.empty())
    text = fmt::format("\n[{}]\n", section.name);
  for (const auto& key : keys()) {
    if (!shown(key) || !applies(key, experiment, row)) continue;
    if (section.name == "scenario" && experiment.scenarios[row].sampling.sweep.contains(std::string(key.name)))
      continue;  // the sweep has its values
    const Value value = key.binding.fetch(experiment, row);
    if (key.type == Type::date && std::get<std::string>(value).empty()) continue;  // TOML has no word for "none"
    if (key.type == Type::number_table)
      tables += fmt::format("\n[{}]\n{}", key.full_name(),
                            table_lines(std::get<std::map<std::string, double>>(value), key));
    else if (key.type == Type::text_list_table)
      text += table_lines(std::get<std::map<std::string, std::vector<std::string>>>(value), key);
    else
      text += fmt::format("{} = {}\n", key.name, toml_value(value, key));
  }
  return text + tables;
}

}  // namespace

std::string dump(const Experiment& experiment) {
  std::string text;
  for (std::string argument : experiment.overrides) {
    std::ranges::replace(argument, '\n', ' ');  // it must not leave its comment
    text += fmt::format("# --set {}\n", argument);
  }
  for (const auto& section : sections()) {
    const std::size_t rows = section.repetition == Repetition::rows ? section.rows(experiment) : 1;
    for (std::size_t row = 0; row < rows; ++row) text += section_text(experiment, section, row);
  }
  return text;
}

}  // namespace kaitei::experiment
