#include "report/words.hpp"

#include <array>

#include "errors.hpp"

namespace kaitei::report {
namespace {

constexpr std::size_t languages = 3;
constexpr std::array<std::string_view, languages> codes{"en", "zh", "ja"}, tags{"en", "zh-Hant-TW", "ja"};

constexpr std::array<std::string_view, languages> words[] = {
#define KAITEI_WORD(key, english, chinese, japanese) {english, chinese, japanese},
#include "report/words.inc"
#undef KAITEI_WORD
};

}  // namespace

std::string_view word(Language language, Word which) {
  return words[static_cast<std::size_t>(which)][static_cast<std::size_t>(language)];
}

Language language_of(std::string_view code) {
  for (std::size_t i = 0; i < languages; ++i)
    if (code == codes[i]) return static_cast<Language>(i);
  throw UsageError(fmt::format("there is no report in language \"{}\" (its words are not translated); use en, zh or ja", code));
}

std::string_view language_tag(Language language) { return tags[static_cast<std::size_t>(language)]; }

}  // namespace kaitei::report
