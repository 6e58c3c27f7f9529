#include "results/percolation.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "results/rows.hpp"

namespace kaitei::results {
namespace {

using Table = std::vector<std::vector<std::uint64_t>>;  // [curve][point]

// Sums stand in two columns of 64 bits.
struct Wide {
  Table high, low;
  Wide(const hdf5::OpenFile& file, const std::string& name)
      : high(rows<std::uint64_t>(file, name + "_hi")), low(rows<std::uint64_t>(file, name + "_lo")) {}
  Uint128 at(std::size_t curve, std::size_t point) const {
    return Uint128{high.at(curve).at(point)} << 64 | low.at(curve).at(point);
  }
};

}  // namespace

void read_percolation(const hdf5::OpenFile& file, engine::RunRecord& record) {
  const auto& asked = record.experiment.outcomes.percolation;
  if (asked.empty()) return;
  const auto nodes = file.numbers<std::uint64_t>("/percolation_nodes"), edges = file.numbers<std::uint64_t>("/percolation_edges"),
             sweeps = file.numbers<std::uint64_t>("/percolation_sweeps");
  const auto axes = file.numbers<std::uint32_t>("/percolation_spanning_axes");
  const auto probabilities = rows<double>(file, "/occupation_probability");
  std::uint64_t all = 0;
  for (std::size_t c = 0; c < asked.size(); ++c) {
    if (probabilities.at(c).size() < asked[c].points) throw std::out_of_range("points");
    engine::PercolationCurve curve{asked[c], nodes.at(c), edges.at(c), axes.at(c), probabilities.at(c), {}};
    curve.probabilities.resize(asked[c].points);  // what lies beyond is padding
    curve.tally.sweeps = sweeps.at(c);
    curve.tally.points.resize(asked[c].points);
    all += curve.tally.sweeps;
    record.curves.push_back(std::move(curve));
  }
  if (all != record.tallies.trials) throw hdf5::Failure("percolation_sweeps do not add up to the trials");
  for (const ObservableName& o : observable_names) {
    const std::string name = fmt::format("/{}", o.name);
    const Wide sum(file, name + "_sum"), squares(file, name + "_sum_of_squares");
    for (std::size_t c = 0; c < asked.size(); ++c)
      for (std::size_t point = 0; point < asked[c].points; ++point)
        record.curves[c].tally.points[point][static_cast<std::size_t>(o.observable)] = {sum.at(c, point), squares.at(c, point)};
  }
}

}  // namespace kaitei::results
