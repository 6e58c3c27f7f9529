#include "results/compare.hpp"

#include <algorithm>
#include <bit>

#include "errors.hpp"
#include "results/equal.hpp"
#include "results/read.hpp"

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

// Of y - x at `level`, from two intervals at half the error each.
Interval difference(Proportion x, Proportion y, double level) {
  const double each = 1 - (1 - level) / 2;
  const Interval of_x = clopper_pearson(x, each), of_y = clopper_pearson(y, each);
  return {of_y.lower - of_x.upper, of_y.upper - of_x.lower};
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

std::vector<Difference> compare_outcomes(const RunRecord& a, const RunRecord& b) {
  check_comparable(a, b);
  std::vector<Difference> outcomes;
  for (std::size_t i = 0; i < a.connectivity.size(); ++i) {
    const auto same = std::ranges::find(b.connectivity, a.connectivity[i].name, &engine::ConnectivityLabel::name);
    if (same != b.connectivity.end())
      outcomes.push_back(difference(a, i, b, static_cast<std::size_t>(same - b.connectivity.begin())));
  }
  return outcomes;
}

Comparison compare(const std::filesystem::path& a, const std::filesystem::path& b) {
  const hdf5::Bytes image_a = load_checked(a), image_b = load_checked(b);
  std::vector<Difference> outcomes = compare_outcomes(read_result(image_a, a), read_result(image_b, b));
  return {differences(image_a, image_b), std::move(outcomes)};
}

}  // namespace kaitei::results
