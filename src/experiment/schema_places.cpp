// Keys of the scenarios that strike places.
#include "experiment/schema_parts.hpp"
#include "experiment/words.hpp"

namespace kaitei::experiment {
namespace {

using Kind = ScenarioKind;
constexpr auto rows = &Experiment::scenarios;

// Kinds with corridors: as what is struck, or as units.
std::vector<Kind> with_corridors(std::vector<Kind> more = {}) {
  for (const Kind kind : {Kind::corridor, Kind::n_minus_k, Kind::attack_sequence, Kind::attacker, Kind::deterrence})
    more.push_back(kind);
  return more;
}

void add_boxes(std::vector<Key>& table) {
  const auto add = [&](std::string_view name, Value standard, double limit, double Box::*field, std::string_view meaning) {
    table.push_back(only_of({Kind::disc, Kind::anchor_drag, Kind::worst_disc, Kind::earthquake, Kind::turbidity_current,
                             Kind::blackout, Kind::attacker},
                            key(Type::number, "scenario", name, std::move(standard), {.min = -limit, .max = limit},
                                at(rows, &Scenario::box, field), meaning)));
  };
  add("west", -180.0, 180, &Box::west, "Western meridian of the area, degrees east. Above east, the area crosses 180 degrees.");
  add("east", 180.0, 180, &Box::east, "Eastern meridian of the area, degrees east.");
  add("south", -90.0, 90, &Box::south, "Southern parallel of the area, degrees north.");
  add("north", 90.0, 90, &Box::north, "Northern parallel of the area, degrees north.");
}

void add_discs(std::vector<Key>& table) {
  table.push_back(only_of({Kind::disc, Kind::worst_disc},
                          key(Type::number, "scenario", "radius_km", 50.0, {.min = 0, .max = 20000},
                              at(rows, &Scenario::disc, &Disc::radius_km),
                              "Radius of the disc along the sphere, of radius 6371.0088 km (IUGG mean). Its centre is uniform "
                              "over the area, or where `centres` says.")));
  table.push_back(only_of({Kind::disc},
                          key(Type::number, "scenario", "aspect", 1.0, {.min = 1, .max = 100},
                              at(rows, &Scenario::disc, &Disc::aspect),
                              "Long axis over short axis of an ellipse in the disc's place, whose half axes are radius_km "
                              "times and divided by its root; its direction is uniform. 1: a disc.")));
  table.push_back(only_of({Kind::disc, Kind::anchor_drag},
                          key(Type::text, "scenario", "centres", "", {}, at(rows, &Scenario::centres, &Centres::file),
                              "GDAL raster in longitude and latitude; events begin in proportion to a cell's value times its "
                              "area, among the cells whose middle lies in the area. Relative to the experiment file.")));
  table.push_back(only_of({Kind::disc, Kind::anchor_drag, Kind::raster},
                          key(Type::integer, "scenario", "band", std::int64_t{1}, {.min = 1, .max = 65535},
                              at(rows, &Scenario::band), "Band of `centres`, or of `raster`.")));
  table.push_back(only_of({Kind::worst_disc},
                          key(Type::number, "scenario", "spacing_km", 10.0, {.min = 0.1, .max = 2000},
                              at(rows, &Scenario::worst_disc, &WorstDisc::spacing_km),
                              "Greatest distance between neighbouring centres of the grid, along meridians and parallels.")));
}

void add_anchor_drags(std::vector<Key>& table) {
  constexpr auto group = &Scenario::anchor_drag;
  using D = AnchorDrag;
  const auto add = [&](Key row) { table.push_back(only_of({Kind::anchor_drag}, std::move(row))); };
  add(key(Type::text, "scenario", "tracks", "", {}, at(rows, group, &D::tracks),
          "Layer of lines (GDAL/OGR) on which drags begin, uniformly along their length within the area; a heading of 0 is "
          "then along the line as drawn. Relative to the experiment file."));
  add(key(Type::text, "scenario", "depth", "", {}, at(rows, group, &D::depth),
          "GDAL raster of heights in metres, negative below the sea, in longitude and latitude. Drags then begin on water "
          "alone, and cut no deeper than deepest_m. Without it nothing is known of depth, and every crossing counts. Relative "
          "to the experiment file."));
  add(key(Type::text, "scenario", "land", "", {}, at(rows, group, &D::land),
          "Layer of polygons (GDAL/OGR), such as geodata/context/land-50m.geojson: a drag ends where it comes to the coast, and "
          "the ship drags no more; one that would begin on land drags nothing. Without it drags go over land. Relative to the "
          "experiment file."));
  add(key(Type::number, "scenario", "deepest_m", 200.0, positive, at(rows, group, &D::deepest_m),
          "Deepest water in which the anchor reaches a cable, by `depth` at the place of crossing."));
  table.push_back(only_of(with_corridors({Kind::anchor_drag}),
                          key(Type::number, "scenario", "width_km", 0.0, {.min = 0, .max = 10000}, at(rows, group, &D::width_km),
                              "Whole width of the strip along the track, or of the corridor: what comes within half of it is "
                              "touched.")));
  add(key(Type::number, "scenario", "heading_degrees", 0.0, {.min = -360, .max = 360}, at(rows, group, &D::heading_degrees),
          "Middle of the headings, clockwise from north, or from the line of `tracks`."));
  add(key(Type::number, "scenario", "heading_spread_degrees", 180.0, {.min = 0, .max = 180},
          at(rows, group, &D::heading_spread_degrees), "Headings are uniform within so much on either side; 180: every way."));
  add(key(Type::number, "scenario", "length_km", 10.0, {.min = 0, .max = 2000}, at(rows, group, &D::length_km),
          "Mean length of a drag, along a great circle."));
  add(word(Type::word, "scenario", "length_distribution", "exponential", length_distributions(),
           at(rows, group, &D::length_distribution), "Distribution of the length about its mean. No drag is longer than 10,000 km."));
  add(key(Type::number, "scenario", "length_sigma", 1.0, {.min = 0, .max = 5}, at(rows, group, &D::length_sigma),
          "Standard deviation of the logarithm of the length, if it is lognormal."));
  add(key(Type::integer, "scenario", "drags", std::int64_t{1}, {.min = 1, .max = most_drags}, at(rows, group, &D::drags),
          "Drags of each ship, each from where the last ended, with a heading and a length of its own. `events` counts ships."));
  add(key(Type::number, "scenario", "cut_probability", 1.0, {.min = 0, .max = 1}, at(rows, group, &D::cut_probability),
          "Probability that a segment which a drag crosses is cut."));
  add(key(Type::number, "scenario", "interdiction_probability", 0.0, {.min = 0, .max = 1},
          at(rows, group, &D::interdiction_probability), "Probability that a ship is found and stopped before its first drag."));
}

void add_zones(std::vector<Key>& table) {
  constexpr auto group = &Scenario::zone;
  const auto add = [&](Key row) { table.push_back(only_of({Kind::corridor, Kind::polygon}, std::move(row))); };
  table.push_back(only_of(with_corridors({Kind::polygon}),
                          key(Type::text, "scenario", "layer", "", {}, at(rows, group, &Zone::layer),
                              "Layer of lines (corridors) or of polygons, by GDAL/OGR; each event takes one feature, and where corridors "
                              "are units each is one, named by the column `id` or the row's number. Without it a corridor runs along one great "
                              "circle. Relative to the experiment file.")));
  add(key(Type::text, "scenario", "weight", "", {}, at(rows, group, &Zone::weight),
          "Attribute of `layer` to whose value the probability of a feature is proportional. Without it all are as likely."));
  add(key(Type::number, "scenario", "hit_probability", 1.0, {.min = 0, .max = 1}, at(rows, group, &Zone::hit_probability),
          "Probability that an element which the zone touches fails, each on its own."));
  const auto end = [&](std::string_view name, double limit, double Zone::*field, std::string_view meaning) {
    table.push_back(only_of(with_corridors(), key(Type::number, "scenario", name, 0.0, {.min = -limit, .max = limit},
                                                  at(rows, group, field), meaning)));
  };
  end("from_longitude", 180, &Zone::from_longitude, "Longitude of the corridor's one end, degrees east.");
  end("from_latitude", 90, &Zone::from_latitude, "Latitude of the corridor's one end, degrees north.");
  end("to_longitude", 180, &Zone::to_longitude, "Longitude of the corridor's other end, degrees east.");
  end("to_latitude", 90, &Zone::to_latitude, "Latitude of the corridor's other end, degrees north.");
}

void add_intensities(std::vector<Key>& table) {
  constexpr auto group = &Scenario::intensity;
  const auto add = [&](Key row) { table.push_back(only_of({Kind::raster}, std::move(row))); };
  add(key(Type::text, "scenario", "raster", "", {}, at(rows, group, &Intensity::file),
          "GDAL raster of intensity in longitude and latitude; where it has no value there is none. Relative to the experiment "
          "file."));
  add(word(Type::word, "scenario", "measure", "greatest", intensity_measures(), at(rows, group, &Intensity::measure),
           "What of the intensity counts for an element: the greatest along its line, or the integral over its kilometres "
           "(0 for a station)."));
  add(key(Type::number, "scenario", "median", 1.0, positive, at(rows, group, &Intensity::median),
          "Intensity, or integral, at which half of the elements fail: the fragility curve is a lognormal distribution."));
  add(key(Type::number, "scenario", "beta", 0.5, positive, at(rows, group, &Intensity::beta),
          "Standard deviation of the logarithm of the intensity at which an element fails."));
}

}  // namespace

void add_places(std::vector<Key>& table) {
  add_boxes(table);
  add_discs(table);
  add_anchor_drags(table);
  add_zones(table);
  add_intensities(table);
}

}  // namespace kaitei::experiment
