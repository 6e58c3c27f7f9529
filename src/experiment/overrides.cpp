#include "experiment/overrides.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "experiment/nearest.hpp"
#include "experiment/schema.hpp"

namespace kaitei::experiment {
namespace {

bool in_rows(const Key& key) {
  return std::ranges::any_of(sections(), [&](const Section& section) {
    return section.name == key.section && section.repetition == Repetition::rows;
  });
}

bool is_table(const Key& key) {
  return key.type == Type::number_table || key.type == Type::number_list_table || key.type == Type::text_list_table;
}

// The key that `name` names, and what is left of the name where the key is a table ("segment:x").
struct Target {
  const Key* key = nullptr;
  std::string entry;
};

Target find_target(const std::string& name, const std::string& where) {
  std::vector<std::string> known;
  for (const auto& key : keys()) {
    const std::string full = key.full_name();
    if (in_rows(key)) {
      if (name == full || name == key.section)
        fail(where, fmt::format("\"{}\" stands in [[{}]]", name, key.section), "it is not clear which row is meant",
             "change it in the file");
      continue;
    }
    if (full == "schema") continue;
    if (name == full) return {&key, {}};
    if (is_table(key) && name.starts_with(full + ".") && name.size() > full.size() + 1) {
      std::string entry = name.substr(full.size() + 1);
      if (entry.size() > 2 && entry.front() == '"' && entry.back() == '"') entry = entry.substr(1, entry.size() - 2);
      return {&key, entry};
    }
    known.push_back(full);
  }
  if (name == "schema") fail(where, "schema cannot be overridden", "it says how to read the file", "change the file");
  fail(where, fmt::format("unknown key \"{}\"", name), "it would be ignored silently",
       suggestion(name, known, "see the list that kaitei validate --reference prints"));
}

// The text as a TOML value; nothing if it is not one.
std::optional<toml::table> as_toml(const std::string& text) {
  if (text.find('\n') != std::string::npos) return std::nullopt;
  try {
    auto document = toml::parse("value = " + text);
    if (document.size() == 1) return document;
  } catch (const toml::parse_error&) {
  }
  return std::nullopt;
}

toml::table& subtable(toml::table& parent, std::string_view name) {
  if (!parent.contains(name)) parent.insert(name, toml::table{});
  return *parent[name].as_table();  // the structure has been checked before
}

}  // namespace

void apply_override(toml::table& document, const std::string& argument, Positions& positions) {
  const std::string where = "--set " + argument;
  const auto equals = argument.find('=');
  if (equals == std::string::npos || equals == 0)
    fail(where, "there is no key=value", "it is not clear what to set", "write for example --set run.trials=1e6");
  const std::string name = argument.substr(0, equals), text = argument.substr(equals + 1);
  const Target target = find_target(name, where);

  auto* table = &document;
  if (!target.key->section.empty() && !target.key->name.empty()) table = &subtable(*table, target.key->section);
  std::string last(target.key->name.empty() ? target.key->section : target.key->name);
  std::string path = target.key->full_name();
  if (!target.entry.empty()) {
    table = &subtable(*table, last);
    last = target.entry;
    path += "." + last;
  }

  const bool wants_text = target.key->type == Type::text || target.key->type == Type::word;
  const auto value = as_toml(text);
  const auto* node = value ? value->get("value") : nullptr;
  if (!node || (wants_text && !node->is_string()))
    table->insert_or_assign(last, text);
  else
    node->visit([&](const auto& concrete) { table->insert_or_assign(last, concrete); });
  positions.record_override(path, where);
}

}  // namespace kaitei::experiment
