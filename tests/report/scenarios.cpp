#include <algorithm>

#include "catch.hpp"
#include "report/anonymise_record.hpp"
#include "report/report.hpp"
#include "results/write.hpp"
#include "sample_record.hpp"
#include "test_files.hpp"

using namespace kaitei;
using namespace kaitei::report;
using engine::AttackerRecord;
using engine::AttackSequenceRecord;

namespace {

// Two rows of two centres: the northern cells have 0.2 of the area each, the southern 0.3.
engine::RunRecord with_discs() {
  auto record = testing::sample_record();
  engine::WorstDiscRecord discs;
  discs.radius_km = {60};
  discs.latitude = {24, 25};
  discs.longitude = {121, 122};
  discs.cell_share = {0.3, 0.2};
  discs.reach_km = 78;
  discs.points = {{{{1, 0, 0, 1}, {0, 1, 500, 2}, {0, 0, 0, 0}, {0, 0, 0, 3}},
                   {2, 1, 500, 3}, {123.4375, 23.6875}, {2, 2, 1500, 4}, {3, 2, 1500, 5}}};
  record.scenarios.push_back({"strait", experiment::ScenarioKind::worst_disc, discs});
  return record;
}

template <class Answer>
Answer& answer(engine::RunRecord& record, std::size_t scenario) {
  return std::get<Answer>(record.scenarios.at(scenario).answer);
}

std::string written(const engine::RunRecord& record, Format format, std::optional<std::uint64_t> anonymise_with = {}) {
  testing::TemporaryFolder folder;
  results::write_result(record, folder / "run.h5");
  return report::report({folder / "run.h5"}, {format, Language::english, anonymise_with});
}

void check_rows(const std::string& text, std::initializer_list<const char*> rows) {
  for (const char* row : rows) {
    CAPTURE(row);
    CHECK(text.find(row) != text.npos);
  }
}

}  // namespace

TEST_CASE("What discs take stands with its mean by area, its bound and the worst disc found") {
  const auto record = with_discs();
  check_rows(written(record, Format::markdown), {"| 60 | Outcomes lost | 0.3 | 2 | 3 |", "| 60 | Systems lost | 0.3 | 2 | 2 |",
                                                 "| 60 | Tbit/s lost | 0.15 | 1.5 | 1.5 |", "| 60 | Elements lost | 1.5 | 4 | 5 |",
                                                 "| 60 | 23.6875 | 123.438 | 2 | 1 | 0.5 | 3 |"});
  CHECK(written(record, Format::html).find("23.6875") != std::string::npos);
}

TEST_CASE("Where the worst disc lies is not in an anonymised report") {
  for (const Format format : {Format::html, Format::markdown}) {
    const std::string text = written(with_discs(), format, 1);
    CHECK(text.find("The worst disc found") != text.npos);
    for (const char* secret : {"23.6875", "123.438", "123.4375", "strait", "Latitude"}) {
      CAPTURE(secret);
      CHECK(text.find(secret) == text.npos);
    }
  }
}

// R by hand: of 4 nodes (2 + 2) / 2 and (4 + 2) / 2 in the largest component; the random orders' 0.5 and 0.75 have the
// mean 0.625 with the standard error 0.125.
TEST_CASE("Orders of removal stand with R, beside the random orders and their interval") {
  check_rows(written(testing::sample_record(), Format::markdown),
             {"| degree | 0.5000 |  | 1 | 1 | 1 | never | Asia One 亞洲一號; bare |", "| degree, recomputed | 0.7500 |  | 2 | 2 | 1 | never | bare; Asia One 亞洲一號 |",
              "| 2 random orders | 0.62 ± 0.12 | 0.38 – 0.87 |  | 1 | 1 | never |  |"});
}

TEST_CASE("An order that never halves the largest component says so") {
  auto record = testing::sample_record();
  auto& found = answer<AttackSequenceRecord>(record, 2).sequences.at(0);
  found.largest = {4, 3, 3};
  check_rows(written(record, Format::markdown), {"| degree | 0.7500 |  | never | 1 | 1 | never |"});
}

// The Clopper-Pearson intervals are SciPy's: binomtest(90, 200).proportion_ci() = 0.380 - 0.522, of 110: 0.478 - 0.620.
TEST_CASE("What a loss costs is proven, has its gap, or is never; chance has its interval") {
  check_rows(written(testing::sample_record(), Format::markdown),
             {"| taiwan-japan/any | 1.5 | 1 | yes | 3.75 | never | Asia One 亞洲一號 |",
              "| taiwan-japan/direct | 1.5 to 3.75 | 2 | unknown | 3.75 | 3 | Asia One 亞洲一號; bare |", "| dark/fewer than 3 systems | never |  | no | never | never |  |",
              "| taiwan-japan/any | 0.450 | 0.38 – 0.52 | 0.550 | 0.48 – 0.62 |"});
}

TEST_CASE("The units and losses of attacks are those of the anonymised network") {
  auto record = with_discs();
  for (auto* units : {&answer<AttackSequenceRecord>(record, 2).units, &answer<AttackerRecord>(record, 3).units})
    units->insert(units->end(), {"station:toucheng", "segment:asia-1-s2", "feed:asia-1-p1:a", "link:toucheng-taipei", "group:本州"});
  report::anonymise(record, 3);
  const auto& net = record.network;
  const auto& elements = record.graph.elements;
  const std::vector<std::string> expected{"cable:" + net.systems[net.segments[elements[0].index].system.index()].id, "", elements[2].id,
                                          elements[1].id, elements[3].id, elements[4].id, "group:group-1"};
  for (const auto* units : {&answer<AttackSequenceRecord>(record, 2).units, &answer<AttackerRecord>(record, 3).units}) {
    REQUIRE(units->size() == expected.size());
    for (std::size_t u = 0; u < expected.size(); ++u)
      if (u != 1) CHECK((*units)[u] == expected[u]);
    CHECK(std::ranges::any_of(net.systems, [&](const network::System& s) { return "cable:" + s.id == (*units)[1]; }));
    CHECK((*units)[1] != (*units)[0]);
  }
  CHECK(answer<AttackerRecord>(record, 3).losses[0].name == record.connectivity[0].name);
  CHECK(answer<AttackerRecord>(record, 3).losses[2].name == record.joining[1].name + "/fewer than 3 systems");
  CHECK(answer<engine::WorstDiscRecord>(record, record.scenarios.size() - 1).points[0].place.latitude == 0);
}
