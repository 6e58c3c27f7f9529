#include "results/compare.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

#include "errors.hpp"
#include "results/equal.hpp"
#include "results/read.hpp"
#include "results/shared_axes.hpp"

namespace kaitei::results {
namespace {

using engine::RunRecord;

bool can_be_paired(const RunRecord& a, const RunRecord& b) {
  return !a.disconnected_bits.empty() && !b.disconnected_bits.empty() && a.experiment.run.seed == b.experiment.run.seed &&
         a.provenance.sampler_contract == b.provenance.sampler_contract &&
         a.provenance.planned.first == b.provenance.planned.first && a.tallies.trials == b.tallies.trials;
}

std::uint64_t only_in(const std::vector<std::uint32_t>& these, const std::vector<std::uint32_t>& those) {
  std::uint64_t count = 0;
  for (std::size_t word = 0; word < these.size(); ++word)
    count += static_cast<std::uint64_t>(std::popcount(these[word] & ~those.at(word)));
  return count;
}

double at_half_the_error(double level) { return 1 - (1 - level) / 2; }

Interval difference(Interval of_x, Interval of_y) { return {of_y.lower - of_x.upper, of_y.upper - of_x.lower}; }

// Of y - x at `level`, from two intervals at half the error each.
Interval difference(Proportion x, Proportion y, double level) {
  const double each = at_half_the_error(level);
  return difference(clopper_pearson(x, each), clopper_pearson(y, each));
}

// Of the mean of a quantity between 0 and `most`, whatever its spread: where all trials agree, from how often any other value
// can be.
Interval interval_of(const MeanEstimate& mean, std::uint64_t trials, double most, double level) {
  if (std::isfinite(mean.interval.lower)) return mean.interval;
  const double other = clopper_pearson({0, trials}, level).upper;
  return {mean.value * (1 - other), mean.value + (most - mean.value) * other};
}

// Of means whose estimates `at` gives at a level.
template <class At>
MeanDifference mean_difference(const RunRecord& a, const RunRecord& b, const At& at_a, const At& at_b, double most) {
  const double level = a.experiment.run.confidence_level, each = at_half_the_error(level);
  MeanDifference d{at_a(level), at_b(level), 0, {}};
  d.value = d.b.value - d.a.value;
  d.interval = difference(interval_of(at_a(each), a.tallies.trials, most, each), interval_of(at_b(each), b.tallies.trials, most, each));
  return d;
}

Difference fewer_systems(const RunRecord& a, const Histogram& in_a, const RunRecord& b, const Histogram& in_b, std::uint32_t limit) {
  const double level = a.experiment.run.confidence_level;
  const Proportion x{count_below(in_a, limit), a.tallies.trials}, y{count_below(in_b, limit), b.tallies.trials};
  Difference d{"", {x, estimate(x, level)}, {y, estimate(y, level)}, false, 0, 0, 0, difference(x, y, level)};
  d.value = d.b.estimate.value - d.a.estimate.value;
  return d;
}

JoiningDifference joining(const RunRecord& a, std::size_t in_a, const RunRecord& b, std::size_t in_b) {
  using At = std::function<MeanEstimate(double)>;
  const engine::JoiningLabel &label_a = a.joining[in_a], &label_b = b.joining[in_b];
  const auto systems = [](const RunRecord& record, std::size_t j) -> At {
    return [&record, j](double level) { return mean(record.tallies.systems_joining.at(j), level); };
  };
  const auto capacity = [](const RunRecord& record, std::size_t j) -> At {
    return [&record, j](double level) { return tbps(mean(record.tallies.capacity_gbps.at(j), record.tallies.trials, level)); };
  };
  JoiningDifference d{label_a.name, mean_difference(a, b, systems(a, in_a), systems(b, in_b),
                                                    static_cast<double>(std::max(label_a.systems.size(), label_b.systems.size()))), {}, {}, {}};
  if (has_capacity(label_a) && has_capacity(label_b))
    d.capacity_tbps = mean_difference(a, b, capacity(a, in_a), capacity(b, in_b), static_cast<double>(std::max(label_a.total_gbps, label_b.total_gbps)) / 1000);
  for (const std::uint32_t limit : label_a.fewer_than) {
    if (std::ranges::find(label_b.fewer_than, limit) == label_b.fewer_than.end()) continue;
    d.fewer_than.push_back(limit);
    d.fewer.push_back(fewer_systems(a, a.tallies.systems_joining.at(in_a), b, b.tallies.systems_joining.at(in_b), limit));
  }
  return d;
}

// Calls `found` with the places of every label that both have, in a's order.
template <class Label>
void for_both(const std::vector<Label>& a, const std::vector<Label>& b, const auto& found) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (const auto same = std::ranges::find(b, a[i].name, &Label::name); same != b.end()) found(i, static_cast<std::size_t>(same - b.begin()));
}

Difference difference(const RunRecord& a, std::size_t in_a, const RunRecord& b, std::size_t in_b) {
  const double level = a.experiment.run.confidence_level;
  const Proportion x{a.tallies.disconnected.at(in_a), a.tallies.trials}, y{b.tallies.disconnected.at(in_b), b.tallies.trials};
  Difference d{a.connectivity[in_a].name, {x, estimate(x, level)}, {y, estimate(y, level)}, can_be_paired(a, b), 0, 0, 0, {}};
  d.value = d.b.estimate.value - d.a.estimate.value;
  if (d.paired) {
    d.only_a = only_in(a.disconnected_bits[in_a], b.disconnected_bits[in_b]);
    d.only_b = only_in(b.disconnected_bits[in_b], a.disconnected_bits[in_a]);
    d.interval = difference({d.only_a, x.trials}, {d.only_b, y.trials}, level);
  } else {
    d.interval = difference(x, y, level);
  }
  return d;
}

void check_comparable(const RunRecord& a, const RunRecord& b) {
  if (a.experiment.run.confidence_level != b.experiment.run.confidence_level)
    throw UsageError("the files have different confidence levels (their intervals do not mean the same); run one again "
                     "with the other's run.confidence_level");
  if (a.experiment.failure.mode != b.experiment.failure.mode)
    throw UsageError("one file is a snapshot, the other a window (their probabilities mean different things); run both "
                     "in one failure.mode");
}

}  // namespace

OutcomeDifferences compare_outcomes(const RunRecord& a, const RunRecord& b) {
  check_comparable(a, b);
  OutcomeDifferences outcomes;
  for_both(a.connectivity, b.connectivity, [&](std::size_t i, std::size_t k) { outcomes.connectivity.push_back(difference(a, i, b, k)); });
  for_both(a.joining, b.joining, [&](std::size_t i, std::size_t k) { outcomes.joining.push_back(joining(a, i, b, k)); });
  return outcomes;
}

Comparison compare(const std::filesystem::path& a, const std::filesystem::path& b) {
  const hdf5::Bytes image_a = load_checked(a), image_b = load_checked(b);
  OutcomeDifferences outcomes = compare_outcomes(read_result(image_a, a), read_result(image_b, b));
  return {differences(image_a, image_b), std::move(outcomes)};
}

}  // namespace kaitei::results
