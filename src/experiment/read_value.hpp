// One TOML node, checked against its key's type and limits.
#pragma once

#include <string>

#include <toml++/toml.h>

#include "experiment/positions.hpp"
#include "experiment/schema.hpp"

namespace kaitei::experiment {

// Reads `node`, which stands at `path`, as `key` demands, and records the place of it and of each entry in it.
// Throws UsageError.
Value read_value(const toml::node& node, const Key& key, const std::string& path, Positions& positions);

}  // namespace kaitei::experiment
