// A Gaussian copula over the segments, with a correlation that falls off with distance. Each element fails with its
// probability of [failure]; segments near each other fail together more often.
#pragma once

#include <string>

#include "scenario/chances.hpp"
#include "scenario/sphere.hpp"

namespace kaitei::scenario {

// The lower triangle whose product with its transpose is the matrix of correlations exp(-d / length_km), d being the
// straight distance between the points, by columns: column j holds rows j to n - 1. Positive semidefinite for any points
// (Schoenberg, Ann. Math. 39, 1938); points in one place have the same normal variable.
std::vector<std::vector<double>> correlation_root(const std::vector<Vec3>& points, double length_km);

// The point halfway along a line of chords, on the sphere.
Vec3 middle_of(const Path&);

class CopulaHazard final : public Hazard {
 public:
  // Throws UsageError for a segment without a position, and for more than 5,000 segments that can fail.
  CopulaHazard(const experiment::Scenario&, const experiment::Experiment&, const network::Network&, const network::Graph&);
  void strike(Draws&, std::vector<Literal>& failed) const override;

 private:
  std::vector<Literal> segments_;
  std::vector<std::uint64_t> streams_;  // beside segments_
  std::vector<double> limits_;          // a segment fails if its normal variable lies below
  std::vector<std::vector<double>> root_;
  Chances others_;
};

}  // namespace kaitei::scenario
