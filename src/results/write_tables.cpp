#include "results/write_tables.hpp"

#include "results/names.hpp"
#include "results/outcome_tables.hpp"
#include "results/percolation.hpp"
#include "results/shared_axes.hpp"

namespace kaitei::results {
namespace {

using engine::RunRecord;
using hdf5::Folder;

double level_of(const RunRecord& record) { return record.experiment.run.confidence_level; }

void write_elements(Folder& root, const RunRecord& record) {
  const auto& elements = record.graph.elements;
  std::vector<std::string> ids;
  for (const auto& element : elements) ids.push_back(element.id);
  describe(root.axis("element", ids), "what fails on its own: kind:id", Role::coordinate);
  std::vector<std::uint8_t> kinds;
  for (const auto& element : elements) kinds.push_back(static_cast<std::uint8_t>(element.kind));
  write_flags(root, "element_kind", {"element"}, kinds, {"segment", "station", "feed", "link"}, "kind of element",
              Role::coordinate);
  write_numbers(root, "element_probability", {"element"}, record.probability, "failure probability given to the sampler",
                "1", Role::input);
  if (!record.tallies.element_failed.empty())
    write_numbers(root, "element_failed_count", {"element"}, record.tallies.element_failed,
                  "trials in which the element failed", "1", Role::tally);
}

void write_importance(Folder& root, const RunRecord& record) {
  const Tallies& t = record.tallies;
  if (t.failed_and_disconnected.empty()) return;
  EstimateColumns birnbaum_columns, conditional_columns;
  std::vector<std::uint64_t> joint;
  for (std::size_t c = 0; c < record.connectivity.size(); ++c)
    for (std::size_t e = 0; e < record.graph.elements.size(); ++e) {
      const JointCounts counts{t.trials, t.element_failed[e], t.disconnected[c], t.failed_and_disconnected[c][e]};
      joint.push_back(counts.failed_and_disconnected);
      birnbaum_columns.add(birnbaum(counts, level_of(record)));
      conditional_columns.add(conditional_failure(counts, level_of(record)));
    }
  const Axes axes{"connectivity", "element"};
  write_numbers(root, "failed_and_disconnected_count", axes, joint,
                "trials in which the element failed and the two ends are disconnected", "1", Role::tally);
  birnbaum_columns.write(root, "birnbaum_importance", "", axes,
                         "P(disconnected | element failed) - P(disconnected | element up); NaN without a joint event",
                         "1");
  conditional_columns.write(root, "conditional_failure", "", axes,
                            "P(element failed | disconnected); NaN without a joint event", "1");
}

void write_reach(Folder& root, const RunRecord& record) {
  if (record.reach_sets.empty()) return;
  const auto& histograms = record.tallies.set_reach;
  const std::size_t length = longest(histograms);
  describe(root.axis("terminal_set", record.reach_sets), "terminal set", Role::coordinate);
  count_axis(root, "nodes_reached", length, "nodes that some node of the terminal set reaches, itself included");
  write_numbers(root, "set_reach_trials", {"terminal_set", "nodes_reached"},
                padded(histograms, length, std::uint64_t{0}), "trials with this many nodes reached", "1", Role::tally);
  EstimateColumns means;
  for (const Histogram& histogram : histograms) means.add(mean(histogram, level_of(record)));
  means.write(root, "set_reach", "_mean", {"terminal_set"}, "mean number of nodes reached", "1");
}

}  // namespace

void write_tables(hdf5::Folder& root, const engine::RunRecord& record) {
  const auto& experiment = record.experiment;
  root.attribute("Conventions", "CF-1.10");
  root.attribute("title", "kaitei: " + experiment.name);
  root.attribute("question", experiment.question);
  root.attribute("experiment", experiment.name);
  root.attribute("format", "kaitei result");
  root.attribute("format_version", format_version);
  root.attribute("trials", record.tallies.trials);
  root.attribute("first_trial", record.provenance.planned.first);
  root.attribute("planned_trials", record.provenance.planned.count);
  root.attribute("experiment_trials", experiment::trial_count(experiment));
  root.attribute("experiment_sha256", record.provenance.experiment_sha256);
  root.attribute("seed", experiment.run.seed);
  root.attribute("sampler_contract", record.provenance.sampler_contract);
  root.attribute("confidence_level", experiment.run.confidence_level);
  if (!record.curves.empty()) return write_percolation(root, record);
  root.attribute("failure_mode", word(experiment.failure.mode));
  root.attribute("exposure_days", experiment.failure.mode == experiment::FailureMode::window
                                      ? experiment.failure.exposure_days : nan);
  write_outcome_axes(root, record, record.tallies);
  write_outcomes(root, {record, {}, {&record.tallies}, ""});
  write_elements(root, record);
  write_importance(root, record);
  write_reach(root, record);
}

}  // namespace kaitei::results
