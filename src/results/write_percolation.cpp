#include <algorithm>
#include <array>
#include <numeric>

#include <fmt/format.h>

#include "results/columns.hpp"
#include "results/percolation.hpp"
#include "results/table.hpp"

namespace kaitei::results {
namespace {

using engine::PercolationCurve;
using engine::RunRecord;
using percolation::Observable;

std::string_view unit_name(Observable o) { return o < Observable::spanning_any ? "2^-16" : "2^-31"; }

std::size_t longest_curve(const RunRecord& record) {
  std::size_t points = 0;
  for (const PercolationCurve& curve : record.curves) points = std::max(points, curve.probabilities.size());
  return points;
}

void write_observable(hdf5::Folder& root, const RunRecord& record, const ObservableName& m) {
  const Axes axes{"percolation", "point"};
  const std::size_t points = longest_curve(record);
  std::array<std::vector<std::uint64_t>, 4> words;  // sum high, low; sum of squares high, low
  EstimateColumns estimates;
  for (const PercolationCurve& curve : record.curves)
    for (std::size_t point = 0; point < points; ++point) {
      const bool there = point < curve.probabilities.size();
      const Moments moments = there ? curve.tally.points[point][static_cast<std::size_t>(m.observable)] : Moments{};
      words[0].push_back(static_cast<std::uint64_t>(moments.sum >> 64));
      words[1].push_back(static_cast<std::uint64_t>(moments.sum));
      words[2].push_back(static_cast<std::uint64_t>(moments.sum_of_squares >> 64));
      words[3].push_back(static_cast<std::uint64_t>(moments.sum_of_squares));
      estimates.add(there ? mean_of(curve, point, m.observable, record.experiment.run.confidence_level)
                          : MeanEstimate{nan, nan, {nan, nan}});
    }
  const std::string name(m.name), unit(unit_name(m.observable));
  constexpr std::array<std::string_view, 4> parts{"_sum_hi", "_sum_lo", "_sum_of_squares_hi", "_sum_of_squares_lo"};
  for (std::size_t i = 0; i < parts.size(); ++i)
    write_numbers(root, name + std::string(parts[i]), axes, words[i],
                  fmt::format("{} 64 bits of the sum over sweeps of {}{}, in units of {}{}", i % 2 ? "low" : "high", name,
                              i < 2 ? "" : " squared", unit, i < 2 ? "" : " squared"),
                  "1", Role::tally);
  estimates.write(root, name, "_mean", axes, "mean over sweeps of the canonical average: " + std::string(m.meaning), "1");
}

}  // namespace

void write_percolation(hdf5::Folder& root, const RunRecord& record) {
  if (record.curves.empty()) return;
  Table<PercolationCurve> table(root, "percolation", record.curves, [](auto& c) { return c.settings.name; },
                                "percolation curve");
  table.flags("graph", [](auto& c) { return c.settings.graph; },
              {"square", "triangular", "honeycomb", "cubic", "erdos-renyi", "random-geometric", "rmat", "file"}, "graph");
  table.flags("boundary", [](auto& c) { return c.settings.boundary; }, {"open", "cylinder", "torus"},
              "boundary of a lattice; no meaning for other graphs");
  table.flags("kind", [](auto& c) { return c.settings.kind; }, {"bond", "site"}, "what is occupied at random");
  table.number<std::uint64_t>("nodes", [](auto& c) { return c.nodes; }, "nodes of the graph");
  table.number<std::uint64_t>("edges", [](auto& c) { return c.edges; }, "edges of the graph");
  table.number<std::uint32_t>("spanning_axes", [](auto& c) { return c.axes; }, "axes along which spanning was asked");
  std::vector<std::uint64_t> sweeps;
  for (const PercolationCurve& curve : record.curves) sweeps.push_back(curve.tally.sweeps);
  write_numbers(root, "percolation_sweeps", {"percolation"}, sweeps, "sweeps behind every number of the curve", "1",
                Role::tally);
  std::vector<std::uint32_t> numbers(longest_curve(record));
  std::iota(numbers.begin(), numbers.end(), 0u);
  describe(root.axis<std::uint32_t>("point", numbers), "number of a point on its curve", "1", Role::coordinate);
  std::vector<double> probabilities;
  for (const PercolationCurve& curve : record.curves) {
    probabilities.insert(probabilities.end(), curve.probabilities.begin(), curve.probabilities.end());
    probabilities.resize(probabilities.size() + numbers.size() - curve.probabilities.size(), nan);
  }
  write_numbers(root, "occupation_probability", {"percolation", "point"}, probabilities,
                "probability with which each edge (bond) or node (site) is occupied; NaN beyond a curve's last point", "1",
                Role::coordinate);
  for (const ObservableName& m : observable_names) write_observable(root, record, m);
}

}  // namespace kaitei::results
