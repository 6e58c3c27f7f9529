#include "experiment/parse.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "errors.hpp"
#include "experiment/checks.hpp"
#include "experiment/nearest.hpp"
#include "experiment/overrides.hpp"
#include "experiment/read_value.hpp"
#include "experiment/scenario_files.hpp"
#include "experiment/schema.hpp"
#include "experiment/toml_text.hpp"
#include "experiment/words.hpp"

namespace kaitei::experiment {
namespace {

std::string place(const Positions& positions, const toml::source_region& source) {
  return fmt::format("{}:{}:{}", positions.file(), source.begin.line, source.begin.column);
}

toml::table parse_toml(std::string_view text, const std::string& name) {
  try {
    return toml::parse(text, name);
  } catch (const toml::parse_error& error) {
    fail(fmt::format("{}:{}:{}", name, error.source().begin.line, error.source().begin.column),
         fmt::format("this is not TOML: {}", error.description()), "nothing after it can be trusted",
         "correct the line (text stands in quotes, an array in brackets)");
  }
}

// Names that may stand in a section: its keys, and within the document the sections themselves.
std::vector<std::string> names_in(std::string_view section) {
  std::vector<std::string> names;
  for (const auto& key : keys())
    if (key.section == section) names.emplace_back(key.name);
  if (section.empty())
    for (const auto& other : sections())
      if (!other.name.empty()) names.emplace_back(other.name);
  return names;
}

// Every full name, so that a key in the wrong section is recognised too.
std::vector<std::string> all_names() {
  std::vector<std::string> names = names_in("");
  for (const auto& key : keys()) names.push_back(key.full_name());
  return names;
}

void reject_unknown(const toml::table& table, std::string_view section, const Positions& positions) {
  const auto known = names_in(section);
  for (const auto& [key, node] : table) {
    if (std::ranges::find(known, key.str()) != known.end()) continue;
    const std::string name = section.empty() ? std::string(key.str()) : fmt::format("{}.{}", section, key.str());
    fail(place(positions, key.source()), fmt::format("unknown key \"{}\"", name), "it would be ignored silently",
         suggestion(name, all_names(), "see the list that kaitei validate --reference prints"));
  }
}

void check_structure(const toml::table& document, Positions& positions) {
  reject_unknown(document, "", positions);
  for (const auto& section : sections()) {
    const auto* node = section.name.empty() ? nullptr : document.get(section.name);
    if (!node) continue;
    positions.record(std::string(section.name), node->source().begin.line, node->source().begin.column);
    if (section.repetition == Repetition::once) {
      if (!node->is_table())
        fail(place(positions, node->source()), fmt::format("{} is not a table", section.name), "its keys stand in one",
             fmt::format("write [{}] above them", section.name));
      const bool free = std::ranges::any_of(names_in(section.name), &std::string::empty);
      if (!free) reject_unknown(*node->as_table(), section.name, positions);
      continue;
    }
    const auto* rows = node->as_array();
    const bool tables = rows && std::ranges::all_of(*rows, [](const auto& row) { return row.is_table(); });
    if (!tables)
      fail(place(positions, node->source()), fmt::format("{0} is not a list of tables", section.name),
           "there may be several", fmt::format("write [[{}]] above each", section.name));
    for (std::size_t i = 0; i < rows->size(); ++i) {
      const auto& row = (*rows)[i];
      positions.record(fmt::format("{}[{}]", section.name, i), row.source().begin.line, row.source().begin.column);
      reject_unknown(*row.as_table(), section.name, positions);
    }
  }
  const auto* probabilities = document["failure"]["probabilities"].node();
  if (probabilities && !probabilities->is_table())
    fail(place(positions, probabilities->source()), "failure.probabilities is not a table", "it names elements",
         "write [failure.probabilities] and \"segment:<id>\" = p below it");
}

std::string_view example_of(Type type) {
  if (type == Type::integer || type == Type::number) return "1";
  return type == Type::text_list ? "[\"...\"]" : "\"...\"";
}

// Reads one section's keys from its table, which may be absent.
void read_keys(const Section& section, const toml::table* table, const std::string& prefix, std::size_t row,
               Experiment& experiment, Positions& positions) {
  for (const auto& key : keys()) {
    if (key.section != section.name) continue;
    if (!key.only_of.empty() && !applies(key, experiment, row)) {
      if (table && table->contains(key.name))
        fail(place(positions, table->get(key.name)->source()), fmt::format("{}.{} has no use", prefix, key.name),
             fmt::format("a scenario of kind \"{}\" does not have it", word(experiment.scenarios[row].kind)),
             fmt::format("remove it, or write kind = \"{}\"", word(key.only_of.front())));
      continue;
    }
    const toml::node* node = table && key.name.empty() ? table : table ? table->get(key.name) : nullptr;
    const std::string path =
        prefix.empty() ? std::string(key.name) : key.name.empty() ? prefix : fmt::format("{}.{}", prefix, key.name);
    if (node) {
      key.binding.store(experiment, row, read_value(*node, key, path, positions));
    } else if (key.standard) {
      key.binding.store(experiment, row, *key.standard);
    } else if (concerns(key, experiment)) {
      fail(table && !prefix.empty() ? positions.of(prefix) : positions.file() + ":1:1", path + " is missing",
           "it has no default", fmt::format("add {} = {}", key.name, example_of(key.type)));
    }
  }
}

void read_document(const toml::table& document, Experiment& experiment, Positions& positions) {
  for (const auto& section : sections()) {
    const auto* node = section.name.empty() ? &document : document.get(section.name);
    if (section.repetition == Repetition::once) {
      read_keys(section, node ? node->as_table() : nullptr, std::string(section.name), 0, experiment, positions);
      continue;
    }
    const std::size_t count = node ? node->as_array()->size() : 0;
    section.set_rows(experiment, count);
    for (std::size_t i = 0; i < count; ++i)
      read_keys(section, (*node->as_array())[i].as_table(), fmt::format("{}[{}]", section.name, i), i, experiment,
                positions);
  }
}

// The version decides how to read all else, so it is looked at before anything.
void check_version(const toml::table& document, const Positions& positions) {
  const auto* node = document.get("schema");
  const std::string advice = fmt::format("write schema = {}", schema_version);
  if (!node)
    fail(positions.file() + ":1:1", "schema is missing", "it says how to read the file", advice + " on the first line");
  if (const auto* number = node->as_integer(); number && number->get() == schema_version) return;
  std::ostringstream found;
  found << toml::node_view(node);
  fail(place(positions, node->source()), fmt::format("schema is {}", found.str()),
       fmt::format("this program reads experiments of schema {} alone", schema_version), advice);
}

}  // namespace

Parsed read_text(std::string_view text, const std::filesystem::path& name, std::span<const std::string> overrides) {
  Parsed parsed{{}, Positions(name.string())};
  auto document = parse_toml(text, name.string());
  check_version(document, parsed.positions);
  check_structure(document, parsed.positions);
  for (const auto& argument : overrides) apply_override(document, argument, parsed.positions);

  auto& experiment = parsed.experiment;
  read_document(document, experiment, parsed.positions);
  experiment.overrides.assign(overrides.begin(), overrides.end());
  experiment.file = name;
  check_alone(experiment, parsed.positions);
  const auto folder = std::filesystem::absolute(name).parent_path();
  experiment.network.source = (folder / experiment.network.source).lexically_normal();
  for (auto& row : experiment.outcomes.percolation)
    if (!row.file.empty()) row.file = (folder / row.file).lexically_normal();
  for (Scenario& scenario : experiment.scenarios)
    for (std::filesystem::path* file : scenario_paths(scenario))
      if (!file->empty()) *file = (folder / *file).lexically_normal();
  return parsed;
}

Parsed read_file(const std::filesystem::path& file, std::span<const std::string> overrides) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (!stream || !(text << stream.rdbuf()))
    fail(file.string(), "the experiment cannot be read", "it is missing, empty or not a readable file",
         "check the path");
  return read_text(text.str(), file, overrides);
}

Experiment parse_file(const std::filesystem::path& file, std::span<const std::string> overrides) {
  return read_file(file, overrides).experiment;
}

Experiment parse_text(std::string_view text, const std::filesystem::path& name,
                      std::span<const std::string> overrides) {
  return read_text(text, name, overrides).experiment;
}

}  // namespace kaitei::experiment
