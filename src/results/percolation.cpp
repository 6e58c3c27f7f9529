#include "results/percolation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "errors.hpp"
#include "results/atomic_file.hpp"
#include "results/checksum.hpp"
#include "results/columns.hpp"
#include "results/names.hpp"
#include "results/table.hpp"
#include "results/text.hpp"
#include "results/write_tables.hpp"

namespace kaitei::results {
namespace {

using engine::PercolationCurve;
using engine::PercolationRecord;
using percolation::Observable;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Meaning {
  Observable observable;
  std::string_view name, meaning;
};
constexpr std::array<Meaning, percolation::observable_count> meanings{{
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

std::string_view unit_name(Observable o) { return o < Observable::spanning_any ? "2^-16" : "2^-31"; }

std::size_t longest_curve(const PercolationRecord& record) {
  std::size_t points = 0;
  for (const PercolationCurve& curve : record.curves) points = std::max(points, curve.probabilities.size());
  return points;
}

void write_observable(hdf5::Folder& root, const PercolationRecord& record, const Meaning& m) {
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

void write_curves(hdf5::Folder& root, const PercolationRecord& record) {
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
  for (const Meaning& m : meanings) write_observable(root, record, m);
}

hdf5::Bytes image_of(const PercolationRecord& record) {
  const auto& experiment = record.experiment;
  hdf5::NewFile file(experiment.output.deflate_level);
  hdf5::Folder& root = file.root();
  root.attribute("Conventions", "CF-1.10");
  root.attribute("title", "kaitei: " + experiment.name);
  root.attribute("experiment", experiment.name);
  root.attribute("question", experiment.question);
  root.attribute("format", "kaitei percolation");
  root.attribute("format_version", format_version);
  root.attribute("seed", experiment.run.seed);
  root.attribute("confidence_level", experiment.run.confidence_level);
  root.attribute("sampler_contract", record.provenance.sampler_contract);
  write_curves(root, record);
  engine::RunRecord shared;  // what /provenance tells of any run
  shared.experiment = experiment;
  shared.provenance = record.provenance;
  for (const PercolationCurve& curve : record.curves) shared.tallies.trials += curve.tally.sweeps;
  write_provenance(root, shared);
  return file.image();
}

nlohmann::json number_or_null(double value) { return std::isnan(value) ? nlohmann::json(nullptr) : nlohmann::json(value); }

// The point at which an observable is largest.
std::size_t peak(const PercolationCurve& curve, Observable o) {
  const auto value = [&](const auto& point) { return point[static_cast<std::size_t>(o)].sum; };
  return static_cast<std::size_t>(std::ranges::max_element(curve.tally.points, {}, value) - curve.tally.points.begin());
}

}  // namespace

std::string name_of(Observable o) { return std::string(meanings[static_cast<std::size_t>(o)].name); }

MeanEstimate mean_of(const PercolationCurve& curve, std::size_t point, Observable o, double level) {
  const auto axis = static_cast<unsigned>(o) - static_cast<unsigned>(Observable::spanning_axis_0);
  if (o >= Observable::spanning_any && (curve.axes == 0 || (o >= Observable::spanning_axis_0 && axis >= curve.axes)))
    return {nan, nan, {nan, nan}};
  MeanEstimate estimate = mean(curve.tally.points[point][static_cast<std::size_t>(o)], curve.tally.sweeps, level);
  const double unit = percolation::unit_of(o);
  return {estimate.value * unit, estimate.standard_error * unit,
          {estimate.interval.lower * unit, estimate.interval.upper * unit}};
}

void write_result(const PercolationRecord& record, const std::filesystem::path& path) {
  try {
    const hdf5::Bytes image = image_of(record);
    const std::string trailer = trailer_for(image);
    write_atomically(path, {image, std::span(reinterpret_cast<const unsigned char*>(trailer.data()), trailer.size())});
  } catch (const hdf5::Failure& failure) {
    throw RunError("the result file cannot be built (" + std::string(failure.what()) + "); free some memory");
  }
}

std::string summary_text(const PercolationRecord& record) {
  std::string text = record.experiment.name;
  if (!record.experiment.question.empty()) text += ": " + record.experiment.question;
  text += "\n\n";
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
  text += "Where the clusters beside the largest are widest (the peak of the susceptibility), mean ± standard error:\n";
  return text + table(rows, {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right,
                             Align::right, Align::right});
}

nlohmann::json summary_json(const PercolationRecord& record) {
  const double level = record.experiment.run.confidence_level;
  nlohmann::json json = {{"experiment", record.experiment.name}, {"seed", record.experiment.run.seed},
                         {"confidence_level", level}, {"wall_seconds", record.provenance.wall_seconds}};
  for (const PercolationCurve& curve : record.curves) {
    nlohmann::json row = {{"name", curve.settings.name}, {"nodes", curve.nodes}, {"edges", curve.edges},
                          {"sweeps", curve.tally.sweeps}, {"seconds", curve.seconds},
                          {"probability", curve.probabilities}};
    for (const Meaning& m : meanings) {
      nlohmann::json means = nlohmann::json::array(), errors = nlohmann::json::array();
      for (std::size_t point = 0; point < curve.probabilities.size(); ++point) {
        const MeanEstimate estimate = mean_of(curve, point, m.observable, level);
        means.push_back(number_or_null(estimate.value));
        errors.push_back(number_or_null(estimate.standard_error));
      }
      row[std::string(m.name)] = {{"mean", means}, {"standard_error", errors}};
    }
    json["percolation"].push_back(row);
  }
  return json;
}

}  // namespace kaitei::results
