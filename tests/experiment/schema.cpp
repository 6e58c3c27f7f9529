#include "experiment/schema.hpp"

#include <algorithm>
#include <set>

#include "catch.hpp"
#include "experiment/parse.hpp"
#include "expect.hpp"

namespace kaitei::experiment {

TEST_CASE("Every key is documented, once, within a known section", "[schema]") {
  std::set<std::string> names;
  for (const auto& key : keys()) {
    INFO(key.full_name());
    CHECK(names.insert(key.full_name()).second);
    CHECK(std::ranges::any_of(sections(), [&](const auto& section) { return section.name == key.section; }));
    CHECK(key.meaning.ends_with('.'));
    CHECK(key.meaning.find('|') == std::string_view::npos);  // it stands in a Markdown table
    const bool words = key.type == Type::word || key.type == Type::word_list;
    CHECK(words == !key.words.empty());
    CHECK((!key.only_in || key.standard));
  }
}

// An experiment with a row in every [[table]].
Experiment with_rows() {
  Experiment experiment;
  for (const auto& section : sections())
    if (section.repetition == Repetition::rows) section.set_rows(experiment, 1);
  return experiment;
}

TEST_CASE("Defaults of the schema and of the struct do not differ", "[schema]") {
  const Experiment plain = with_rows();
  for (const auto& key : keys()) {
    // The struct's rates are zero on purpose: the sourced ones stand in the schema alone.
    const bool rate = key.section == "rates" ||
                      (key.section == "failure" && key.name != "mode" && key.name != "exposure_days");
    // Lists that the struct leaves empty.
    const bool list = (key.section == "connectivity" && key.name == "definitions") ||
                      (key.section == "joining" && key.name == "fewer_than");
    if (!key.standard || rate || list) continue;
    INFO(key.full_name());
    CHECK(key.binding.fetch(plain, 0) == *key.standard);
  }
}

TEST_CASE("Each word stands for its own enumerator", "[schema]") {
  for (const auto& key : keys()) {
    if (key.type != Type::word) continue;
    for (const auto word : key.words) {
      Experiment experiment = with_rows();
      key.binding.store(experiment, 0, std::string(word));
      CHECK(std::get<std::string>(key.binding.fetch(experiment, 0)) == word);
    }
  }
  const auto parsed = [](const std::string& line) { return parse_text(minimal, "x", std::vector<std::string>{line}); };
  CHECK(parsed("run.lanes=512").run.lanes == Lanes::lanes_512);
  CHECK(parsed("run.backend=cuda").run.backend == Backend::cuda);
  CHECK(parsed("network.unknown_depth=deep").network.unknown_depth == DepthClass::deep);
  CHECK(parsed("network.unknown_single_end_feeding=incapable").network.unknown_single_end_feeding ==
        SingleEndFeeding::incapable);
  CHECK(parsed("network.unknown_stations=separate").network.unknown_stations == network::UnknownStations::separate);
}

TEST_CASE("The default rates average to the ICPC's", "[schema]") {
  const auto failure = parse_text(minimal, "x").failure;
  // The world's cable by depth: geodata/hazards/fault_evidence.csv.
  const double mean = 0.19 * failure.shallow_faults_per_1000km_year + 0.093 * failure.slope_faults_per_1000km_year +
                      0.717 * failure.deep_faults_per_1000km_year;
  CHECK(mean > 0.09);
  CHECK(mean < 0.12);
}

TEST_CASE("Names are fit for files", "[schema]") {
  CHECK(matches(TextRule::name, "taiwan-japan_2.b"));
  CHECK_FALSE(matches(TextRule::name, ""));
  CHECK_FALSE(matches(TextRule::name, "-a"));
  CHECK_FALSE(matches(TextRule::name, "a/b"));
}

}  // namespace kaitei::experiment
