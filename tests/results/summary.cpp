#include "results/summary.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "catch.hpp"
#include "results/inspect.hpp"
#include "results/text.hpp"
#include "results/write.hpp"
#include "sample_record.hpp"
#include "test_files.hpp"

using namespace kaitei;
using namespace kaitei::results;
using testing::sample_record;

TEST_CASE("numbers are rounded to their error") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(10'000'000) == "10,000,000");
  CHECK(rounded(0.119641, 0.0205) == "0.120");
  CHECK(rounded(12345.6, 120) == "12346");
  CHECK(rounded(3.689e-7, 0) == "3.69e-07");
  CHECK(rounded(1.2345e-5, 1.1e-6) == "1.23e-05");
  CHECK(rounded(std::nan(""), 1) == "unknown");
  CHECK(with_error(0.866777, 0.030587) == "0.867 ± 0.031");
  CHECK(with_error(1.2345e-5, 1.1e-6) == "(1.23 ± 0.11)e-05");
  CHECK(with_error(2, std::nan("")) == "2.00");
  CHECK(range({0.1, 0.2}) == "0.10 - 0.20");
  CHECK(range({-0.1, -0.088}) == "-0.100 to -0.088");
  CHECK(range({-0.1, 0.1}) == "-0.10 to 0.10");
  CHECK(range({9.9e-4, 1.3e-3}) == "0.00099 - 0.00130");
  CHECK(range({0, 2.7e-4}) == "0 - 2.7e-04");
}

TEST_CASE("columns align in Japanese and Chinese") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("台灣-日本") == 9);
  CHECK(display_width("±") == 1);
  CHECK(table({{"a", "b"}, {"台灣", "1"}}, {Align::left, Align::right}) == "  a     b\n  台灣  1\n");
}

TEST_CASE("a newcomer reads the answer in one screen") {
  engine::RunRecord record = sample_record();
  record.scenarios.resize(1);  // each has a table of its own
  const std::string text = summary_text(record);
  INFO(text);
  for (const char* part :
       {"taiwan-japan\n", "Does Taiwan still reach Japan?", "window: every fault of 30 days, none repaired",
        "1,003 from trial 1,024", "1.25 s (802 trials/s); 2.25 s of processors, 7 MiB of memory at most", "0.120  0.100 - 0.141", "0 events in 1,003: below 3.7e-03", "any: no path is left at all",
        "1.379 ± 0.022 of 2 systems", "P(no system left) 0.120  (0.100 - 0.141)", "1 route without public capacity is not counted",
        "2 routes of an assumed capacity ([[capacity_prior]]) are counted",
        "capacity unknown: no route has a public one", "3 routes without public capacity are not counted",
        "sample 2024-05 (CC-BY-4.0); ", "segment:asia-1-s1  0.867 ± 0.031", "1.160 ± 0.012  (exact: 1.16,", "nodes reached from japan"})
    CHECK_THAT(text, ContainsSubstring(part));
  std::istringstream lines(text);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) CHECK(display_width(line) <= 100);
  CHECK(count <= 60);
  CHECK_THAT(text, !ContainsSubstring("nan"));
}

TEST_CASE("elements are not ranked by a handful of events") {
  auto record = sample_record();
  record.tallies.disconnected[0] = 9;
  record.tallies.failed_and_disconnected[0] = {9, 4, 1, 0, 9};
  const std::string text = summary_text(record);
  CHECK_THAT(text, ContainsSubstring("too few to rank elements: taiwan-japan/any\n"));
  CHECK(summary_json(record)["connectivity"][0]["important_elements"].size() == 3);
}

TEST_CASE("an empty run has a summary") {
  CHECK_THAT(summary_text(testing::empty_record()), ContainsSubstring("Trials   0, seed 1"));
  auto record = sample_record();
  record.tallies.trials = 0;
  record.tallies.disconnected = {0, 0, 0};
  record.tallies.failed_and_disconnected.clear();
  for (auto* histograms : {&record.tallies.systems_joining, &record.tallies.capacity})
    for (auto& histogram : *histograms) std::ranges::fill(histogram, 0);
  CHECK_THAT(summary_text(record), ContainsSubstring("unknown"));
}

TEST_CASE("machines get the same numbers, and null for what is unknown") {
  const nlohmann::json json = summary_json(sample_record());
  CHECK(json["trials"] == 1003);
  CHECK(json["seed"] == 9223372036854775807u);
  CHECK(json["network"]["licence"] == "CC-BY-4.0");
  CHECK(json["connectivity"][0]["disconnected"]["events"] == 120);
  CHECK(json["connectivity"][2]["disconnected"]["upper_bound_only"] == true);
  CHECK(json["connectivity"][2]["disconnected"]["standard_error"].is_null());
  CHECK(json["connectivity"][0]["important_elements"][0]["element"] == "segment:asia-1-s1");
  CHECK(json["connectivity"][2]["important_elements"].empty());
  CHECK(json["joining"][1]["capacity_tbps"].is_null());
  CHECK(json["joining"][0]["routes_with_imputed_capacity"] == 2);
  CHECK(json["joining"][0]["fewer_than"][1]["events"] == 503);
  CHECK(nlohmann::json::parse(json.dump()) == json);
}

TEST_CASE("inspecting a file repeats what the run said, and where it comes from") {
  const testing::TemporaryFolder folder;
  const auto record = sample_record();
  write_result(record, folder / "x.h5");
  const std::string text = describe_result(folder / "x.h5", Format::text);
  CHECK(text.starts_with(summary_text(record)));
  CHECK_THAT(text, ContainsSubstring("SHA-256 of the whole file is right"));
  CHECK_THAT(text, ContainsSubstring("kaitei 0.1.0 (0123abc)"));
  const auto json = nlohmann::json::parse(describe_result(folder / "x.h5", Format::json));
  CHECK(json["provenance"]["host"] == "ホスト");
  auto without = json;
  without.erase("provenance");
  CHECK(without == summary_json(record));
  CHECK(json["used"]["trials_per_second"].get<double>() == Approx(1003 / 1.25));
}
