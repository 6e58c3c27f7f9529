// Words for the experiment's choices, as labels, result files and summaries spell them.
#pragma once

#include <string_view>

#include "experiment/experiment.hpp"

namespace kaitei::experiment {

constexpr std::string_view word(FailureMode mode) {
  return mode == FailureMode::snapshot ? "snapshot" : "window";
}
constexpr std::string_view word(Quantifier quantifier) {
  return quantifier == Quantifier::any ? "any" : "all";
}
constexpr std::string_view word(Definition definition) {
  switch (definition) {
    case Definition::direct: return "direct";
    case Definition::partner: return "partner";
    case Definition::any: return "any";
  }
  return "";
}

}  // namespace kaitei::experiment
