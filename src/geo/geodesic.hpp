// Distances on the WGS84 ellipsoid (GeographicLib: Karney, J. Geodesy 87, 2013; accurate to nanometres).
#pragma once

#include <span>

#include "network/network.hpp"

namespace kaitei::geo {

// Kilometres along the shortest geodesic; the antimeridian is no obstacle.
double distance_km(const network::Position&, const network::Position&);

// Sum over the line's straight (geodesic) pieces; 0 for fewer than two positions.
double line_length_km(std::span<const network::Position>);

// The same meridian in (-180, 180].
double wrap_longitude(double degrees);

}  // namespace kaitei::geo
