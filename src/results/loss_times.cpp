#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "results/estimates_json.hpp"
#include "results/outcome_tables.hpp"
#include "results/sampled.hpp"
#include "results/text.hpp"
#include "scenario/loss_ticks.hpp"

namespace kaitei::results {
namespace {

using hdf5::Folder;

std::string label(std::size_t row) { return row == scenario::most_losses ? "last" : std::to_string(row + 1); }

std::uint64_t trials(const Histogram& ticks) { return std::accumulate(ticks.begin(), ticks.end(), std::uint64_t{0}); }

// In hours, over the trials that have that loss.
MeanEstimate hours(const Histogram& ticks, double level) {
  constexpr double tick = scenario::tick_minutes / 60.0;
  const MeanEstimate e = mean(ticks, level);
  return {e.value * tick, e.standard_error * tick, {e.interval.lower * tick, e.interval.upper * tick}};
}

}  // namespace

void write_loss_times(Folder& folder, const engine::RunRecord& run, const engine::SampledRecord& record) {
  if (record.points.front().loss_ticks.empty()) return;
  std::vector<std::string> losses;
  for (std::size_t row = 0; row <= scenario::most_losses; ++row) losses.push_back(label(row));
  describe(folder.axis("loss", losses), "n: the n-th element that the events of a trial took; last: the last of them",
           Role::coordinate);
  std::size_t length = 0;
  for (const auto& point : record.points) length = std::max(length, point.loss_ticks.rows.front().size());
  std::vector<double> hour(length);
  for (std::size_t tick = 0; tick < length; ++tick) hour[tick] = static_cast<double>(tick) * scenario::tick_minutes / 60;
  describe(folder.axis<double>("loss_hour", hour), "middle of the tick, of ten minutes, after the events began", "h", Role::coordinate);
  Axes axes;
  for (const experiment::SweepAxis& axis : record.axes) axes.push_back(axis.key);
  axes.emplace_back("loss");
  EstimateColumns means;
  std::vector<std::uint64_t> counts;
  for (const auto& point : record.points)
    for (const Histogram& ticks : point.loss_ticks.rows) {
      means.add(hours(ticks, run.experiment.run.confidence_level));
      counts.insert(counts.end(), ticks.begin(), ticks.end());
      counts.resize(counts.size() + length - ticks.size());
    }
  means.write(folder, "loss_hours", "_mean", axes, "hours until that loss, in the trials that have it; NaN if none has", "h");
  axes.emplace_back("loss_hour");
  write_numbers(folder, "loss_trials", axes, counts, "trials in which that loss came in that tick", "1", Role::tally);
}

void read_loss_times(const hdf5::OpenFile& file, const std::string& group, std::vector<engine::SampledPoint>& points) {
  if (!file.has(group + "loss_trials")) return;
  const auto counts = file.numbers<std::uint64_t>(group + "loss_trials");
  const std::size_t length = file.numbers<double>(group + "loss_hour").size();
  if (counts.size() != points.size() * (scenario::most_losses + 1) * length) throw hdf5::Failure(group + "loss_trials does not fit its axes");
  auto next = counts.begin();
  for (engine::SampledPoint& point : points)
    for (std::size_t row = 0; row <= scenario::most_losses; ++row, next += static_cast<std::ptrdiff_t>(length))
      point.loss_ticks.rows.emplace_back(next, next + static_cast<std::ptrdiff_t>(length));
}

std::vector<LossTime> loss_times(const scenario::LossTicks& losses, double level) {
  std::vector<LossTime> times;
  for (std::size_t row = 0; row < losses.rows.size(); ++row)
    if (const std::uint64_t seen = trials(losses.rows[row]); seen > 0) times.push_back({label(row), seen, hours(losses.rows[row], level)});
  return times;
}

std::string loss_times_text(const scenario::LossTicks& losses, double level) {
  const std::vector<LossTime> times = loss_times(losses, level);
  if (times.empty()) return "";
  const MeanEstimate &first = times.front().hours, &last = times.back().hours;
  return fmt::format("    where something is lost: the first after {} h in the mean, the last after {} h\n",
                     with_error(first.value, first.standard_error), with_error(last.value, last.standard_error));
}

nlohmann::json loss_times_json(const scenario::LossTicks& losses, double level) {
  nlohmann::json rows = nlohmann::json::array();
  for (const LossTime& time : loss_times(losses, level))
    rows.push_back({{"loss", time.loss}, {"trials", time.trials}, {"hours", mean_json(time.hours)}});
  return rows;
}

}  // namespace kaitei::results
