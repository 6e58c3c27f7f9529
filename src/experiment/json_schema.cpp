#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "experiment/reference.hpp"
#include "experiment/schema.hpp"

namespace kaitei::experiment {
namespace {

using Json = nlohmann::ordered_json;

bool digits(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

Json words_json(const Key& key) {
  Json words = Json::array();
  for (const auto word : key.words) words.push_back(digits(word) ? Json(std::stoi(std::string(word))) : Json(word));
  return words;
}

Json text_json(const Key& key) {
  Json text = {{"type", "string"}};
  if (key.limits.text == TextRule::name) text["pattern"] = name_pattern;
  if (key.limits.text == TextRule::not_empty) text["minLength"] = 1;
  return text;
}

Json number_json(const Key& key, std::string_view type) {
  const auto& limits = key.limits;
  const auto bound = [](double value) {
    return std::trunc(value) == value ? Json(static_cast<std::int64_t>(value)) : Json(value);
  };
  Json number = {{"type", type}};
  if (std::isfinite(limits.min)) number[limits.above_min ? "exclusiveMinimum" : "minimum"] = bound(limits.min);
  if (std::isfinite(limits.max)) number[limits.below_max ? "exclusiveMaximum" : "maximum"] = bound(limits.max);
  return number;
}

Json list_json(const Key& key, Json items) {
  Json list = {{"type", "array"}, {"items", std::move(items)}, {"uniqueItems", true}};
  if (key.limits.min_items > 0) list["minItems"] = key.limits.min_items;
  return list;
}

Json type_json(const Key& key) {
  switch (key.type) {
    case Type::text: return text_json(key);
    case Type::word: return {{"enum", words_json(key)}};
    case Type::boolean: return {{"type", "boolean"}};
    case Type::integer: return number_json(key, "integer");
    case Type::number: return number_json(key, "number");
    case Type::date: return {{"type", "string"}, {"format", "date"}};
    case Type::text_list: return list_json(key, text_json(key));
    case Type::word_list: return list_json(key, {{"enum", words_json(key)}});
    case Type::integer_list: return list_json(key, number_json(key, "integer"));
    case Type::number_table: return {{"type", "object"}, {"additionalProperties", number_json(key, "number")}};
    case Type::number_list_table:
      return {{"type", "object"}, {"additionalProperties", list_json(key, number_json(key, "number"))}};
    case Type::text_list_table:
      return {{"type", "object"}, {"additionalProperties", list_json(key, text_json(key))}};
  }
  return {};
}

Json key_json(const Key& key) {
  Json json = type_json(key);
  json["description"] = key.meaning;
  if (key.standard && key.type != Type::date) std::visit([&](const auto& value) { json["default"] = value; }, *key.standard);
  return json;
}

Json section_json(const Section& section) {
  Json properties = Json::object(), required = Json::array();
  for (const auto& key : keys()) {
    if (key.section != section.name) continue;
    if (key.name.empty()) return key_json(key);
    properties[std::string(key.name)] = key_json(key);
    if (!key.standard && key.only_of.empty()) required.push_back(key.name);
  }
  Json json = {{"type", "object"}, {"description", section.meaning}, {"properties", properties}};
  if (!required.empty()) json["required"] = required;
  json["additionalProperties"] = false;
  return json;
}

}  // namespace

std::string json_schema() {
  Json root = {{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", "kaitei experiment"}};
  for (const auto& section : sections()) {
    Json json = section_json(section);
    if (section.name.empty()) {
      root.update(json);
      continue;
    }
    // An experiment is of one of the two kinds.
    if (section.name == "network" || section.name == "percolation")
      root["oneOf"].push_back({{"required", Json::array({section.name})}});
    if (section.repetition == Repetition::rows) json = {{"type", "array"}, {"items", json}};
    root["properties"][std::string(section.name)] = json;
  }
  return root.dump(2) + "\n";
}

}  // namespace kaitei::experiment
