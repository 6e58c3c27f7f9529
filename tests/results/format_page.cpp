// docs/results-format.md names every table of a file, with its axes.
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "results/names.hpp"
#include "results/write.hpp"
#include "sample_record.hpp"

using namespace kaitei::results;

TEST_CASE("the page on the format names every table and attribute of a file") {
  std::ostringstream text;
  text << std::ifstream(KAITEI_SOURCE_DIR "/docs/results-format.md").rdbuf();
  const std::string page = text.str();
  REQUIRE_THAT(page, ContainsSubstring("format version " + std::string(format_version)));
  const hdf5::Bytes image = result_image(kaitei::testing::sample_record());
  const hdf5::OpenFile file(image);
  for (const std::string& path : file.datasets()) {
    std::string row = path.substr(path.rfind('/') + 1);
    if (row.starts_with("matched_")) row.erase(0, 8);  // the page describes those together
    row.insert(0, "\n| `").append(row.ends_with("radius_km") ? "`, or any key swept |" : "` |");
    CHECK_THAT(page, ContainsSubstring(row));
  }
  for (const char* folder : {"/", "/provenance", "/network", "/per_trial"})
    for (const std::string& name : file.attributes(folder)) CHECK_THAT(page, ContainsSubstring("`" + name + "`"));
}
