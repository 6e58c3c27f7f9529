// Files that the build puts into the program (src/report/embed.cmake).
#pragma once

#include <string_view>

namespace kaitei::report {

std::string_view page_script();
std::string_view page_style();
std::string_view land_geojson();  // geodata/context/land-50m.geojson: Natural Earth, public domain

// Leaflet, if it was there when the build was configured; else these are empty.
std::string_view leaflet_script();
std::string_view leaflet_style();
std::string_view leaflet_licence();
inline bool has_leaflet() { return !leaflet_script().empty(); }

}  // namespace kaitei::report
