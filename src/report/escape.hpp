// Text that is shown as what it is, wherever it stands: the only way into a page for what comes from the data.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace kaitei::report {

// For the text of an HTML element and for an attribute in double quotes. Bytes that are not UTF-8, and control characters
// but tab and line feed, become U+FFFD.
std::string html(std::string_view);

// For a <script type="application/json"> element: no character in it can end the element or begin another.
std::string script_json(const nlohmann::json&);

// Within a line of Markdown: no HTML, link, emphasis or table cell begins in it; a line feed becomes a space.
std::string markdown(std::string_view);
// The same as a paragraph, which is no heading, rule or list either.
std::string markdown_paragraph(std::string_view);

}  // namespace kaitei::report
