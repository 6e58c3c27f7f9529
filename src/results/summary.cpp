#include "results/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "results/findings.hpp"
#include "results/names.hpp"
#include "results/percolation.hpp"
#include "results/scenario_summary.hpp"
#include "results/text.hpp"

namespace kaitei::results {
namespace {

using engine::RunRecord;

std::string percent(const RunRecord& record) {
  return fmt::format("{:.10g} %", record.experiment.run.confidence_level * 100);
}

std::string mode_in_words(const experiment::FailureSettings& failure) {
  if (failure.mode == experiment::FailureMode::snapshot)
    return "snapshot: the network on a random day, with repairs under way";
  return fmt::format("window: every fault of {:g} days, none repaired", failure.exposure_days);
}

// Empty where nothing was timed.
std::string used(const RunRecord& record) {
  const auto& p = record.provenance;
  if (p.wall_seconds <= 0) return "";
  return fmt::format("  Used     {:.3g} s ({:.3g} {}/s); {:.3g} s of processors{}, {:.0f} MiB of memory at most\n",
                     p.wall_seconds, static_cast<double>(record.tallies.trials) / p.wall_seconds,
                     experiment::trial_word(record.experiment), p.cpu_seconds,
                     p.device.empty() ? "" : fmt::format(", {:.3g} s of devices", p.worker_seconds),
                     static_cast<double>(p.peak_memory_bytes) / (1 << 20));
}

std::string header(const RunRecord& record) {
  const auto& e = record.experiment;
  std::string text = e.name + "\n";
  if (!e.question.empty()) text += "  " + e.question + "\n";
  const TrialRange planned = record.provenance.planned;
  const bool sweeps = !record.curves.empty();
  if (!sweeps) {
    text += fmt::format("  Mode     {}\n", mode_in_words(e.failure));
    const auto& net = record.network;
    text += fmt::format("  Network  {}{}{}{}; {} elements that can fail\n", net.name, net.version.empty() ? "" : " ",
                        net.version, net.licence.empty() ? "" : fmt::format(" ({})", net.licence),
                        grouped(record.graph.elements.size()));
  }
  text += fmt::format("  {}   {}{}{}, seed {}\n", sweeps ? "Sweeps" : "Trials", grouped(record.tallies.trials),
                      record.tallies.trials < planned.count ? " of " + grouped(planned.count) : "",
                      planned.first ? fmt::format(" from {} {}", sweeps ? "sweep" : "trial", grouped(planned.first)) : "",
                      e.run.seed);
  text += used(record);
  if (sweeps) return text;
  text += fmt::format("  Counts are exact. Ranges hold at {} confidence; ± is one standard error, none if trials agree.\n", percent(record));
  return text;
}

std::string outcome_of(const engine::ConnectivityLabel& label) {
  return label.name.substr(0, label.name.rfind('/'));
}

std::string zero_events(const Fraction& fraction) {
  return fmt::format("0 events in {}: below {}", grouped(fraction.counts.trials),
                     fmt::format("{:.1e}", fraction.estimate.interval.upper));
}

std::string meaning(experiment::Definition definition) {
  switch (definition) {
    case experiment::Definition::direct: return "direct: no path is left without a third country";
    case experiment::Definition::partner: return "partner: no path is left, not even through the partner countries";
    case experiment::Definition::any: return "any: no path is left at all";
  }
  return "";
}

std::string disconnected(const RunRecord& record, const Findings& findings) {
  if (record.connectivity.empty()) return "";
  std::vector<std::vector<std::string>> rows{{"outcome", "definition", "probability", percent(record) + " interval", "events"}};
  std::vector<experiment::Definition> used;
  for (std::size_t c = 0; c < record.connectivity.size(); ++c) {
    const auto& label = record.connectivity[c];
    const Fraction& f = findings.disconnected[c];
    if (std::ranges::find(used, label.definition) == used.end()) used.push_back(label.definition);
    std::vector<std::string> row{outcome_of(label), std::string(word(label.definition))};
    if (f.counts.trials == 0)
      row.insert(row.end(), {"unknown", "0 - 1", "0"});
    else if (f.estimate.upper_bound_only)
      row.insert(row.end(), {probability(f.estimate), zero_events(f), "0"});
    else
      row.insert(row.end(), {probability(f.estimate), range(f.estimate.interval), grouped(f.counts.events)});
    rows.push_back(std::move(row));
  }
  std::string text = "\nProbability of being disconnected\n" +
                     table(rows, {Align::left, Align::left, Align::right, Align::left, Align::right});
  for (const auto definition : used) text += "  " + meaning(definition) + "\n";
  return text;
}

std::string fewer_line(std::uint32_t m, const Fraction& fraction) {
  const std::string what = engine::loss_of_systems(m);
  if (fraction.estimate.upper_bound_only) return fmt::format("    P({}) {}\n", what, zero_events(fraction));
  return fmt::format("    P({}) {}  ({})\n", what, probability(fraction.estimate), range(fraction.estimate.interval));
}

std::string capacity_lines(const engine::JoiningLabel& label, const JoiningFinding& finding) {
  std::string text;
  const std::uint32_t without = label.routes_without_capacity;
  if (finding.capacity_known) {
    text += fmt::format("    capacity {} Tbit/s in the mean, of {:g} with nothing failed\n",
                        with_error(finding.capacity_tbps.value, finding.capacity_tbps.standard_error),
                        static_cast<double>(label.total_gbps) / 1000);
    for (const QuantileFinding& q : finding.quantiles)
      text += fmt::format("      {} {:g} Tbit/s  ({:g} - {:g})\n",
                          q.q == 0.5 ? "half of the trials have at most about"
                                     : fmt::format("{:g} % of the trials have at most about", q.q * 100),
                          static_cast<double>(q.bin_lower_gbps) / 1000, static_cast<double>(q.lower_gbps) / 1000,
                          static_cast<double>(q.upper_gbps) / 1000);
  } else {
    text += "    capacity unknown: no route has a public one\n";
  }
  if (without)
    text += fmt::format("    {} route{} without public capacity {} not counted in it\n", without, without == 1 ? "" : "s",
                        without == 1 ? "is" : "are");
  if (const std::uint32_t imputed = label.routes_with_imputed_capacity)
    text += fmt::format("    {} route{} of an assumed capacity ([[capacity_prior]]) {} counted in it\n", imputed,
                        imputed == 1 ? "" : "s", imputed == 1 ? "is" : "are");
  return text;
}

std::string joining(const RunRecord& record, const Findings& findings) {
  if (record.joining.empty()) return "";
  std::string text = "\nCable systems that still join\n";
  for (std::size_t j = 0; j < record.joining.size(); ++j) {
    const auto& label = record.joining[j];
    const JoiningFinding& finding = findings.joining[j];
    text += fmt::format("  {}: {} of {} systems in the mean\n", label.name,
                        with_error(finding.systems.value, finding.systems.standard_error), label.systems.size());
    for (std::size_t m = 0; m < finding.fewer.size(); ++m) text += fewer_line(finding.fewer_than[m], finding.fewer[m]);
    text += capacity_lines(label, finding);
  }
  return text;
}

std::string importance(const RunRecord& record, const Findings& findings) {
  std::string text, too_few;
  for (std::size_t c = 0; c < record.connectivity.size(); ++c) {
    if (findings.important[c].empty()) continue;
    if (findings.disconnected[c].counts.events < enough_to_rank) {
      too_few += (too_few.empty() ? "" : ", ") + record.connectivity[c].name;
      continue;
    }
    std::vector<std::vector<std::string>> rows{{record.connectivity[c].name, "importance", percent(record) + " interval",
                                                "failed", "and disconnected"}};
    for (const ElementFinding& f : findings.important[c]) {
      const Interval i = f.birnbaum.interval;
      const double error = f.birnbaum.standard_error;
      rows.push_back({record.graph.elements[f.element].id,
                      std::isfinite(error) ? with_error(f.birnbaum.value, error)
                                           : rounded(f.birnbaum.value, (i.upper - i.lower) / 2),
                      range(i), grouped(f.counts.failed), grouped(f.counts.failed_and_disconnected)});
    }
    text += table(rows, {Align::left, Align::right, Align::left, Align::right, Align::right});
  }
  if (!too_few.empty())
    text += fmt::format("  Fewer than {} disconnections, too few to rank elements: {}\n", enough_to_rank, too_few);
  if (text.empty()) return "";
  return "\nElements that matter most: P(disconnected | failed) - P(disconnected | up), Birnbaum\n" + text;
}

std::string counts(const RunRecord& record, const Findings& findings) {
  std::vector<std::vector<std::string>> rows{{"mean over the trials", ""}};
  const auto add = [&](const std::string& name, const std::optional<MeanEstimate>& m, const std::string& note = "") {
    if (m) rows.push_back({name, with_error(m->value, m->standard_error) + note});
  };
  const std::string expected = fmt::format("{:.6g}", findings.expected_elements_failed);
  if (findings.elements_failed)
    add("elements failed", findings.elements_failed, "  (exact: " + expected + ", the sum of their probabilities)");
  else if (!record.probability.empty())
    rows.push_back({"elements failed", expected + "  (exact, the sum of their probabilities; not counted)"});
  add("components of the network", findings.component_count);
  add("nodes in the largest component", findings.largest_component);
  for (std::size_t s = 0; s < findings.set_reach.size(); ++s)
    add("nodes reached from " + record.reach_sets[s], findings.set_reach[s]);
  return rows.size() == 1 ? "" : fmt::format("\n{}", table(rows, {Align::left, Align::left}));
}

}  // namespace

std::string summary_text(const engine::RunRecord& record) {
  if (!record.curves.empty()) return header(record) + percolation_text(record);
  const Findings findings = find(record);
  return header(record) + disconnected(record, findings) + joining(record, findings) + importance(record, findings) +
         counts(record, findings) + scenarios_text(record);
}

}  // namespace kaitei::results
