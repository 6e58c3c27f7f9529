#include "results/percolation.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "results/estimates_json.hpp"
#include "results/text.hpp"

namespace kaitei::results {
namespace {

using engine::PercolationCurve;
using engine::RunRecord;
using percolation::Observable;

// The point at which an observable is largest.
std::size_t peak(const PercolationCurve& curve, Observable o) {
  const auto value = [&](const auto& point) { return point[static_cast<std::size_t>(o)].sum; };
  return static_cast<std::size_t>(std::ranges::max_element(curve.tally.points, {}, value) - curve.tally.points.begin());
}

}  // namespace

const std::array<ObservableName, percolation::observable_count> observable_names{{
    {Observable::largest_cluster, "largest_cluster", "nodes of the largest cluster"},
    {Observable::second_largest_cluster, "second_largest_cluster", "nodes of the second largest cluster"},
    {Observable::mean_cluster_size, "mean_cluster_size",
     "sum of squared cluster sizes over the nodes: mean size of the cluster of a random node"},
    {Observable::susceptibility, "susceptibility", "mean_cluster_size without the largest cluster"},
    {Observable::cluster_count, "cluster_count", "clusters (site percolation: of occupied sites)"},
    {Observable::spanning_any, "spanning_any", "probability that a cluster spans some axis"},
    {Observable::spanning_every, "spanning_every", "probability that every axis is spanned"},
    {Observable::spanning_axis_0, "spanning_axis_0", "probability that a cluster spans axis 0"},
    {Observable::spanning_axis_1, "spanning_axis_1", "probability that a cluster spans axis 1"},
    {Observable::spanning_axis_2, "spanning_axis_2", "probability that a cluster spans axis 2"},
}};

MeanEstimate mean_of(const PercolationCurve& curve, std::size_t point, Observable o, double level) {
  const auto axis = static_cast<unsigned>(o) - static_cast<unsigned>(Observable::spanning_axis_0);
  if (o >= Observable::spanning_any && (curve.axes == 0 || (o >= Observable::spanning_axis_0 && axis >= curve.axes)))
    return {nan, nan, {nan, nan}};
  MeanEstimate estimate = mean(curve.tally.points[point][static_cast<std::size_t>(o)], curve.tally.sweeps, level);
  const double unit = percolation::unit_of(o);
  return {estimate.value * unit, estimate.standard_error * unit,
          {estimate.interval.lower * unit, estimate.interval.upper * unit}};
}

std::string percolation_text(const RunRecord& record) {
  if (record.curves.empty()) return "";
  std::vector<std::vector<std::string>> rows{
      {"curve", "nodes", "edges", "sweeps", "susceptibility", "at p", "largest share", "P(spanning)"}};
  const double level = record.experiment.run.confidence_level;
  for (const PercolationCurve& curve : record.curves) {
    const std::size_t at = peak(curve, Observable::susceptibility);
    const auto estimate = [&](Observable o, double scale) {
      const MeanEstimate m = mean_of(curve, at, o, level);
      return std::isnan(m.value) ? std::string("-") : with_error(m.value * scale, m.standard_error * scale);
    };
    rows.push_back({curve.settings.name, grouped(curve.nodes), grouped(curve.edges), grouped(curve.tally.sweeps),
                    estimate(Observable::susceptibility, 1), fmt::format("{:.6g}", curve.probabilities[at]),
                    estimate(Observable::largest_cluster, 1 / static_cast<double>(std::max<std::uint64_t>(curve.nodes, 1))),
                    estimate(Observable::spanning_any, 1)});
  }
  std::string text = "\nWhere the clusters beside the largest are widest (the peak of the susceptibility), mean ± standard error:\n";
  return text + table(rows, {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right,
                             Align::right, Align::right});
}

nlohmann::json percolation_json(const RunRecord& record) {
  const double level = record.experiment.run.confidence_level;
  nlohmann::json list = nlohmann::json::array();
  for (const PercolationCurve& curve : record.curves) {
    nlohmann::json row = {{"name", curve.settings.name}, {"nodes", curve.nodes}, {"edges", curve.edges},
                          {"sweeps", curve.tally.sweeps}, {"probability", curve.probabilities}};
    for (const ObservableName& o : observable_names) {
      nlohmann::json means = nlohmann::json::array(), errors = nlohmann::json::array();
      for (std::size_t point = 0; point < curve.probabilities.size(); ++point) {
        const MeanEstimate estimate = mean_of(curve, point, o.observable, level);
        means.push_back(number_json(estimate.value));
        errors.push_back(number_json(estimate.standard_error));
      }
      row[std::string(o.name)] = {{"mean", means}, {"standard_error", errors}};
    }
    list.push_back(std::move(row));
  }
  return list;
}

}  // namespace kaitei::results
