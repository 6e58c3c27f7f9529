// The tables of what trials counted: of a run, or of every point of a scenario's sweep.
#pragma once

#include <string>
#include <vector>

#include "engine/record.hpp"
#include "results/columns.hpp"

namespace kaitei::results {

// Tallies of one shape, with the axes that tell them apart before those of the outcomes.
struct OutcomeTallies {
  const engine::RunRecord& record;      // the outcomes' labels and the confidence level
  Axes leading;                         // none: there is one of them
  std::vector<const Tallies*> points;   // the last leading axis runs fastest
  std::string prefix;                   // of every column's name
};

// The axes of the outcomes, and what does not depend on trials: definitions, ends, bins.
void write_outcome_axes(hdf5::Folder&, const engine::RunRecord&, const Tallies& shape);

// Disconnected trials, systems and capacity that join, components and failed elements, each count with its estimates.
void write_outcomes(hdf5::Folder&, const OutcomeTallies&);

// 0, 1, ..., length - 1 as an axis.
void count_axis(hdf5::Folder&, const std::string& name, std::size_t length, std::string_view long_name);

}  // namespace kaitei::results
