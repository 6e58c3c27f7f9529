// Where in the experiment file, or in which --set, each value stands.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace kaitei::experiment {

// Paths read "run.trials", "connectivity[0].from", "connectivity[0].partner_countries[1]", "terminals.matsu".
class Positions {
 public:
  Positions() = default;
  explicit Positions(std::string file) : file_(std::move(file)) {}

  const std::string& file() const { return file_; }

  void record(std::string path, std::size_t line, std::size_t column);
  // From now on the value at `path`, and all within it, stands in `argument` ("--set run.trials=1e6").
  void record_override(std::string path, std::string argument);
  bool overridden(std::string_view path) const { return override_of(path) != nullptr; }

  // Whether the file or a --set gives exactly this value, rather than its default standing in.
  bool given(std::string_view path) const { return where_.contains(path) || overrides_.contains(path); }

  // "file:line:col" of the value or its --set, else of the nearest value around it, else the file.
  std::string of(std::string_view path) const;

 private:
  const std::string* override_of(std::string_view path) const;

  std::string file_;
  std::map<std::string, std::string, std::less<>> where_, overrides_;
};

// Throws UsageError "<where>: <what> (<why>); <advice>".
[[noreturn]] void fail(std::string_view where, std::string_view what, std::string_view why, std::string_view advice);

}  // namespace kaitei::experiment
