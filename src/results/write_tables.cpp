#include "results/write_tables.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>

#include "results/columns.hpp"
#include "results/names.hpp"
#include "results/shared_axes.hpp"

namespace kaitei::results {
namespace {

using engine::RunRecord;
using hdf5::Folder;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double level_of(const RunRecord& record) { return record.experiment.run.confidence_level; }

// 0, 1, ..., length - 1 as an axis.
void count_axis(Folder& root, const std::string& name, std::size_t length, std::string_view long_name) {
  std::vector<std::uint32_t> values(length);
  std::iota(values.begin(), values.end(), 0u);
  describe(root.axis<std::uint32_t>(name, values), long_name, "1", Role::coordinate);
}

template <class Labels, class Get>
std::vector<std::string> texts(const Labels& labels, Get get) {
  std::vector<std::string> result;
  for (const auto& label : labels) result.push_back(get(label));
  return result;
}

template <class Labels>
void write_ends(Folder& root, const std::string& axis, const Labels& labels) {
  describe(root.column(axis + "_from", {axis}, texts(labels, [](auto& l) { return l.from; })),
           "terminal set at one end", Role::coordinate);
  describe(root.column(axis + "_to", {axis}, texts(labels, [](auto& l) { return l.to; })),
           "terminal set at the other end", Role::coordinate);
}

void write_connectivity(Folder& root, const RunRecord& record) {
  if (record.connectivity.empty()) return;
  describe(root.axis("connectivity", texts(record.connectivity, [](auto& l) { return l.name; })),
           "connectivity outcome: name/definition", Role::coordinate);
  write_ends(root, "connectivity", record.connectivity);
  std::vector<std::uint8_t> definition, quantifier;
  for (const auto& label : record.connectivity) {
    definition.push_back(static_cast<std::uint8_t>(label.definition));
    quantifier.push_back(static_cast<std::uint8_t>(label.quantifier));
  }
  write_flags(root, "connectivity_definition", {"connectivity"}, definition, {"direct", "partner", "any"},
              "what disconnected means: no path without a third country, through the partners, at all",
              Role::coordinate);
  write_flags(root, "connectivity_quantifier", {"connectivity"}, quantifier, {"any", "all"},
              "disconnected when no target is reached (any), or when some target is not (all)", Role::coordinate);
  ProportionColumns disconnected(level_of(record));
  for (const std::uint64_t events : record.tallies.disconnected) disconnected.add({events, record.tallies.trials});
  disconnected.write(root, "disconnected", {"connectivity"}, "the two ends are disconnected");
}

void write_elements(Folder& root, const RunRecord& record) {
  const auto& elements = record.graph.elements;
  describe(root.axis("element", texts(elements, [](auto& e) { return e.id; })), "what fails on its own: kind:id",
           Role::coordinate);
  std::vector<std::uint8_t> kinds;
  for (const auto& element : elements) kinds.push_back(static_cast<std::uint8_t>(element.kind));
  write_flags(root, "element_kind", {"element"}, kinds, {"segment", "station", "feed", "link"}, "kind of element",
              Role::coordinate);
  write_numbers(root, "element_probability", {"element"}, record.probability, "failure probability given to the sampler",
                "1", Role::input);
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

void write_systems(Folder& root, const RunRecord& record) {
  const auto& histograms = record.tallies.systems_joining;
  const std::size_t length = longest(histograms);
  count_axis(root, "systems", length, "number of cable systems that still join the two ends");
  write_numbers(root, "systems_joining_trials", {"joining", "systems"}, padded(histograms, length, std::uint64_t{0}),
                "trials with this many systems joining", "1", Role::tally);
  EstimateColumns means;
  for (const Histogram& histogram : histograms) means.add(mean(histogram, level_of(record)));
  means.write(root, "systems_joining", "_mean", {"joining"}, "mean number of systems joining", "1");

  std::set<std::uint32_t> limits;
  for (const auto& label : record.joining) limits.insert(label.fewer_than.begin(), label.fewer_than.end());
  if (limits.empty()) return;
  const std::vector<std::uint32_t> axis(limits.begin(), limits.end());
  describe(root.axis<std::uint32_t>("fewer_than", axis), "m of: fewer than m systems join", "1", Role::coordinate);
  ProportionColumns fewer(level_of(record));
  std::vector<std::uint8_t> asked;
  for (std::size_t j = 0; j < histograms.size(); ++j)
    for (const std::uint32_t limit : axis) {
      const auto& limits_of_outcome = record.joining[j].fewer_than;
      asked.push_back(std::ranges::find(limits_of_outcome, limit) != limits_of_outcome.end());
      fewer.add({count_below(histograms[j], limit), record.tallies.trials});
    }
  write_flags(root, "fewer_systems_asked", {"joining", "fewer_than"}, asked, {"no", "yes"},
              "whether the experiment asks for this m of this outcome; every cell is filled", Role::coordinate);
  fewer.write(root, "fewer_systems", {"joining", "fewer_than"}, "fewer than that many systems join the two ends");
}

// Bin edges in Tbit/s: bin b holds [b w, (b+1) w), the last one ends at the total.
void write_capacity_edges(Folder& root, const RunRecord& record, std::size_t length) {
  std::vector<std::vector<double>> lower, upper;
  for (std::size_t j = 0; j < record.joining.size(); ++j) {
    const double width = static_cast<double>(record.joining[j].bin_width_gbps) / 1000;
    lower.emplace_back();
    upper.emplace_back();
    for (std::size_t bin = 0; bin < record.tallies.capacity[j].size(); ++bin) {
      lower.back().push_back(static_cast<double>(bin) * width);
      upper.back().push_back(static_cast<double>(bin + 1) * width);
    }
  }
  write_numbers(root, "capacity_bin_lower", {"joining", "capacity_bin"}, padded(lower, length, nan),
                "smallest capacity in the bin; NaN where this outcome has no such bin", "Tbit s-1", Role::coordinate);
  write_numbers(root, "capacity_bin_upper", {"joining", "capacity_bin"}, padded(upper, length, nan),
                "capacity at which the next bin begins", "Tbit s-1", Role::coordinate);
}

void write_capacity_sums(Folder& root, const RunRecord& record) {
  std::vector<std::uint64_t> sum_high, sum_low, squares_high, squares_low;
  EstimateColumns means;
  for (std::size_t j = 0; j < record.joining.size(); ++j) {
    const Moments& m = record.tallies.capacity_gbps[j];
    sum_high.push_back(static_cast<std::uint64_t>(m.sum >> 64));
    sum_low.push_back(static_cast<std::uint64_t>(m.sum));
    squares_high.push_back(static_cast<std::uint64_t>(m.sum_of_squares >> 64));
    squares_low.push_back(static_cast<std::uint64_t>(m.sum_of_squares));
    const MeanEstimate e = mean(m, record.tallies.trials, level_of(record));
    if (has_capacity(record.joining[j]))
      means.add(e.value / 1000, e.standard_error / 1000, {e.interval.lower / 1000, e.interval.upper / 1000});
    else
      means.add(nan, nan, {nan, nan});
  }
  const Axes axes{"joining"};
  write_numbers(root, "capacity_sum_gbps_hi", axes, sum_high, "sum over trials, upper 64 of 128 bits", "Gbit s-1",
                Role::tally);
  write_numbers(root, "capacity_sum_gbps_lo", axes, sum_low, "sum over trials, lower 64 of 128 bits", "Gbit s-1",
                Role::tally);
  write_numbers(root, "capacity_sum_of_squares_gbps2_hi", axes, squares_high,
                "sum of squares over trials, upper 64 of 128 bits", "Gbit2 s-2", Role::tally);
  write_numbers(root, "capacity_sum_of_squares_gbps2_lo", axes, squares_low,
                "sum of squares over trials, lower 64 of 128 bits", "Gbit2 s-2", Role::tally);
  means.write(root, "capacity", "_mean", axes, "mean surviving capacity; NaN if no capacity is public", "Tbit s-1");
}

void write_capacity_quantiles(Folder& root, const RunRecord& record) {
  describe(root.axis<double>("quantile", quantile_levels()), "probability of a smaller or equal capacity", "1",
           Role::coordinate);
  std::vector<double> value, lower, upper;
  for (std::size_t j = 0; j < record.joining.size(); ++j)
    for (const double q : quantile_levels()) {
      const auto bins = quantile(record.tallies.capacity[j], q, level_of(record));
      const double width = static_cast<double>(record.joining[j].bin_width_gbps) / 1000;
      const bool known = bins && has_capacity(record.joining[j]);
      value.push_back(known ? static_cast<double>(bins->value) * width : nan);
      lower.push_back(known ? static_cast<double>(bins->lower) * width : nan);
      upper.push_back(known ? static_cast<double>(bins->upper + 1) * width : nan);
    }
  const Axes axes{"joining", "quantile"};
  write_numbers(root, "capacity_quantile", axes, value, "lower edge of the bin that holds the quantile of the capacity",
                "Tbit s-1", Role::estimate);
  write_numbers(root, "capacity_quantile_lower", axes, lower, "lower end of the interval of the quantile", "Tbit s-1",
                Role::estimate);
  write_numbers(root, "capacity_quantile_upper", axes, upper, "upper end of the interval of the quantile, a bin's upper edge",
                "Tbit s-1", Role::estimate);
}

void write_capacity(Folder& root, const RunRecord& record) {
  const auto& histograms = record.tallies.capacity;
  const std::size_t length = longest(histograms);
  count_axis(root, "capacity_bin", length, "bin of surviving capacity");
  write_capacity_edges(root, record, length);
  write_numbers(root, "capacity_trials", {"joining", "capacity_bin"}, padded(histograms, length, std::uint64_t{0}),
                "trials with a capacity in this bin", "1", Role::tally);
  write_capacity_sums(root, record);
  ProportionColumns exceedance(level_of(record));
  for (const Histogram& histogram : histograms)
    for (std::size_t bin = 0; bin < length; ++bin)
      exceedance.add({record.tallies.trials - count_below(histogram, bin), record.tallies.trials});
  exceedance.write(root, "capacity_exceedance", {"joining", "capacity_bin"},
                   "the capacity is at least capacity_bin_lower");
  write_capacity_quantiles(root, record);
}

void write_joining(Folder& root, const RunRecord& record) {
  if (record.joining.empty()) return;
  describe(root.axis("joining", texts(record.joining, [](auto& l) { return l.name; })), "joining outcome",
           Role::coordinate);
  write_ends(root, "joining", record.joining);
  std::vector<std::uint32_t> without, owner;
  std::vector<std::uint64_t> width, total_gbps;
  std::vector<std::string> systems;
  for (std::size_t j = 0; j < record.joining.size(); ++j) {
    const auto& label = record.joining[j];
    without.push_back(label.routes_without_capacity);
    width.push_back(label.bin_width_gbps);
    total_gbps.push_back(label.total_gbps);
    systems.insert(systems.end(), label.systems.begin(), label.systems.end());
    owner.resize(systems.size(), static_cast<std::uint32_t>(j));
  }
  write_numbers(root, "joining_routes_without_capacity", {"joining"}, without,
                "routes that join but have no public capacity, left out of the capacity", "1", Role::input);
  write_numbers(root, "joining_bin_width_gbps", {"joining"}, width, "width of a capacity bin", "Gbit s-1",
                Role::coordinate);
  write_numbers(root, "joining_total_gbps", {"joining"}, total_gbps, "capacity with nothing failed", "Gbit s-1",
                Role::input);
  write_systems(root, record);
  write_capacity(root, record);
  count_axis(root, "joining_member", systems.size(), "row of the list of systems that can join");
  write_numbers(root, "joining_member_joining", {"joining_member"}, owner, "index of the joining outcome", "1",
                Role::coordinate);
  describe(root.column("joining_member_system", {"joining_member"}, systems), "id of the system", Role::coordinate);
}

void write_histogram(Folder& root, const std::string& axis, const std::string& name, const Histogram& histogram,
                     std::string_view long_name) {
  count_axis(root, axis, histogram.size(), long_name);
  write_numbers(root, name, {axis}, histogram, "trials with this value", "1", Role::tally);
}

void write_counts(Folder& root, const RunRecord& record) {
  const Tallies& t = record.tallies;
  std::vector<std::string> quantities;
  EstimateColumns means;
  const auto add = [&](const std::string& name, const Histogram& histogram) {
    quantities.push_back(name);
    means.add(mean(histogram, level_of(record)));
  };
  if (!t.component_count.empty()) {
    write_histogram(root, "component_count", "component_count_trials", t.component_count,
                    "number of connected components among the nodes that are up");
    write_histogram(root, "component_size", "largest_component_trials", t.largest_component,
                    "nodes in the largest component");
    add("component_count", t.component_count);
    add("largest_component", t.largest_component);
  }
  if (!t.elements_failed.empty()) {
    write_histogram(root, "elements_failed", "elements_failed_trials", t.elements_failed, "number of failed elements");
    add("elements_failed", t.elements_failed);
  }
  if (quantities.empty()) return;
  describe(root.axis("quantity", quantities), "counted quantity", Role::coordinate);
  means.write(root, "quantity", "_mean", {"quantity"}, "mean over the trials", "1");
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
  root.attribute("failure_mode", word(experiment.failure.mode));
  root.attribute("exposure_days", experiment.failure.mode == experiment::FailureMode::window
                                      ? experiment.failure.exposure_days : nan);
  root.attribute("trials", record.tallies.trials);
  root.attribute("first_trial", record.provenance.planned.first);
  root.attribute("planned_trials", record.provenance.planned.count);
  root.attribute("experiment_trials", experiment.run.trials);
  root.attribute("experiment_sha256", record.provenance.experiment_sha256);
  root.attribute("seed", experiment.run.seed);
  root.attribute("sampler_contract", record.provenance.sampler_contract);
  root.attribute("confidence_level", experiment.run.confidence_level);
  write_connectivity(root, record);
  write_elements(root, record);
  write_importance(root, record);
  write_joining(root, record);
  write_counts(root, record);
  write_reach(root, record);
}

}  // namespace kaitei::results
