#include "scenario/hazard_files.hpp"

#include <string>

#include "catch.hpp"
#include "errors.hpp"

using namespace kaitei;

namespace {

struct Read {
  explicit Read(const std::string& name) {
    if (name == "broken") throw DataError("broken");
    ++count;
  }
  static inline int count = 0;
};

}  // namespace

TEST_CASE("A file is read again only after another") {
  scenario::LastRead<Read, std::string> file;
  const auto a = file("a");
  CHECK(file("a") == a);
  CHECK(Read::count == 1);
  CHECK(file("b") != a);
  CHECK(Read::count == 2);
  CHECK_THROWS_AS(file("broken"), DataError);
  CHECK(file("b") != nullptr);
  CHECK(Read::count == 3);
}

TEST_CASE("A scenario that names no file has none") {
  scenario::HazardFiles files;
  const experiment::Scenario scenario;
  CHECK(files.centres(scenario) == nullptr);
  CHECK(files.heights(scenario) == nullptr);
  CHECK(files.land(scenario) == nullptr);
}
