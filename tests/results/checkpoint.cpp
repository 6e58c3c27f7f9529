// Saving, finding again, and telling damage.
#include "results/checkpoint.hpp"

#include "catch.hpp"
#include "errors.hpp"
#include "sample_record.hpp"
#include "test_files.hpp"

using namespace kaitei;
using namespace kaitei::results;

namespace {

struct SavedSample {
  testing::TemporaryFolder folder;
  std::filesystem::path output = folder / "run.h5", newest = output.string() + ".checkpoint",
                        older = output.string() + ".checkpoint.old";
  Checkpoint checkpoint{output};
  engine::RunRecord record = testing::sample_record();
  std::vector<std::string> warnings;

  SavedSample() { record.provenance.experiment_sha256 = "the experiment"; }
  void save(double wall_seconds) {  // a mark to know them by
    record.provenance.wall_seconds = wall_seconds;
    checkpoint.save(record);
  }
  auto standing() { return checkpoint.standing("the experiment", record.provenance.planned); }
  auto load() {
    return checkpoint.load("the experiment", record.provenance.planned,
                           [&](const std::string& what) { warnings.push_back(what); });
  }
};

}  // namespace

TEST_CASE("The newest checkpoint is found, and the one before it kept") {
  SavedSample saved;
  CHECK_FALSE(saved.load());
  saved.save(200);
  saved.save(201);
  saved.save(202);
  CHECK(saved.load()->record.provenance.wall_seconds == 202);
  CHECK(saved.load()->record.disconnected_bits[1][0] == saved.record.disconnected_bits[1][0]);
  std::filesystem::remove(saved.newest);
  CHECK(saved.load()->record.provenance.wall_seconds == 201);
  CHECK(saved.warnings.empty());
  CHECK(saved.standing() == saved.older);
  saved.checkpoint.remove();
  CHECK_FALSE(saved.load());
  CHECK_FALSE(saved.standing());
}

TEST_CASE("Any flipped bit and any cut is noticed, and the older one taken") {
  SavedSample saved;
  saved.save(200);
  saved.save(201);
  const auto whole = testing::bytes_of(saved.newest);
  for (std::size_t at = 0; at < whole.size(); at += 1 + at % 4099) {
    auto damaged = whole;
    damaged[at] = static_cast<unsigned char>(damaged[at] ^ (1 << at % 8));
    testing::put_bytes(saved.newest, damaged);
    CAPTURE(at);
    CHECK(saved.load()->record.provenance.wall_seconds == 200);
    damaged.assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(at));
    testing::put_bytes(saved.newest, damaged);
    CHECK(saved.load()->record.provenance.wall_seconds == 200);
  }
  CHECK_FALSE(saved.warnings.empty());
  CHECK(saved.load()->file == saved.older);
  CHECK(saved.standing() == saved.older);
  testing::put_bytes(saved.older, {});
  CHECK_FALSE(saved.standing());
  CHECK_THROWS_AS(saved.load(), DataError);
}

TEST_CASE("A checkpoint of another experiment or of other trials is refused") {
  SavedSample saved;
  saved.save(200);
  const auto ignore = [](const std::string&) {};
  CHECK_THROWS_AS(saved.checkpoint.load("another", saved.record.provenance.planned, ignore), UsageError);
  CHECK_THROWS_AS(saved.checkpoint.load("the experiment", {0, 5}, ignore), UsageError);
}
