#include "results/read.hpp"
#include "results/scenario_summary.hpp"
#include "results/write.hpp"

#include "catch.hpp"
#include "sample_record.hpp"
#include "test_files.hpp"

using namespace kaitei;
using namespace kaitei::results;
using testing::sample_record;

TEST_CASE("a scenario's answers come back from the file") {
  const testing::TemporaryFolder folder;
  const engine::RunRecord written = sample_record();
  write_result(written, folder / "x.h5");
  const engine::RunRecord read = read_result(folder / "x.h5");
  CHECK(scenarios_json(read) == scenarios_json(written));
  CHECK(scenarios_text(read) == scenarios_text(written));
  const engine::NMinusKRecord& a = std::get<engine::NMinusKRecord>(written.scenarios[0].answer);
  const engine::NMinusKRecord& b = std::get<engine::NMinusKRecord>(read.scenarios[0].answer);
  for (std::size_t q = 0; q < a.answers.size(); ++q) {
    CHECK(b.answers[q].counts.lost_with == a.answers[q].counts.lost_with);
    CHECK(b.answers[q].counts.minimal_with == a.answers[q].counts.minimal_with);
    CHECK(b.losses[q].loss.kind == a.losses[q].loss.kind);
    CHECK(b.losses[q].loss.outcome == a.losses[q].loss.outcome);
  }
}

TEST_CASE("attacks say what is exact, what is sampled, and where a proof was given up") {
  const engine::RunRecord record = sample_record();
  const auto json = scenarios_json(record);
  const auto& sequence = json[2];
  CHECK(sequence["sequences"][0]["robustness"] == 0.5);
  CHECK(sequence["sequences"][0]["removed"] == std::vector<std::string>{"cable:asia-1", "cable:bare"});
  CHECK(sequence["sequences"][1]["disconnected_after"]["台灣-日本/partner"].is_null());
  CHECK(sequence["random"]["robustness"]["mean"] == 0.625);
  const auto& attacker = json[3]["questions"];
  CHECK(attacker[0]["within_budget"] == true);
  CHECK(attacker[1]["within_budget"].is_null());
  CHECK(attacker[2]["within_budget"] == false);
  CHECK(attacker[2]["cheapest"].is_null());
  CHECK(attacker[1]["landing_points_cost"] == 3);
  CHECK(attacker[0]["random_of_same_size"]["events"] == 110);
  const std::string text = scenarios_text(record);
  CHECK(text.find("1.5 to 3.75") != std::string::npos);
  CHECK(text.find("2 random orders") != std::string::npos);
}

TEST_CASE("shares are of the sets, and a gap is stated") {
  engine::RunRecord record = sample_record();
  const auto json = scenarios_json(record);
  CHECK(json[0]["questions"][0]["lost_share"][2].get<double>() == Approx(1.0 / 3));
  CHECK(json[0]["questions"][0]["smallest_cut"]["proven"] == true);
  CHECK(json[0]["questions"][1]["smallest_cut"]["size"].is_null());
  CHECK(json[0]["enumerated"]["systems_joining"]["taiwan-japan"] == std::vector<std::uint64_t>{1, 1, 1});
  CHECK(json[0]["exact"] == true);
  std::get<engine::NMinusKRecord>(record.scenarios[0].answer).answers[0].smallest.lower_bound = 1;
  CHECK(scenarios_json(record)[0]["questions"][0]["smallest_cut"]["proven"] == false);
  CHECK(scenarios_text(record).find("1 to 2") != std::string::npos);
}
