#include "report/settings.hpp"

#include <algorithm>
#include <array>

namespace kaitei::report {

Settings settings(std::string_view resolved) {
  constexpr std::array<std::string_view, 5> ignored{"run.threads", "run.backend", "run.lanes", "run.checkpoint_minutes", "output."};
  Settings found;
  std::string section;
  bool repeated = false;
  while (!resolved.empty()) {
    const std::size_t end = std::min(resolved.find('\n'), resolved.size());
    const std::string_view line = resolved.substr(0, end);
    resolved.remove_prefix(std::min(end + 1, resolved.size()));
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with('[')) {
      repeated = line.starts_with("[[");
      const std::size_t brackets = repeated ? 2 : 1;
      section = line.substr(brackets, line.size() - 2 * brackets);
      continue;
    }
    const std::size_t equals = line.find(" = ");
    if (equals == line.npos) continue;
    const std::string_view key = line.substr(0, equals), value = line.substr(equals + 3);
    if (repeated && key == "name") {  // stands first in its row
      section += ' ';
      section += value.size() > 1 && value.front() == '"' ? value.substr(1, value.size() - 2) : value;
      repeated = false;
    }
    const std::string name = section.empty() ? std::string(key) : section + "." + std::string(key);
    if (std::ranges::none_of(ignored, [&](std::string_view prefix) { return name.starts_with(prefix); })) found[name] = value;
  }
  return found;
}

}  // namespace kaitei::report
