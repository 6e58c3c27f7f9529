// Words for the experiment's choices, as result files and summaries spell them.
#pragma once

#include <string_view>

#include "experiment/experiment.hpp"

namespace kaitei::results {

constexpr std::string_view format_version = "1";

constexpr std::string_view word(experiment::FailureMode mode) {
  return mode == experiment::FailureMode::snapshot ? "snapshot" : "window";
}
constexpr std::string_view word(experiment::Quantifier quantifier) {
  return quantifier == experiment::Quantifier::any ? "any" : "all";
}
constexpr std::string_view word(experiment::Definition definition) {
  switch (definition) {
    case experiment::Definition::direct: return "direct";
    case experiment::Definition::partner: return "partner";
    case experiment::Definition::any: return "any";
  }
  return "";
}

}  // namespace kaitei::results
