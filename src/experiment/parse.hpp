// From the text of an experiment file to a typed, checked Experiment.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "experiment/experiment.hpp"
#include "experiment/positions.hpp"

namespace kaitei::experiment {

// An Experiment and where each of its values stands, for errors that only the network can reveal.
struct Parsed {
  Experiment experiment;
  Positions positions;
};

// Reads the file and applies each override "key=value" (a TOML value, or bare text) in turn. All that can be checked
// without the network is checked. Throws UsageError "file:line:col: <what> (<why>); <advice>".
Parsed read_file(const std::filesystem::path& file, std::span<const std::string> overrides = {});

// The same for text in memory; `name` stands for the file in messages, and relative paths start at its folder.
Parsed read_text(std::string_view text, const std::filesystem::path& name, std::span<const std::string> overrides = {});

Experiment parse_file(const std::filesystem::path& file, std::span<const std::string> overrides = {});
Experiment parse_text(std::string_view text, const std::filesystem::path& name,
                      std::span<const std::string> overrides = {});

}  // namespace kaitei::experiment
