// Percolation curves in result files: what is written is read back, and parts add up exactly.
#include "results/percolation.hpp"

#include <filesystem>

#include "catch.hpp"
#include "experiment/dump.hpp"
#include "results/equal.hpp"
#include "results/merge.hpp"
#include "results/read.hpp"
#include "results/write.hpp"
#include "test_files.hpp"

namespace kaitei::results {
namespace {

// Curves of 3 and 2 points. Their sums need more than 64 bits.
engine::RunRecord record_of(TrialRange range, std::uint64_t seed = 1) {
  engine::RunRecord record;
  auto& experiment = record.experiment;
  experiment.name = "curves";
  experiment.run.seed = seed;
  for (const auto& [name, points] : {std::pair{"long", 3u}, std::pair{"short", 2u}})
    experiment.outcomes.percolation.push_back({.name = name, .size = 4, .sweeps = 10, .points = points});
  for (std::uint64_t first = 0; const auto& row : experiment.outcomes.percolation) {
    engine::PercolationCurve curve{row, 16, 32, 2, std::vector<double>(row.points, 0.5), {}};
    curve.tally.points.resize(row.points);
    for (std::uint64_t s = std::max(first, range.first); s < std::min(first + 10, range.first + range.count); ++s) {
      std::vector<percolation::PointValues> sweep(row.points);
      for (std::size_t p = 0; p < sweep.size(); ++p)
        for (std::size_t o = 0; o < sweep[p].size(); ++o) sweep[p][o] = (std::uint64_t{1} << 62) + 100 * s + 10 * p + o;
      curve.tally.add(sweep);
    }
    record.tallies.trials += curve.tally.sweeps;
    record.curves.push_back(std::move(curve));
    first += 10;
  }
  record.provenance.planned = range;
  record.provenance.experiment_sha256 = "the experiment";
  record.provenance.resolved_experiment = experiment::dump(experiment);
  return record;
}

}  // namespace

TEST_CASE("Percolation curves are read back as they were written") {
  const testing::TemporaryFolder folder;
  const engine::RunRecord written = record_of({0, 20});
  REQUIRE(written.curves[0].tally.points[0][0].sum > Uint128{1} << 64);
  write_result(written, folder / "x.h5");
  const engine::RunRecord read = read_result(folder / "x.h5");
  REQUIRE(read.curves.size() == 2);
  for (std::size_t c = 0; c < 2; ++c) {
    CHECK(read.curves[c].tally == written.curves[c].tally);
    CHECK(read.curves[c].probabilities == written.curves[c].probabilities);
    CHECK(read.curves[c].nodes == 16);
    CHECK(read.curves[c].edges == 32);
    CHECK(read.curves[c].axes == 2);
  }
  CHECK(read.tallies.trials == 20);
  CHECK(differences(result_image(written), result_image(read)).empty());
}

TEST_CASE("Parts of the sweeps add up to all of them, whatever their order") {
  const testing::TemporaryFolder folder;
  std::vector<std::filesystem::path> parts;
  for (const TrialRange range : {TrialRange{14, 6}, TrialRange{0, 7}, TrialRange{7, 7}}) {
    parts.push_back(folder / std::to_string(range.first));
    write_result(record_of(range), parts.back());
  }
  const Merged merged = merge(parts, Coverage::whole);
  CHECK(differences(result_image(merged.record), result_image(record_of({0, 20}))).empty());
  REQUIRE(merged.record.provenance.parts.size() == 3);
  CHECK(merged.record.provenance.parts[2].first_trial == 14);
  CHECK_THROWS_WITH(merge(std::span(parts).subspan(0, 2), Coverage::whole), ContainsSubstring("sweeps 7 to 13 are missing"));
  write_result(record_of({14, 6}, 2), parts[0]);
  CHECK_THROWS_WITH(merge(parts, Coverage::whole), ContainsSubstring("seed"));
}

}  // namespace kaitei::results
