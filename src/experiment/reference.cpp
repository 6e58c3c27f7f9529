#include "experiment/reference.hpp"

#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "experiment/schema.hpp"
#include "experiment/toml_text.hpp"
#include "experiment/words.hpp"

namespace kaitei::experiment {
namespace {

std::string limits_text(const Key& key) {
  const auto& limits = key.limits;
  std::vector<std::string> parts;
  if (!key.words.empty()) parts.push_back(fmt::format("`{}`", fmt::join(key.words, "`, `")));
  if (limits.min == limits.max) {
    parts.push_back(fmt::format("{}", limits.min));
  } else {
    if (std::isfinite(limits.min)) parts.push_back(fmt::format("{} {}", limits.above_min ? ">" : "≥", limits.min));
    if (std::isfinite(limits.max)) parts.push_back(fmt::format("{} {}", limits.below_max ? "<" : "≤", limits.max));
  }
  if (key.type == Type::text && limits.text == TextRule::name) parts.emplace_back("a name");
  if (limits.text == TextRule::not_empty) parts.emplace_back("not empty");
  const bool list = key.type == Type::word_list || key.type == Type::text_list_table;
  if (list && limits.min_items > 0) parts.push_back(fmt::format("at least {} in a list", limits.min_items));
  if (key.only_in) parts.emplace_back(*key.only_in == FailureMode::window ? "window mode only" : "snapshot mode only");
  std::vector<std::string_view> kinds;
  for (const ScenarioKind kind : key.only_of) kinds.push_back(word(kind));
  if (!kinds.empty()) parts.push_back(fmt::format("{} only", fmt::join(kinds, ", ")));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string default_text(const Key& key) {
  if (!key.standard) return "required";
  if (key.type == Type::number_table || key.type == Type::number_list_table || key.type == Type::text_list_table ||
      key.type == Type::date)
    return "none";
  return fmt::format("`{}`", toml_value(*key.standard, key));
}

// Markdown takes <name> for HTML.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '<' ? std::string("\\<") : std::string(1, c);
  return out;
}

std::string name_text(const Key& key) {
  if (key.type == Type::text_list_table) return "any name";
  if (key.type == Type::number_table) return fmt::format("[{}.{}]", key.section, key.name);
  return std::string(key.name);
}

}  // namespace

std::string reference_page() {
  std::string page =
      "# Experiment reference\n\n"
      "Every key that an experiment file may hold. Generated from the table that the parser uses: "
      "`kaitei validate --reference > docs/experiment-reference.md`.\n\n"
      "An experiment is a TOML file. An unknown key is an error. Units are part of a key's name. A *name* has letters, "
      "digits, `.`, `_` and `-`, a letter or digit first. Lists hold no entry twice. "
      "`kaitei validate X.toml --dump` prints a file with every default filled in, and `--set run.trials=1e6` "
      "changes one value for one run; the result records it.\n";
  for (const auto& section : sections()) {
    const bool rows = section.repetition == Repetition::rows;
    const std::string title = section.name.empty() ? "Top level"
                              : rows               ? fmt::format("[[{}]]", section.name)
                                                   : fmt::format("[{}]", section.name);
    page += fmt::format("\n## {}\n\n{}\n\n| Key | Type | Default | Limits | Meaning |\n|---|---|---|---|---|\n", title,
                        section.meaning);
    for (const auto& key : keys())
      if (key.section == section.name)
        page += fmt::format("| `{}` | {} | {} | {} | {} |\n", name_text(key), to_string(key.type), default_text(key),
                            limits_text(key), escaped(key.meaning));
  }
  return page;
}

}  // namespace kaitei::experiment
