#include "report/settings.hpp"

#include "catch.hpp"
#include "experiment/dump.hpp"
#include "experiment/parse.hpp"

using namespace kaitei;
using report::settings;

namespace {

const std::string base = R"(
schema = 1
name = "x"
[network]
source = "data"
[failure]
mode = "window"
exposure_days = 14
[[connectivity]]
name = "a"
from = "taiwan"
to = "japan"
[[connectivity]]
name = "b"
from = "taiwan"
to = "world"
)";

report::Settings of(std::vector<std::string> lines) {
  std::string text = base;
  for (const auto& line : lines) text += line + "\n";
  return settings(experiment::dump(experiment::parse_text(text, "x.toml")));
}

}  // namespace

TEST_CASE("Each setting has its section, and rows of a table their name") {
  const auto all = of({});
  CHECK(all.at("failure.exposure_days") == "14.0");
  CHECK(all.at("connectivity a.to") == "\"japan\"");
  CHECK(all.at("connectivity b.to") == "\"world\"");
}

TEST_CASE("What changes no number is no setting") {
  CHECK(of({"[run]", "threads = 7", "backend = \"cpu\"", "[output]", "file = \"y.h5\""}) == of({}));
  CHECK(of({"[run]", "seed = 7"}) != of({}));
}
