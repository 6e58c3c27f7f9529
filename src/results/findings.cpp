#include "results/findings.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "results/shared_axes.hpp"

namespace kaitei::results {
namespace {

using engine::RunRecord;

double level_of(const RunRecord& record) { return record.experiment.run.confidence_level; }

Fraction fraction_of(std::uint64_t events, const RunRecord& record) {
  const Proportion counts{events, record.tallies.trials};
  return {counts, estimate(counts, level_of(record))};
}

std::vector<ElementFinding> foremost(const RunRecord& record, std::size_t outcome, std::size_t most) {
  const Tallies& t = record.tallies;
  std::vector<ElementFinding> findings;
  if (t.failed_and_disconnected.empty()) return findings;
  for (std::size_t e = 0; e < record.graph.elements.size(); ++e) {
    const JointCounts counts{t.trials, t.element_failed[e], t.disconnected[outcome],
                             t.failed_and_disconnected[outcome][e]};
    // An element that never failed, or was never up, has no importance to estimate.
    if (counts.failed_and_disconnected == 0 || counts.failed == counts.trials) continue;
    findings.push_back({e, counts, birnbaum(counts, level_of(record)), conditional_failure(counts, level_of(record))});
  }
  std::ranges::stable_sort(findings, [](const ElementFinding& a, const ElementFinding& b) {
    return std::tuple(a.birnbaum.interval.lower, a.birnbaum.value) > std::tuple(b.birnbaum.interval.lower, b.birnbaum.value);
  });
  if (findings.size() > most) findings.resize(most);
  return findings;
}

JoiningFinding joining_finding(const RunRecord& record, std::size_t j) {
  const engine::JoiningLabel& label = record.joining[j];
  const Tallies& t = record.tallies;
  JoiningFinding finding;
  finding.systems = mean(t.systems_joining[j], level_of(record));
  finding.fewer_than = label.fewer_than;
  for (const std::uint32_t m : label.fewer_than)
    finding.fewer.push_back(fraction_of(count_below(t.systems_joining[j], m), record));
  finding.capacity_known = has_capacity(label);
  if (!finding.capacity_known) return finding;
  finding.capacity_tbps = tbps(mean(t.capacity_gbps[j], t.trials, level_of(record)));
  for (const double q : {0.01, 0.05, 0.5})
    if (const auto bins = quantile(t.capacity[j], q, level_of(record)))
      finding.quantiles.push_back({q, bins->value * label.bin_width_gbps, bins->lower * label.bin_width_gbps,
                                   std::min((bins->upper + 1) * label.bin_width_gbps, label.total_gbps)});
  return finding;
}

std::optional<MeanEstimate> mean_if_asked(const Histogram& histogram, const RunRecord& record) {
  if (histogram.empty()) return std::nullopt;
  return mean(histogram, level_of(record));
}

}  // namespace

MeanEstimate tbps(const MeanEstimate& gbps) {
  return {gbps.value / 1000, gbps.standard_error / 1000, {gbps.interval.lower / 1000, gbps.interval.upper / 1000}};
}

Findings find(const engine::RunRecord& record, std::size_t most_elements) {
  const Tallies& t = record.tallies;
  Findings findings;
  for (std::size_t c = 0; c < record.connectivity.size(); ++c) {
    findings.disconnected.push_back(fraction_of(t.disconnected[c], record));
    findings.important.push_back(foremost(record, c, most_elements));
  }
  for (std::size_t j = 0; j < record.joining.size(); ++j) findings.joining.push_back(joining_finding(record, j));
  findings.component_count = mean_if_asked(t.component_count, record);
  findings.largest_component = mean_if_asked(t.largest_component, record);
  findings.elements_failed = mean_if_asked(t.elements_failed, record);
  findings.expected_elements_failed = std::accumulate(record.probability.begin(), record.probability.end(), 0.0);
  for (const Histogram& histogram : t.set_reach) findings.set_reach.push_back(mean(histogram, level_of(record)));
  return findings;
}

}  // namespace kaitei::results
