#include "results/equal.hpp"

#include "catch.hpp"
#include "results/write.hpp"
#include "sample_record.hpp"
#include "test_files.hpp"

using namespace kaitei;
using namespace kaitei::results;
using Names = std::vector<std::string>;

TEST_CASE("runs are equal whatever their provenance") {
  const testing::TemporaryFolder folder;
  auto record = testing::sample_record();
  write_result(record, folder / "a.h5");
  record.provenance.host = "elsewhere";
  record.provenance.end_time = "later";
  record.provenance.inputs.clear();
  record.experiment.question = "worded differently";
  record.experiment.output.deflate_level = 0;
  write_result(record, folder / "b.h5");
  CHECK(differences(folder / "a.h5", folder / "b.h5") == Names{});
  CHECK(equal_results(folder / "a.h5", folder / "b.h5"));
}

TEST_CASE("what differs is named") {
  const testing::TemporaryFolder folder;
  auto record = testing::sample_record();
  write_result(record, folder / "a.h5");
  record.tallies.disconnected[0] += 1;  // the estimates differ too, and are not named
  record.tallies.failed_and_disconnected[0][4] += 1;
  record.experiment.run.seed = 2;
  record.network.nodes[0].name_local = "頭城鎮";
  record.disconnected_bits.clear();
  write_result(record, folder / "b.h5");
  CHECK(differences(folder / "a.h5", folder / "b.h5") ==
        Names{"/@seed", "/disconnected_count", "/failed_and_disconnected_count", "/network/node_name_local", "/per_trial/byte",
              "/per_trial/connectivity", "/per_trial/disconnected_bits"});
}
