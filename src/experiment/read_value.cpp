#include "experiment/read_value.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "experiment/nearest.hpp"
#include "experiment/toml_text.hpp"

namespace kaitei::experiment {
namespace {

std::string_view kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string: return "text";
    case toml::node_type::integer: return "a whole number";
    case toml::node_type::floating_point: return "a number";
    case toml::node_type::boolean: return "true or false";
    case toml::node_type::array: return "a list";
    case toml::node_type::table: return "a table";
    case toml::node_type::date: return "a date";
    default: return "a time";
  }
}

// Reads one value; a member for each shape, so that all share the places and the advice.
class Reader {
 public:
  Reader(const Key& key, const std::string& path, Positions& positions)
      : key_(key), path_(path), positions_(positions) {}

  Value read(const toml::node& node) {
    record(path_, node.source());
    switch (key_.type) {
      case Type::text: return text(node, path_);
      case Type::word: return word(node, path_);
      case Type::boolean: return boolean(node);
      case Type::integer: return integer(node, path_);
      case Type::number: return number(node, path_);
      case Type::date: return date(node);
      case Type::text_list: return list<std::string>(node, path_, &Reader::text);
      case Type::word_list: return list<std::string>(node, path_, &Reader::word);
      case Type::integer_list: return list<std::int64_t>(node, path_, &Reader::integer);
      case Type::number_table: return table<double>(node, [&](auto& n, auto& p) { return number(n, p); });
      case Type::number_list_table:
        return table<std::vector<double>>(node, [&](auto& n, auto& p) { return list<double>(n, p, &Reader::number); });
      case Type::text_list_table:
        return table<std::vector<std::string>>(
            node, [&](auto& n, auto& p) { return list<std::string>(n, p, &Reader::text); });
    }
    return {};
  }

 private:
  void record(const std::string& path, const toml::source_region& source) const {
    positions_.record(path, source.begin.line, source.begin.column);
  }

  std::string where(const std::string& path) const { return positions_.of(path); }

  std::string advice(const std::string& path) const {
    // An entry of a table is wrong by itself: the table's default says nothing about it.
    if ((key_.type == Type::number_table || key_.type == Type::number_list_table) && path != path_) return "correct the number";
    if (!key_.standard) return fmt::format("write {} = ...", key_.full_name());
    return fmt::format("write for example {} = {}", key_.full_name(), toml_value(*key_.standard, key_));
  }

  [[noreturn]] void wrong_type(const toml::node& node, const std::string& path, std::string_view wanted) const {
    fail(where(path), fmt::format("{} is {}", path, kind_of(node)), fmt::format("it must be {}", wanted), advice(path));
  }

  std::string text(const toml::node& node, const std::string& path) const {
    const auto* found = node.as_string();
    if (!found) wrong_type(node, path, "text in quotes");
    const auto& value = found->get();
    if (matches(key_.limits.text, value)) return value;
    if (key_.limits.text == TextRule::not_empty)
      fail(where(path), path + " is empty", "it must name something", advice(path));
    fail(where(path), fmt::format("{} is {}", path, toml_string(value)), "it labels results and files",
         "use letters, digits, '.', '_' and '-', a letter or digit first");
  }

  std::string word(const toml::node& node, const std::string& path) const {
    const auto* found = node.as_string();
    const std::string value = found               ? found->get()
                              : node.is_integer() ? std::to_string(node.as_integer()->get())
                                                  : std::string(kind_of(node));
    if ((found || node.is_integer()) && std::ranges::find(key_.words, value) != key_.words.end()) return value;
    const std::vector<std::string> words(key_.words.begin(), key_.words.end());
    // Too short a word is close to every other: "gpu" is no slip for "cpu".
    const std::string guess = value.size() > 3 ? suggestion(value, words, "") : "";
    fail(where(path), fmt::format("{} is {}", path, found ? toml_string(value) : value),
         fmt::format("it must be one of {}", fmt::join(words, ", ")),
         guess.starts_with("did you mean") ? guess : "choose one of them");
  }

  bool boolean(const toml::node& node) const {
    if (!node.is_boolean()) wrong_type(node, path_, "true or false");
    return node.as_boolean()->get();
  }

  std::int64_t integer(const toml::node& node, const std::string& path) const {
    if (const auto* whole = node.as_integer()) {
      check(static_cast<double>(whole->get()), path);
      return whole->get();
    }
    if (!node.is_floating_point()) wrong_type(node, path, "a whole number");
    const double value = node.as_floating_point()->get();
    // 1e6 is TOML's only short way to write a million; beyond 2^53 a double no longer holds every whole number.
    if (std::trunc(value) != value || std::abs(value) > 0x1p53)
      fail(where(path), fmt::format("{} is {}", path, value), "it must be a whole number", advice(path));
    check(value, path);
    return static_cast<std::int64_t>(value);
  }

  std::string date(const toml::node& node) const {
    const auto* found = node.as_date();
    if (!found) fail(where(path_), fmt::format("{} is {}", path_, kind_of(node)), "it must be a date",
                     fmt::format("write for example {} = 2023-02-01, without quotes", path_));
    const auto& day = found->get();
    return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
  }

  double number(const toml::node& node, const std::string& path) const {
    if (!node.is_number()) wrong_type(node, path, "a number");
    const double value = *node.value<double>();
    check(value, path);
    return value;
  }

  void check(double value, const std::string& path) const {
    const auto& limits = key_.limits;
    if (!std::isfinite(value)) fail(where(path), fmt::format("{} is {}", path, value), "it must be finite", advice(path));
    if (!limits.allow(value))
      fail(where(path), fmt::format("{} is {}", path, value), fmt::format("it must be {}", to_string(limits)),
           advice(path));
  }

  template <class Item>
  std::vector<Item> list(const toml::node& node, const std::string& path,
                         Item (Reader::*read_item)(const toml::node&, const std::string&) const) {
    const auto* array = node.as_array();
    if (!array) wrong_type(node, path, "a list");
    if (array->size() < key_.limits.min_items)
      fail(where(path), path + " is empty", "nothing would be asked", advice(path));
    std::vector<Item> items;
    std::set<Item> seen;
    for (std::size_t i = 0; i < array->size(); ++i) {
      const auto& entry = (*array)[i];
      const std::string entry_path = fmt::format("{}[{}]", path, i);
      record(entry_path, entry.source());
      items.push_back((this->*read_item)(entry, entry_path));
      if (!seen.insert(items.back()).second)
        fail(where(entry_path), fmt::format("{} repeats {}", entry_path, items.back()), "it would count once only",
             "remove the repetition");
    }
    return items;
  }

  template <class Item, class ReadItem>
  std::map<std::string, Item> table(const toml::node& node, ReadItem read_item) {
    const auto* entries = node.as_table();
    if (!entries) wrong_type(node, path_, "a table");
    std::map<std::string, Item> items;
    for (const auto& [name, entry] : *entries) {
      const std::string entry_path = path_ + "." + std::string(name.str());
      record(entry_path, name.source());
      items.emplace(name.str(), read_item(entry, entry_path));
    }
    return items;
  }

  const Key& key_;
  const std::string& path_;
  Positions& positions_;
};

}  // namespace

Value read_value(const toml::node& node, const Key& key, const std::string& path, Positions& positions) {
  return Reader(key, path, positions).read(node);
}

}  // namespace kaitei::experiment
