#include "geo/row.hpp"

#include <array>

#include "catch.hpp"
#include "errors.hpp"

using namespace kaitei;
using namespace kaitei::geo;
using kaitei::network::LinkKind;

namespace {

Row row(const std::string& column, const std::string& value) {
  Row row;
  row.file = "systems.csv";
  row.layer = "systems";
  row.number = 3;
  row.values[column] = value;
  return row;
}

constexpr std::array words{LinkKind::backhaul, LinkKind::satellite};

}  // namespace

TEST_CASE("Numbers are read whole or refused") {
  CHECK(row("n", "12.5").number_of("n") == 12.5);
  CHECK(row("n", "-3e2").number_of("n") == -300);
  CHECK_FALSE(row("n", "").number_of("n"));
  CHECK_FALSE(row("n", "1").number_of("other"));
  for (const char* wrong : {"12.5 km", "12,5", "abc", "nan", "inf", "1e999", "0x10", "--1"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(row("n", wrong).number_of("n"), DataError);
  }
  CHECK_THROWS_AS(row("n", "-1").not_negative("n"), DataError);
  CHECK(row("n", "0").not_negative("n") == 0);
  CHECK(row("n", "6").positive_count("n") == 6);
  for (const char* wrong : {"0", "-2", "6.5", "six", "99999999999"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(row("n", wrong).positive_count("n"), DataError);
  }
}

TEST_CASE("Flags and lists") {
  CHECK(row("f", "1").flag("f") == true);
  CHECK(row("f", "False").flag("f") == false);
  CHECK_FALSE(row("f", "").flag("f"));
  CHECK_THROWS_AS(row("f", "yes").flag("f"), DataError);
  CHECK(row("l", "KDDI; NTT ;;Chunghwa Telecom").list("l") ==
        std::vector<std::string>{"KDDI", "NTT", "Chunghwa Telecom"});
  CHECK(row("l", " ; ").list("l").empty());
  CHECK(row("l", "").list("l").empty());
}

TEST_CASE("Words are those the network prints") {
  CHECK(row("kind", "satellite").word("kind", words, std::optional<LinkKind>()) == LinkKind::satellite);
  CHECK(row("kind", "").word("kind", words, std::optional(LinkKind::backhaul)) == LinkKind::backhaul);
  CHECK_THROWS_WITH(row("kind", "laser").word("kind", words, std::optional(LinkKind::backhaul)),
                    "systems.csv: layer systems, row 3: kind is \"laser\" (the word is not known); "
                    "use one of backhaul, satellite");
  CHECK_THROWS_WITH(row("kind", "").word("kind", words, std::optional<LinkKind>()), ContainsSubstring("no kind"));
}

TEST_CASE("Messages name the row by its id where it has one") {
  CHECK_THROWS_WITH(row("id", "apg").required_text("system"), ContainsSubstring("layer systems, apg: no system"));
  CHECK_THROWS_WITH(row("n", "").id(), ContainsSubstring("row 3: no id"));
}

TEST_CASE("A shapefile's names end after ten characters") {
  Row short_row = row("single_end", "1");
  CHECK_FALSE(short_row.flag("single_end_capable"));
  short_row.short_names = true;
  CHECK(short_row.flag("single_end_capable") == true);
}
