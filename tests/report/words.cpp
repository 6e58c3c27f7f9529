#include "report/words.hpp"

#include <regex>
#include <set>

#include "catch.hpp"
#include "errors.hpp"

using namespace kaitei;
using namespace kaitei::report;

namespace {

constexpr Word every_word[] = {
#define KAITEI_WORD(key, english, chinese, japanese) Word::key,
#include "report/words.inc"
#undef KAITEI_WORD
};

// The places for arguments, in any order, and how they are formatted.
std::multiset<std::string> places(std::string_view text) {
  static const std::regex place(R"(\{\d?(:[^}]*)?\})");
  std::multiset<std::string> found;
  const std::string copy(text);
  for (std::sregex_iterator i(copy.begin(), copy.end(), place), end; i != end; ++i) found.insert((*i)[1]);
  return found;
}

}  // namespace

TEST_CASE("Every word is there in every language, with the same places for arguments") {
  for (const Word which : every_word) {
    const std::string_view english = word(Language::english, which);
    CAPTURE(english);
    CHECK_FALSE(english.empty());
    for (const Language language : {Language::chinese, Language::japanese}) {
      CHECK_FALSE(word(language, which).empty());
      CHECK(places(word(language, which)) == places(english));
    }
  }
}

TEST_CASE("Languages go by their codes") {
  CHECK(language_of("ja") == Language::japanese);
  CHECK(language_tag(language_of("zh")) == "zh-Hant-TW");
  CHECK_THROWS_AS(language_of("de"), UsageError);
}
