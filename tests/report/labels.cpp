#include "report/labels.hpp"

#include <algorithm>

#include "catch.hpp"
#include "experiment/schema.hpp"
#include "experiment/words.hpp"

using namespace kaitei;
using namespace kaitei::report;

TEST_CASE("Every key that a sweep may name has words in every language") {
  const auto swept = [](const experiment::Key& key) {
    const bool number = key.type == experiment::Type::number || key.type == experiment::Type::integer;
    return key.section == "scenario" && number && std::ranges::any_of(key.only_of, [](experiment::ScenarioKind kind) {
      return experiment::is_sampled(kind) || kind == experiment::ScenarioKind::worst_disc;
    });
  };
  for (const experiment::Key& key : experiment::keys()) {
    if (!swept(key)) continue;
    const std::string name(key.name);
    for (const Language language : {Language::english, Language::chinese, Language::japanese}) {
      INFO(name << " needs a word swept_" << name << " in src/report/words_labels.inc and a place in labels.cpp");
      CHECK(swept_key(Speaker(language), name) != name);
    }
  }
}

TEST_CASE("Kinds of scenarios are called as experiments call them in English, and translated elsewhere") {
  for (std::size_t i = 0; i < experiment::scenario_kinds().size(); ++i) {
    const auto kind = static_cast<experiment::ScenarioKind>(i);
    CHECK(scenario_kind(Speaker(Language::english), kind) == experiment::word(kind));
    for (const Language language : {Language::chinese, Language::japanese})
      CHECK(scenario_kind(Speaker(language), kind) != experiment::word(kind));
  }
}

TEST_CASE("Outcomes keep the experiment's name and translate the definition") {
  const Speaker english(Language::english), chinese(Language::chinese), japanese(Language::japanese);
  CHECK(outcome(english, "a/b/direct") == "a/b/direct");
  CHECK(outcome(chinese, "a/b/direct") == "a/b/直接");
  CHECK(outcome(japanese, "direct/any") == "direct/任意の経路");
  CHECK(outcome(japanese, "any") == "any");
  CHECK(outcome(chinese, "a/other") == "a/other");
  CHECK(fewer_systems(english, "a", 1) == "a/no system left");
  CHECK(fewer_systems(english, "a", 5) == "a/fewer than 5 systems");
}

TEST_CASE("Orders of attack are translated, those taken anew after every removal too") {
  const Speaker english(Language::english), japanese(Language::japanese);
  for (const std::string_view order : experiment::attack_orders()) {
    const std::string name(order);
    CHECK(attack_order(english, name + ", recomputed") == name + ", recomputed");
    CHECK(attack_order(japanese, name) != name);
    CHECK(attack_order(japanese, name + ", recomputed").find(attack_order(japanese, name)) == 0);
  }
}
