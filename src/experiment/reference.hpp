// The schema for people and for editors: docs/experiment-reference.md and docs/experiment.schema.json.
#pragma once

#include <string>

namespace kaitei::experiment {

std::string reference_page();  // Markdown
std::string json_schema();     // JSON Schema draft 7, as Taplo and Even Better TOML read it

}  // namespace kaitei::experiment
