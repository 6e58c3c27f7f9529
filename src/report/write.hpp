// A document as a page or as plain Markdown.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "report/document.hpp"

namespace kaitei::report {

// One HTML file that loads nothing: script, style, map and data stand in it, and its content security policy allows
// no other. `map` is what map_data() gives; null: without a map.
std::string write_html(const Document&, const nlohmann::json& map);

// Without the map.
std::string write_markdown(const Document&);

}  // namespace kaitei::report
