#include "results/estimates_json.hpp"
#include "results/findings.hpp"
#include "results/names.hpp"
#include "results/percolation.hpp"
#include "results/scenario_summary.hpp"
#include "results/summary.hpp"

namespace kaitei::results {
namespace {

using engine::RunRecord;
using nlohmann::json;

json importance(const ImportanceEstimate& i) {
  return {{"value", number_json(i.value)}, {"standard_error", number_json(i.standard_error)}, {"interval", interval_json(i.interval)}};
}

json connectivity(const RunRecord& record, const Findings& findings) {
  json list = json::array();
  for (std::size_t c = 0; c < record.connectivity.size(); ++c) {
    const auto& label = record.connectivity[c];
    json entry{{"name", label.name}, {"from", label.from}, {"to", label.to}, {"definition", word(label.definition)},
               {"quantifier", word(label.quantifier)}, {"disconnected", fraction_json(findings.disconnected[c])}};
    entry["important_elements"] = json::array();
    for (const ElementFinding& f : findings.important[c])
      entry["important_elements"].push_back({{"element", record.graph.elements[f.element].id},
                                             {"failed", f.counts.failed},
                                             {"failed_and_disconnected", f.counts.failed_and_disconnected},
                                             {"birnbaum_importance", importance(f.birnbaum)},
                                             {"conditional_failure", importance(f.conditional_failure)}});
    list.push_back(std::move(entry));
  }
  return list;
}

json capacity(const JoiningFinding& finding) {
  json entry = mean_json(finding.capacity_tbps);
  entry["quantiles"] = json::array();
  const auto tbps = [](std::uint64_t gbps) { return static_cast<double>(gbps) / 1000; };
  for (const QuantileFinding& q : finding.quantiles)
    entry["quantiles"].push_back({{"q", q.q}, {"value", tbps(q.bin_lower_gbps)},
                                  {"interval", {tbps(q.lower_gbps), tbps(q.upper_gbps)}}});
  return entry;
}

json joining(const RunRecord& record, const Findings& findings) {
  json list = json::array();
  for (std::size_t j = 0; j < record.joining.size(); ++j) {
    const auto& label = record.joining[j];
    const JoiningFinding& finding = findings.joining[j];
    json entry{{"name", label.name}, {"from", label.from}, {"to", label.to}, {"systems", label.systems},
               {"systems_joining", mean_json(finding.systems)},
               {"routes_without_capacity", label.routes_without_capacity},
               {"routes_with_imputed_capacity", label.routes_with_imputed_capacity},
               {"capacity_tbps", finding.capacity_known ? capacity(finding) : json(nullptr)},
               {"total_tbps", finding.capacity_known ? json(static_cast<double>(label.total_gbps) / 1000) : json(nullptr)}};
    entry["fewer_than"] = json::array();
    for (std::size_t m = 0; m < finding.fewer.size(); ++m) {
      json fewer = fraction_json(finding.fewer[m]);
      fewer["systems"] = finding.fewer_than[m];
      entry["fewer_than"].push_back(std::move(fewer));
    }
    list.push_back(std::move(entry));
  }
  return list;
}

json used(const RunRecord& record) {
  const auto& p = record.provenance;
  return {{"wall_seconds", p.wall_seconds}, {"cpu_seconds", p.cpu_seconds}, {"worker_seconds", p.worker_seconds},
          {"peak_memory_bytes", p.peak_memory_bytes},
          {"trials_per_second", p.wall_seconds > 0 ? json(static_cast<double>(record.tallies.trials) / p.wall_seconds)
                                                   : json(nullptr)}};
}

}  // namespace

json summary_json(const engine::RunRecord& record) {
  const auto& e = record.experiment;
  json summary{{"experiment", e.name}, {"question", e.question},
               {"trials", record.tallies.trials}, {"first_trial", record.provenance.planned.first},
               {"planned_trials", record.provenance.planned.count}, {"seed", e.run.seed},
               {"confidence_level", e.run.confidence_level}, {"sampler_contract", record.provenance.sampler_contract},
               {"used", used(record)}};
  if (!record.curves.empty()) {
    summary["percolation"] = percolation_json(record);
    return summary;
  }
  const Findings findings = find(record);
  summary.update({{"failure_mode", word(e.failure.mode)},
                  {"network", {{"name", record.network.name}, {"version", record.network.version},
                               {"licence", record.network.licence}, {"attribution", record.network.attribution}}},
                  {"elements", record.graph.elements.size()}, {"connectivity", connectivity(record, findings)},
                  {"joining", joining(record, findings)},
                  {"expected_elements_failed", findings.expected_elements_failed}});
  if (e.failure.mode == experiment::FailureMode::window) summary["exposure_days"] = e.failure.exposure_days;
  if (findings.elements_failed) summary["elements_failed"] = mean_json(*findings.elements_failed);
  if (findings.component_count) summary["component_count"] = mean_json(*findings.component_count);
  if (findings.largest_component) summary["largest_component"] = mean_json(*findings.largest_component);
  if (!record.scenarios.empty()) summary["scenarios"] = scenarios_json(record);
  for (std::size_t s = 0; s < findings.set_reach.size(); ++s)
    summary["set_reach"][record.reach_sets[s]] = mean_json(findings.set_reach[s]);
  return summary;
}

}  // namespace kaitei::results
