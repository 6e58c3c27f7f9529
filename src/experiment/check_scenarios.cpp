// What the values of a [[scenario]] say together, and to the scenarios before it.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "experiment/checks.hpp"
#include "experiment/schema.hpp"
#include "experiment/sweep.hpp"
#include "experiment/words.hpp"

namespace kaitei::experiment {
namespace {

// What the numbers of a sampled scenario say together, at one point of its sweep.
void check_point(const Scenario& point, const std::string& path, const Positions& positions) {
  if (point.box.south > point.box.north)
    fail(positions.of(path), fmt::format("scenario \"{}\" has south = {} above north = {}", point.name, point.box.south, point.box.north),
         "no place lies between them", "exchange the two");
}

// What a scenario that strikes places needs, and what says something only beside another key.
void check_places(const Experiment& experiment, std::size_t row, const Positions& positions) {
  using Kind = ScenarioKind;
  const Scenario& scenario = experiment.scenarios[row];
  const std::string path = fmt::format("scenario[{}]", row);
  const auto need = [&](bool there, std::string_view key, std::string_view why) {
    if (!there)
      fail(positions.of(path), fmt::format("scenario \"{}\" has no {}", scenario.name, key), why, fmt::format("add {}", key));
  };
  const auto given = [&](std::string_view key) {
    return positions.given(fmt::format("{}.{}", path, key)) || scenario.sampling.sweep.contains(std::string(key));
  };
  // A default that is written down changes nothing.
  const auto useless = [&](std::string_view name, std::string_view why) {
    const auto key = std::ranges::find_if(keys(), [&](const Key& k) { return k.section == "scenario" && k.name == name; });
    const bool swept = scenario.sampling.sweep.contains(std::string(name));
    if (swept || (given(name) && key->binding.fetch(experiment, row) != *key->standard))
      fail(positions.of(fmt::format("{}.{}", path, name)), fmt::format("{}.{} has no use", path, name), why, "remove it");
  };
  const AnchorDrag& drag = scenario.anchor_drag;
  if (scenario.kind == Kind::anchor_drag) {
    if (drag.depth.empty()) useless("deepest_m", "without a raster of depth nothing is known of the water");
    if (drag.length_distribution != LengthDistribution::lognormal) useless("length_sigma", "the length is not lognormal");
    if (!drag.tracks.empty()) useless("centres", "drags begin on the tracks");
  }
  if (scenario.kind == Kind::disc || scenario.kind == Kind::anchor_drag)
    if (scenario.centres.file.empty()) useless("band", "there is no raster of centres");
  if (scenario.kind == Kind::polygon) need(!scenario.zone.layer.empty(), "layer", "its polygons are the places");
  if (scenario.kind == Kind::raster) need(!scenario.intensity.file.empty(), "raster", "its values are the intensity");
  constexpr std::string_view ends[] = {"from_longitude", "from_latitude", "to_longitude", "to_latitude"};
  const bool layer = !scenario.zone.layer.empty();
  if (scenario.kind == Kind::corridor || std::ranges::find(scenario.units, UnitKind::corridors) != scenario.units.end()) {
    for (const std::string_view key : ends)
      if (layer) useless(key, "the corridors are the lines of the layer");
      else need(given(key), key, "a corridor runs from one place to another, or along the lines of a layer");
    if (!layer) useless("weight", "there is no layer");
  } else if (!is_sampled(scenario.kind) || scenario.kind == Kind::deterrence) {
    for (const std::string_view key : {"layer", "width_km"}) useless(key, "`units` has no corridors");
    for (const std::string_view key : ends) useless(key, "`units` has no corridors");
  }
  if (scenario.kind == Kind::turbidity_current) need(!scenario.flows.canyons.empty(), "canyons", "its currents run down them");
  if (scenario.kind == Kind::earthquake) {
    const bool flows = !scenario.flows.canyons.empty(), slides = scenario.quake.slide_distance_km > 0 || given("slide_distance_km");
    need(flows || slides, "canyons", "without canyons, and without slide_distance_km, an earthquake cuts nothing");
    if (!flows)
      for (const std::string_view key : {"trigger_distance_km", "trigger_probability", "unknown_runout_km", "runout_least_share",
                                         "flow_reach_km", "flow_cut_probability", "flow_first_speed_m_s", "flow_last_speed_m_s",
                                         "flow_speed_spread", "trigger_by_canyon"})
        useless(key, "there are no canyons");
    if (!slides) useless("slide_probability", "there are no slides without slide_distance_km");
    if (scenario.quake.zones.empty()) {
      useless("exposure_years", "without zones it is not known how often the earth quakes");
      if (scenario.quake.rupture == Rupture::point) useless("strike_degrees", "a point has no direction");
      if (scenario.quake.rupture == Rupture::by_zone)
        fail(positions.of(path + ".rupture"), path + ".rupture is \"by-zone\" without zones",
             "nothing says what kind of rupture it is", "add zones, or choose crustal or interface");
    } else {
      for (const std::string_view key : {"strike_degrees", "magnitude", "west", "east", "south", "north"})
        useless(key, "the zones say where and how strong earthquakes are");
      if (given("exposure_years"))
        for (const std::string_view key : {"events", "mean_events"}) useless(key, "exposure_years and the zones' rates decide");
    }
  }
  for (const auto& [key, values] : scenario.sampling.sweep)
    if (scenario.kind == Kind::worst_disc && key != "radius_km")
      fail(positions.of(fmt::format("{}.sweep.{}", path, key)), fmt::format("{}.sweep.{} cannot be", path, key),
           "the map has one grid of centres for all radii", "sweep radius_km alone");
}

// A scenario that a mixture, or several together, is made of.
void check_part(const Experiment& experiment, std::size_t row, const std::string& name, const std::string& path,
                const Positions& positions) {
  const auto begin = experiment.scenarios.begin(), end = begin + static_cast<std::ptrdiff_t>(row);
  const auto part = std::find_if(begin, end, [&](const Scenario& other) { return other.name == name; });
  if (part == end)
    fail(positions.of(path), fmt::format("{} names \"{}\"", path, name), "no scenario of that name stands before this one",
         "name scenarios that do");
  if (!is_sampled(part->kind))
    fail(positions.of(path), fmt::format("{} names \"{}\", of kind \"{}\"", path, name, word(part->kind)),
         "it has no trials: it does not draw its events", "name scenarios that do");
  if (!part->sampling.sweep.empty())
    fail(positions.of(path), fmt::format("{} names \"{}\", which has a sweep", path, name),
         "it would not be said which of its points is meant", "give it one value for each key, in a scenario of its own");
}

void check_units(const Experiment& experiment, const Scenario& scenario, const std::string& path, const Positions& positions) {
  if (std::ranges::find(scenario.units, UnitKind::groups) != scenario.units.end() && experiment.groups.empty())
    fail(positions.of(path + ".units"), fmt::format("{}.units has \"groups\", and there are none", path),
         "nothing of that kind could be lost", "add [groups], or leave \"groups\" out");
}

void check_sampled(const Experiment& experiment, std::size_t row, const std::string& path, const Positions& positions) {
  const Scenario& scenario = experiment.scenarios[row];
  if (scenario.kind == ScenarioKind::common_cause && scenario.common_cause.shocks.empty() &&
      scenario.common_cause.shocks_per_year.empty())
    fail(positions.of(path), fmt::format("scenario \"{}\" has no shocks", scenario.name), "nothing would ever be lost",
         "add shocks or shocks_per_year");
  if (scenario.kind == ScenarioKind::mixture && scenario.weights.empty())
    fail(positions.of(path + ".weights"), path + ".weights is empty", "there is nothing to choose from",
         "name scenarios that stand before this one, each with its weight");
  for (const auto& [name, weight] : scenario.weights)
    check_part(experiment, row, name, fmt::format("{}.weights.{}", path, name), positions);
  for (std::size_t i = 0; i < scenario.of.size(); ++i)
    check_part(experiment, row, scenario.of[i], fmt::format("{}.of[{}]", path, i), positions);
}

void check_exhaustive(const Experiment& experiment, const Scenario& scenario, const std::string& path,
                      const Positions& positions) {
  const auto& outcomes = experiment.outcomes;
  if (scenario.kind != ScenarioKind::attack_sequence && outcomes.connectivity.empty() && outcomes.joining.empty())
    fail(positions.of(path), fmt::format("scenario \"{}\" has nothing to ask", scenario.name),
         "it counts what disconnects or leaves too few systems", "add a [[connectivity]] or [[joining]] table");
  if (scenario.kind != ScenarioKind::attack_sequence) return;
  if (!outcomes.components)
    fail(positions.of(path), fmt::format("scenario \"{}\" needs outcomes.components", scenario.name),
         "it follows the largest component", "set outcomes.components = true");
  const auto& orders = scenario.attack_sequence.orders;
  if (std::ranges::find(orders, AttackOrder::importance) != orders.end() && outcomes.connectivity.empty())
    fail(positions.of(path + ".orders"), fmt::format("{}.orders has \"importance\" without a connectivity outcome", path),
         "importance is for one", "add a [[connectivity]] table, or leave \"importance\" out");
}

}  // namespace

void check_scenarios(const Experiment& experiment, const Positions& positions) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < experiment.scenarios.size(); ++i) {
    const Scenario& scenario = experiment.scenarios[i];
    const std::string path = fmt::format("scenario[{}]", i);
    if (!names.insert(scenario.name).second)
      fail(positions.of(path + ".name"), fmt::format("{}.name is \"{}\" twice", path, scenario.name),
           "results could not tell the two apart", "give each its own name");
    check_units(experiment, scenario, path, positions);
    check_places(experiment, i, positions);
    if (is_sampled(scenario.kind) || scenario.kind == ScenarioKind::worst_disc) {
      check_sweep(experiment, i, positions);
      for (const Scenario& point : sweep_points(experiment, i)) check_point(point, path, positions);
    }
    if (is_sampled(scenario.kind)) check_sampled(experiment, i, path, positions);
    else check_exhaustive(experiment, scenario, path, positions);
  }
}

}  // namespace kaitei::experiment
