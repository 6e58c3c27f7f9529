#include "results/outcome_tables.hpp"

#include <algorithm>
#include <set>

#include "results/shared_axes.hpp"

namespace kaitei::results {
namespace {

using hdf5::Folder;

class Writer {
  std::string name_of(const std::string& column) const { return tallies_.prefix + column; }
  Axes axes(const Axes& own) const {
    Axes all = tallies_.leading;
    all.insert(all.end(), own.begin(), own.end());
    return all;
  }
  // What `get` gives of each point, one after the other.
  template <class Get>
  auto over_points(Get get) const {
    auto all = get(*tallies_.points.front());
    for (std::size_t p = 1; p < tallies_.points.size(); ++p) {
      const auto more = get(*tallies_.points[p]);
      all.insert(all.end(), more.begin(), more.end());
    }
    return all;
  }

 public:
  Writer(Folder& folder, const OutcomeTallies& tallies)
      : folder_(folder), tallies_(tallies), record_(tallies.record),
        level_(tallies.record.experiment.run.confidence_level) {}

  void run() const {
    const Tallies& shape = *tallies_.points.front();
    if (!record_.connectivity.empty()) write_disconnected();
    if (!record_.joining.empty()) {
      write_systems();
      write_capacity();
      write_capacity_sums();
      write_capacity_quantiles();
    }
    EstimateColumns means;
    std::vector<const Histogram Tallies::*> quantities;
    const auto add = [&](const std::string& axis, const std::string& name, const Histogram Tallies::* histogram) {
      if ((shape.*histogram).empty()) return;
      quantities.push_back(histogram);
      write_numbers(folder_, name_of(name), axes({axis}), over_points([&](const Tallies& t) { return t.*histogram; }),
                    "trials with this value", "1", Role::tally);
    };
    add("component_count", "component_count_trials", &Tallies::component_count);
    add("component_size", "largest_component_trials", &Tallies::largest_component);
    add("elements_failed", "elements_failed_trials", &Tallies::elements_failed);
    if (quantities.empty()) return;
    for (const Tallies* t : tallies_.points)
      for (const auto histogram : quantities) means.add(mean(t->*histogram, level_));
    means.write(folder_, name_of("quantity"), "_mean", axes({"quantity"}), "mean over the trials", "1");
  }

 private:
  void write_disconnected() const {
    ProportionColumns columns(level_);
    for (const Tallies* t : tallies_.points)
      for (const std::uint64_t events : t->disconnected) columns.add({events, t->trials});
    columns.write(folder_, name_of("disconnected"), axes({"connectivity"}), "the two ends are disconnected");
  }

  void write_systems() const {
    const auto table = [](const Tallies& t) { return padded(t.systems_joining, longest(t.systems_joining), std::uint64_t{0}); };
    write_numbers(folder_, name_of("systems_joining_trials"), axes({"joining", "systems"}), over_points(table),
                  "trials with this many systems joining", "1", Role::tally);
    EstimateColumns means;
    std::set<std::uint32_t> limits;
    for (const auto& label : record_.joining) limits.insert(label.fewer_than.begin(), label.fewer_than.end());
    ProportionColumns fewer(level_);
    for (const Tallies* t : tallies_.points)
      for (const Histogram& histogram : t->systems_joining) {
        means.add(mean(histogram, level_));
        for (const std::uint32_t limit : limits) fewer.add({count_below(histogram, limit), t->trials});
      }
    means.write(folder_, name_of("systems_joining"), "_mean", axes({"joining"}), "mean number of systems joining", "1");
    if (!limits.empty())
      fewer.write(folder_, name_of("fewer_systems"), axes({"joining", "fewer_than"}), "fewer than that many systems join the two ends");
  }

  void write_capacity() const {
    const std::size_t length = longest(tallies_.points.front()->capacity);
    const auto table = [&](const Tallies& t) { return padded(t.capacity, length, std::uint64_t{0}); };
    write_numbers(folder_, name_of("capacity_trials"), axes({"joining", "capacity_bin"}), over_points(table),
                  "trials with a capacity in this bin", "1", Role::tally);
    ProportionColumns exceedance(level_);
    for (const Tallies* t : tallies_.points)
      for (const Histogram& histogram : t->capacity)
        for (std::size_t bin = 0; bin < length; ++bin) exceedance.add({t->trials - count_below(histogram, bin), t->trials});
    exceedance.write(folder_, name_of("capacity_exceedance"), axes({"joining", "capacity_bin"}),
                     "the capacity is at least capacity_bin_lower");
  }

  void write_capacity_sums() const {
    std::vector<std::uint64_t> sum_high, sum_low, squares_high, squares_low;
    EstimateColumns means;
    for (const Tallies* t : tallies_.points)
      for (std::size_t j = 0; j < record_.joining.size(); ++j) {
        const Moments& m = t->capacity_gbps[j];
        sum_high.push_back(static_cast<std::uint64_t>(m.sum >> 64));
        sum_low.push_back(static_cast<std::uint64_t>(m.sum));
        squares_high.push_back(static_cast<std::uint64_t>(m.sum_of_squares >> 64));
        squares_low.push_back(static_cast<std::uint64_t>(m.sum_of_squares));
        const MeanEstimate e = mean(m, t->trials, level_);
        if (has_capacity(record_.joining[j]))
          means.add(e.value / 1000, e.standard_error / 1000, {e.interval.lower / 1000, e.interval.upper / 1000});
        else
          means.add(nan, nan, {nan, nan});
      }
    const Axes own = axes({"joining"});
    write_numbers(folder_, name_of("capacity_sum_gbps_hi"), own, sum_high, "sum over trials, upper 64 of 128 bits", "Gbit s-1",
                  Role::tally);
    write_numbers(folder_, name_of("capacity_sum_gbps_lo"), own, sum_low, "sum over trials, lower 64 of 128 bits", "Gbit s-1",
                  Role::tally);
    write_numbers(folder_, name_of("capacity_sum_of_squares_gbps2_hi"), own, squares_high,
                  "sum of squares over trials, upper 64 of 128 bits", "Gbit2 s-2", Role::tally);
    write_numbers(folder_, name_of("capacity_sum_of_squares_gbps2_lo"), own, squares_low,
                  "sum of squares over trials, lower 64 of 128 bits", "Gbit2 s-2", Role::tally);
    means.write(folder_, name_of("capacity"), "_mean", own, "mean surviving capacity; NaN if no capacity is public", "Tbit s-1");
  }

  void write_capacity_quantiles() const {
    std::vector<double> value, lower, upper;
    for (const Tallies* t : tallies_.points)
      for (std::size_t j = 0; j < record_.joining.size(); ++j)
        for (const double q : quantile_levels()) {
          const auto bins = quantile(t->capacity[j], q, level_);
          const double width = static_cast<double>(record_.joining[j].bin_width_gbps) / 1000;
          const bool known = bins && has_capacity(record_.joining[j]);
          value.push_back(known ? static_cast<double>(bins->value) * width : nan);
          lower.push_back(known ? static_cast<double>(bins->lower) * width : nan);
          upper.push_back(known ? static_cast<double>(bins->upper + 1) * width : nan);
        }
    const Axes own = axes({"joining", "quantile"});
    write_numbers(folder_, name_of("capacity_quantile"), own, value, "lower edge of the bin that holds the quantile of the capacity",
                  "Tbit s-1", Role::estimate);
    write_numbers(folder_, name_of("capacity_quantile_lower"), own, lower, "lower end of the interval of the quantile", "Tbit s-1",
                  Role::estimate);
    write_numbers(folder_, name_of("capacity_quantile_upper"), own, upper,
                  "upper end of the interval of the quantile, a bin's upper edge", "Tbit s-1", Role::estimate);
  }

  Folder& folder_;
  const OutcomeTallies& tallies_;
  const engine::RunRecord& record_;
  double level_;
};

}  // namespace

void write_outcomes(Folder& folder, const OutcomeTallies& tallies) { Writer(folder, tallies).run(); }

}  // namespace kaitei::results
