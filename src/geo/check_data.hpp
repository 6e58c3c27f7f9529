// Is a data set fit to be cited? What the loader refuses, and what it lets pass.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kaitei::geo {

// One line for each fault, in the order of the layers; none if there are none. Faults are: what load_network() refuses or
// repairs, for systems of every status (after a refused row those that name it are passed over, not refused in turn); a
// source without a licence; a row without source or confidence; a line that crosses itself; two segments of a system
// on one line. With a coastline, any file of polygons that GDAL reads: a landing station farther from it than 10 km, or than
// its position_error_km where that is more; where the polygons have a `country`, from the station's own country's. Throws
// DataError for a source or coastline that cannot be read at all.
std::vector<std::string> check_data(const std::filesystem::path& source, const std::optional<std::filesystem::path>& coastline);

}  // namespace kaitei::geo
