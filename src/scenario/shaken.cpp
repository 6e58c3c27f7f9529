#include "scenario/shaken.hpp"

#include <algorithm>
#include <numbers>

#include "scenario/exact_math.hpp"

namespace kaitei::scenario {

RuptureSize rupture_size(experiment::Rupture rupture, double magnitude) {
  const auto power = [&](double a, double b) { return exponential((a + b * magnitude) * std::numbers::ln10); };
  if (rupture == experiment::Rupture::crustal) return {power(-2.44, 0.59), power(-1.01, 0.32)};
  return {power(-2.477, 0.585), power(-0.882, 0.351)};
}

Shaken::Shaken(const Earthquake& quake, double reach) {
  if (quake.rupture == experiment::Rupture::point) {
    about_point_.emplace(quake.epicentre, reach);
    return;
  }
  const RuptureSize size = rupture_size(quake.rupture, quake.magnitude);
  const double half_line = std::max(size.length - size.width, 0.0) / 2 / earth_radius_km;  // between the round ends' centres
  const Vec3 from = Track::along(quake.epicentre, quake.strike + std::numbers::pi, half_line, 0).to();
  const Vec3 to = Track::along(quake.epicentre, quake.strike, half_line, 0).to();
  about_rupture_.emplace(from, to, std::min(size.width / earth_radius_km + 2 * reach, std::numbers::pi));
}

bool Shaken::touches(const Path& path) const {
  if (about_point_) return path.touches(*about_point_);
  return about_rupture_->near(path) && about_rupture_->meets(path, [](Vec3) { return true; });
}

}  // namespace kaitei::scenario
