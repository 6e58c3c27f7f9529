#include "geo/antimeridian.hpp"

#include <cmath>

#include "catch.hpp"
#include "geo/geodesic.hpp"

using namespace kaitei::geo;
using kaitei::network::Position;

namespace {

double length(const std::vector<std::vector<Position>>& parts) {
  double total = 0;
  for (const auto& part : parts) total += line_length_km(part);
  return total;
}

bool on_one_side(const std::vector<Position>& part) {
  for (std::size_t i = 1; i < part.size(); ++i) {
    if (std::abs(part[i].longitude - part[i - 1].longitude) > 180) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("Lines are cut where their geodesic meets 180 degrees, at no change of length") {
  const std::vector<std::vector<Position>> lines{{{170, 40}, {-170, 45}},
                                                 {{-170, 45}, {170, 40}},
                                                 {{170, 40}, {180, 42}, {-170, 45}},
                                                 {{-170, 45}, {180, 42}, {170, 40}},
                                                 {{160, 0}, {170, 40}, {-170, 45}, {175, 20}},
                                                 {{180, 10}, {-170, 5}},
                                                 {{-170, 5}, {180, 10}},
                                                 {{-170, 5}, {180, 10}, {-175, 15}},
                                                 {{170, 5}, {180, 10}, {175, 15}}};
  const std::vector<std::size_t> parts{2, 2, 2, 2, 3, 1, 1, 2, 1};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CAPTURE(i);
    const auto cut = cut_at_antimeridian(lines[i]);
    CHECK(cut.size() == parts[i]);
    for (const auto& part : cut) CHECK(on_one_side(part));
    CHECK(length(cut) == Approx(line_length_km(lines[i])).epsilon(1e-12));
    for (std::size_t j = 1; j < cut.size(); ++j) {
      CHECK(std::abs(cut[j].front().longitude) == 180);
      CHECK(std::abs(cut[j - 1].back().longitude) == 180);
      CHECK(cut[j].front().latitude == cut[j - 1].back().latitude);
    }
  }
}
