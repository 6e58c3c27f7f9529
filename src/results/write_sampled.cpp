#include <fmt/format.h>

#include "results/outcome_tables.hpp"
#include "results/sampled.hpp"

namespace kaitei::results {

using engine::RunRecord;
using engine::SampledRecord;
using hdf5::Folder;

void write_answer(Folder& folder, const RunRecord& run, const SampledRecord& record) {
  Axes leading;
  for (const experiment::SweepAxis& axis : record.axes) {
    leading.push_back(axis.key);
    describe(folder.axis<double>(axis.key, axis.values), "value of the scenario's " + axis.key, "1", Role::coordinate);
  }
  std::vector<const Tallies*> struck, matched;
  for (const engine::SampledPoint& point : record.points) {
    struck.push_back(&point.struck);
    matched.push_back(&point.matched);
  }
  const Tallies& shape = *struck.front();
  folder.attribute("trials", shape.trials);
  write_outcome_axes(folder, run, shape);
  write_outcomes(folder, {run, leading, struck, ""});
  if (matched.front()->trials != 0) write_outcomes(folder, {run, leading, matched, "matched_"});
  std::vector<std::string> ids;
  for (const auto& element : run.graph.elements) ids.push_back(element.id);
  describe(folder.axis("element", ids), "what fails: kind:id", Role::coordinate);
  leading.emplace_back("element");
  std::vector<std::uint64_t> failed;
  for (const Tallies* t : struck) failed.insert(failed.end(), t->element_failed.begin(), t->element_failed.end());
  write_loss_times(folder, run, record);
  write_numbers(folder, "element_failed_count", leading, failed, "trials in which the element failed", "1", Role::tally);
}

}  // namespace kaitei::results
