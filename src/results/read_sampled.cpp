#include <algorithm>

#include "results/sampled.hpp"

namespace kaitei::results {
namespace {

using engine::RunRecord;
using engine::SampledRecord;
using hdf5::OpenFile;

// Gives each point its share of a table, in order.
template <class T>
class Table {
 public:
  Table(const OpenFile& file, const std::string& path, std::size_t points)
      : values_(file.numbers<T>(path)), points_(points), share_(values_.size() / points) {}

  // Entries of point p, cut into `rows` rows.
  std::vector<std::vector<T>> rows(std::size_t p, std::size_t count) const {
    std::vector<std::vector<T>> table(count);
    for (std::size_t r = 0; r < count; ++r) {
      const auto begin = values_.begin() + static_cast<std::ptrdiff_t>(p * share_ + r * (share_ / count));
      table[r].assign(begin, begin + static_cast<std::ptrdiff_t>(share_ / count));
    }
    return table;
  }
  std::vector<T> row(std::size_t p) const { return rows(p, 1).front(); }

 private:
  std::vector<T> values_;
  std::size_t points_, share_;
};

class Reader {
 public:
  Reader(const OpenFile& file, const std::string& group, const RunRecord& run, std::size_t points)
      : file_(file), group_(group), run_(run), points_(points) {}

  std::vector<Tallies> read(const std::string& prefix) const {
    std::vector<Tallies> all(points_);
    const std::string path = group_ + prefix;
    for (Tallies& t : all) t.trials = file_.number_attribute<std::uint64_t>(group_.substr(0, group_.size() - 1), "trials");
    const auto fill = [&](const std::string& name, std::vector<std::uint64_t> Tallies::* field) {
      if (!file_.has(path + name)) return;
      const Table<std::uint64_t> table(file_, path + name, points_);
      for (std::size_t p = 0; p < points_; ++p) all[p].*field = table.row(p);
    };
    fill("disconnected_count", &Tallies::disconnected);
    fill("component_count_trials", &Tallies::component_count);
    fill("largest_component_trials", &Tallies::largest_component);
    fill("elements_failed_trials", &Tallies::elements_failed);
    fill("element_failed_count", &Tallies::element_failed);
    if (!run_.joining.empty()) read_joining(path, all);
    return all;
  }

 private:
  void read_joining(const std::string& path, std::vector<Tallies>& all) const {
    const std::size_t outcomes = run_.joining.size();
    const auto table = [&](const std::string& name) { return Table<std::uint64_t>(file_, path + name, points_); };
    const auto systems = table("systems_joining_trials"), capacity = table("capacity_trials"),
               sum_hi = table("capacity_sum_gbps_hi"), sum_lo = table("capacity_sum_gbps_lo"),
               squares_hi = table("capacity_sum_of_squares_gbps2_hi"), squares_lo = table("capacity_sum_of_squares_gbps2_lo");
    for (std::size_t p = 0; p < points_; ++p) {
      all[p].systems_joining = systems.rows(p, outcomes);
      all[p].capacity = capacity.rows(p, outcomes);
      const auto high = sum_hi.row(p), low = sum_lo.row(p), high2 = squares_hi.row(p), low2 = squares_lo.row(p);
      for (std::size_t j = 0; j < outcomes; ++j) {
        all[p].capacity_gbps.push_back({Uint128{high.at(j)} << 64 | low.at(j), Uint128{high2.at(j)} << 64 | low2.at(j)});
        // What lies beyond an outcome's own systems and bins is padding.
        all[p].systems_joining[j].resize(run_.tallies.systems_joining.at(j).size());
        all[p].capacity[j].resize(run_.tallies.capacity.at(j).size());
      }
    }
  }

  const OpenFile& file_;
  const std::string& group_;
  const RunRecord& run_;
  std::size_t points_;
};

}  // namespace

SampledRecord read_sampled(const OpenFile& file, const std::string& group, const RunRecord& run,
                           const experiment::Scenario& scenario) {
  SampledRecord record{experiment::sweep_axes(scenario), {}, 0};
  std::size_t points = 1;
  for (const experiment::SweepAxis& axis : record.axes) points *= axis.values.size();
  const Reader reader(file, group, run, points);
  auto struck = reader.read("");
  const bool has_matched = scenario.sampling.matched;
  auto matched = has_matched ? reader.read("matched_") : std::vector<Tallies>(points);
  for (std::size_t p = 0; p < points; ++p) record.points.push_back({std::move(struck[p]), std::move(matched[p])});
  read_loss_times(file, group, record.points);
  return record;
}

}  // namespace kaitei::results
