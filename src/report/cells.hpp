// Numbers as the summary of a run prints them, and what they are sorted by.
#pragma once

#include "report/document.hpp"
#include "results/findings.hpp"

namespace kaitei::report {

Cell count(std::uint64_t);
Cell plain(double);                           // "12.5"; empty if not finite
Cell probability(const results::Fraction&);   // sorted by its estimate
Cell mean(const results::MeanEstimate&);      // "12.94 ± 0.02"
Cell importance(const results::ImportanceEstimate&);

std::string interval_text(const Speaker&, results::Interval);  // "0.10 – 0.14"; "-0.10 to 0.14"
Cell interval(const Speaker&, results::Interval);              // sorted by its lower end

// "1 in 36,000", from two digits of the estimate; "rarer than 1 in 2,700,000" where no event was seen.
std::string frequency(const Speaker&, const results::Fraction&);

}  // namespace kaitei::report
