#include "experiment/dump.hpp"

#include "catch.hpp"
#include "experiment/schema.hpp"
#include "expect.hpp"

namespace kaitei::experiment {
namespace {

void check_same(const Experiment& a, const Experiment& b) {
  for (const auto& section : sections()) {
    const bool once = section.repetition == Repetition::once;
    const std::size_t rows = once ? 1 : section.rows(a);
    if (!once) REQUIRE(section.rows(b) == rows);
    for (const auto& key : keys())
      if (key.section == section.name)
        for (std::size_t row = 0; row < rows; ++row) {
          INFO(key.full_name());
          CHECK(key.binding.fetch(a, row) == key.binding.fetch(b, row));
        }
  }
}

const std::string everything = minimal + R"(fibre_routes = "trunk-only"
unknown_single_end_feeding = "incapable"
unknown_stations = "separate"
unknown_depth = "deep"
include_planned = true
snap_tolerance_km = 0.1
[terminals]
"a.b" = ["tamsui", "a \"b\" \\ \u0007 海"]
[[capacity_prior]]
name = "old"
tbps = 0.5
fibre_pairs = 4
rfs_to = 2009
systems = ["x"]
[[capacity_prior]]
name = "mast"
of = "microwave"
tbps = 1e-3
[failure]
shallow_faults_per_1000km_year = 0.1
slope_faults_per_1000km_year = 1e-300
deep_faults_per_1000km_year = 12345678.9
[failure.probabilities]
"segment:a.b c" = 0.30000000000000004
"link:x" = 1
[[connectivity]]
name = "one"
from = "a.b"
to = "c"
quantifier = "all"
definitions = ["partner", "direct"]
partner_countries = ["Guam", "United States"]
excluded_countries = ["China"]
[[connectivity]]
name = "two"
from = "d"
to = "c"
[[joining]]
name = "one"
from = "a.b"
to = "c"
fewer_than = [3, 1]
[outcomes]
per_trial = true
importance = false
[run]
trials = 9_007_199_254_740_992
seed = 9223372036854775807
backend = "cpu"
lanes = 512
confidence_level = 0.999
[output]
file = "out/a.h5"
deflate_level = 0
)";

}  // namespace

TEST_CASE("The dump reads back as the same experiment", "[dump]") {
  const std::string text = GENERATE_COPY(minimal, everything);
  const auto experiment = parse_text(text, "/somewhere/x.toml");
  const auto again = parse_text(dump(experiment), "/elsewhere/y.toml");
  check_same(experiment, again);
  CHECK(dump(again) == dump(experiment));
}

TEST_CASE("A day is dumped as a date, and not at all where none is given", "[dump]") {
  const auto dated = parse_text(minimal + "as_of = 2023-02-01\n", "x.toml");
  CHECK_THAT(dump(dated), ContainsSubstring("\nas_of = 2023-02-01\n"));
  check_same(dated, parse_text(dump(dated), "x.toml"));
  CHECK_THAT(dump(parse_text(minimal, "x.toml")), !ContainsSubstring("as_of"));
}

TEST_CASE("The dump of a window reads back too, and shows overrides", "[dump]") {
  const std::vector<std::string> overrides = {"failure.mode=window", "failure.exposure_days=3.5"};
  const auto experiment = parse_text(minimal + "[failure]\nstation_repair_days = 3\n", "x.toml", overrides);
  const auto text = dump(experiment);
  CHECK_THAT(text, ContainsSubstring("# --set failure.mode=window\n# --set failure.exposure_days=3.5\nschema = 1\n"));
  CHECK_THAT(text, !ContainsSubstring("repair_days"));
  check_same(experiment, parse_text(text, "x.toml"));
}

}  // namespace kaitei::experiment
