// The report's own words in each of its languages; what comes from the data stays as it is there.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace kaitei::report {

enum class Language { english, chinese, japanese };

enum class Word {
#define KAITEI_WORD(key, english, chinese, japanese) key,
#include "report/words.inc"
#undef KAITEI_WORD
};

std::string_view word(Language, Word);

// "en", "zh" (written in traditional characters) or "ja". Throws UsageError for any other.
Language language_of(std::string_view code);
// The page's lang attribute: "en", "zh-Hant-TW", "ja".
std::string_view language_tag(Language);

// Says words of one language, with what stands for their {}.
class Speaker {
 public:
  explicit Speaker(Language language) : language_(language) {}
  Language language() const { return language_; }
  template <class... Arguments>
  std::string operator()(Word which, const Arguments&... arguments) const {
    return fmt::format(fmt::runtime(word(language_, which)), arguments...);
  }

 private:
  Language language_;
};

}  // namespace kaitei::report
