#include "results/equal.hpp"

#include "catch.hpp"
#include "results/write.hpp"
#include "sample_record.hpp"

using namespace kaitei;
using namespace kaitei::results;
using Names = std::vector<std::string>;

TEST_CASE("runs are equal whatever their provenance") {
  auto record = testing::sample_record();
  const hdf5::Bytes a = result_image(record);
  record.provenance.host = "elsewhere";
  record.provenance.end_time = "later";
  record.provenance.inputs.clear();
  record.experiment.question = "worded differently";
  record.experiment.output.deflate_level = 0;
  CHECK(differences(a, result_image(record)) == Names{});
}

TEST_CASE("what differs is named") {
  auto record = testing::sample_record();
  const hdf5::Bytes a = result_image(record);
  record.tallies.disconnected[0] += 1;  // the estimates differ too, and are not named
  record.tallies.failed_and_disconnected[0][4] += 1;
  record.experiment.run.seed = 2;
  record.network.nodes[0].name_local = "頭城鎮";
  record.disconnected_bits.clear();
  CHECK(differences(a, result_image(record)) ==
        Names{"/@seed", "/disconnected_count", "/failed_and_disconnected_count", "/network/node_name_local", "/per_trial/byte",
              "/per_trial/connectivity", "/per_trial/disconnected_bits"});
}
