// The sections of a report, in the order in which they stand.
#pragma once

#include <span>

#include "report/document.hpp"
#include "report/subject.hpp"
#include "results/compare.hpp"

namespace kaitei::report {

// A result beside the report's own, for the comparison.
struct Other {
  std::string label;                               // its file, or "file 2"
  const engine::RunRecord* record = nullptr;
  bool equal = false;                              // the same run
  results::OutcomeDifferences differences;         // from the report's own, outcomes called as there
};

Section key_figures(const Subject&);
Section comparison(const Subject&, const std::string& label, std::span<const Other>);
Section map(const Subject&);
Section importance(const Subject&);
// One for all scenarios; without blocks where there are none.
Section scenarios(const Subject&);
Section network_tables(const Subject&);
Section assumptions(const Subject&);
Section provenance(const Subject&);
Section licences(const Subject&);

}  // namespace kaitei::report
