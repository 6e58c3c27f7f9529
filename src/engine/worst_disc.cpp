#include "engine/worst_disc.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "engine/seconds.hpp"
#include "engine/threads.hpp"
#include "errors.hpp"
#include "scenario/centre_grid.hpp"
#include "scenario/disc.hpp"

namespace kaitei::engine {
namespace {

constexpr std::size_t most_centres = 2'000'000;
constexpr std::size_t states_at_once = 4096;
constexpr std::size_t searched_around = 8;  // sets of failures around which the search goes on
constexpr int halvings = 7;

using network::Position;

// What sets of failed elements do, each percolated once.
class Damages {
 public:
  Damages(const Questions& questions, const ScenarioControls& controls) : model_(questions.model), controls_(controls) {
    model_.importance = false;
    model_.elements_failed = false;
    model_.element_failed = false;
    model_.set_reach.clear();
    model_.components.clear();
  }

  // The number of a set, the same for the same elements.
  std::size_t add(std::vector<Literal> failed) {
    std::ranges::sort(failed);
    const auto [found, fresh] = number_.try_emplace(std::move(failed), sets_.size());
    if (fresh) sets_.push_back(&found->first);
    return found->second;
  }

  // Of every set so far.
  const std::vector<DiscDamage>& look() {
    while (damage_.size() < sets_.size()) {
      const std::size_t first = damage_.size(), count = std::min(states_at_once, sets_.size() - first);
      Model model = model_;
      for (std::size_t s = first; s < first + count; ++s) {
        model.lists.append(*sets_[s]);
        damage_.push_back({.elements = static_cast<std::uint32_t>(sets_[s]->size())});
      }
      model.worst = static_cast<std::uint32_t>(count);
      const Tallies tallies = simulate_all(controls_.backend, Plan(std::move(model)), {0, count}, controls_.stop);
      for (const WorstTrial& trial : tallies.worst) {
        DiscDamage& damage = damage_[first + trial.trial];
        damage.outcomes = static_cast<std::uint32_t>(trial.outcomes_lost());
        damage.systems = static_cast<std::uint32_t>(trial.systems_lost());
        damage.gbps = trial.gbps_lost();
      }
    }
    return damage_;
  }

 private:
  Model model_;
  const ScenarioControls& controls_;
  std::map<std::vector<Literal>, std::size_t> number_;
  std::vector<const std::vector<Literal>*> sets_;
  std::vector<DiscDamage> damage_;
};

bool worse(const DiscDamage& a, const DiscDamage& b) {
  return std::tie(a.outcomes, a.systems, a.gbps) > std::tie(b.outcomes, b.systems, b.gbps);
}

void keep_most(DiscDamage& most, const DiscDamage& damage) {
  most.outcomes = std::max(most.outcomes, damage.outcomes);
  most.systems = std::max(most.systems, damage.systems);
  most.gbps = std::max(most.gbps, damage.gbps);
  most.elements = std::max(most.elements, damage.elements);
}

class Search {
 public:
  Search(const experiment::Scenario& scenario, const scenario::CentreGrid& grid, const network::Network& network,
         const network::Graph& graph, Damages& damages)
      : scenario_(scenario), grid_(grid), network_(network), graph_(graph), damages_(damages) {}

  WorstDiscPoint run() {
    const std::vector<std::size_t> sets = sets_at_centres(scenario_.disc.radius_km);
    WorstDiscPoint point;
    for (const std::size_t set : sets) keep(point, damages_.look()[set]);
    search_between(point, sets);
    for (const std::size_t set : sets_at_centres(scenario_.disc.radius_km + grid_.reach * scenario::earth_radius_km))
      keep_most(point.bound, damages_.look()[set]);
    return point;
  }

 private:
  scenario::DiscHazard discs(double radius_km) const {
    experiment::Scenario scenario = scenario_;
    scenario.disc.radius_km = radius_km;
    return {scenario, network_, graph_};
  }

  std::size_t set_at(const scenario::DiscHazard& discs, Position place) {
    std::vector<Literal> failed;
    discs.strike_at(scenario::unit_vector(place), failed);
    return damages_.add(std::move(failed));
  }

  std::vector<std::size_t> sets_at_centres(double radius_km) {
    const scenario::DiscHazard here = discs(radius_km);
    std::vector<std::size_t> sets;
    for (const double latitude : grid_.latitude)
      for (const double longitude : grid_.longitude) sets.push_back(set_at(here, {longitude, latitude}));
    damages_.look();
    return sets;
  }

  void keep(WorstDiscPoint& point, const DiscDamage& damage) {
    point.centres.push_back(damage);
    keep_most(point.most, damage);
  }

  Position centre(std::size_t index) const {
    return {grid_.longitude[index % grid_.longitude.size()], grid_.latitude[index / grid_.longitude.size()]};
  }

  // Around one centre of each of the worst sets, a ring of places at half a cell, moved to where it is worse, and halved.
  void search_between(WorstDiscPoint& point, const std::vector<std::size_t>& sets) {
    std::map<std::size_t, std::size_t> first_centre;
    for (std::size_t i = 0; i < sets.size(); ++i) first_centre.try_emplace(sets[i], i);
    std::vector<std::size_t> starts;
    for (const auto& [set, index] : first_centre) starts.push_back(index);
    const auto before = [&](std::size_t a, std::size_t b) {
      if (worse(point.centres[a], point.centres[b])) return true;
      return !worse(point.centres[b], point.centres[a]) && a < b;
    };
    std::ranges::sort(starts, before);
    starts.resize(std::min(starts.size(), searched_around));
    point.worst = point.centres[starts.front()];
    point.place = centre(starts.front());
    const scenario::DiscHazard here = discs(scenario_.disc.radius_km);
    for (const std::size_t start : starts) climb(point, here, centre(start), point.centres[start]);
  }

  void climb(WorstDiscPoint& point, const scenario::DiscHazard& here, Position place, DiscDamage damage) {
    double share = 0.5;
    for (int halving = 0; halving < halvings; ++halving, share /= 2) {
      std::vector<std::pair<Position, std::size_t>> tried;
      for (const double up : {-1, 0, 1})
        for (const double right : {-1, 0, 1}) {
          const double longitude = place.longitude + right * share * grid_.cell_width;
          const Position other{longitude > 180 ? longitude - 360 : longitude <= -180 ? longitude + 360 : longitude,
                               place.latitude + up * share * grid_.cell_height};
          if (scenario::holds(scenario_.box, other)) tried.emplace_back(other, set_at(here, other));
        }
      const auto& all = damages_.look();
      for (const auto& [other, set] : tried) {
        keep_most(point.most, all[set]);
        if (!worse(all[set], damage)) continue;
        damage = all[set];
        place = other;
      }
    }
    if (!worse(damage, point.worst)) return;
    point.worst = damage;
    point.place = place;
  }

  const experiment::Scenario& scenario_;
  const scenario::CentreGrid& grid_;
  const network::Network& network_;
  const network::Graph& graph_;
  Damages& damages_;
};

scenario::CentreGrid grid_of(const experiment::Scenario& scenario) {
  try {
    return scenario::centre_grid(scenario.box, scenario.worst_disc.spacing_km, most_centres);
  } catch (const UsageError& error) {
    throw UsageError(fmt::format("scenario \"{}\" has {}", scenario.name, error.what()));
  }
}

}  // namespace

void check_worst_disc(const experiment::Scenario& scenario, const network::Network& network, const network::Graph& graph) {
  grid_of(scenario);
  scenario::DiscHazard(scenario, network, graph);
}

WorstDiscRecord worst_disc(const experiment::Experiment& experiment, std::size_t row, const network::Network& network,
                           const network::Graph& graph, const Questions& questions, const ScenarioControls& controls) {
  const auto start = std::chrono::steady_clock::now();
  const experiment::Scenario& asked = experiment.scenarios.at(row);
  const scenario::CentreGrid grid = grid_of(asked);
  WorstDiscRecord record{.radius_km = {}, .latitude = grid.latitude, .longitude = grid.longitude,
                         .cell_share = grid.cell_share, .reach_km = grid.reach * scenario::earth_radius_km, .points = {}};
  Damages damages(questions, controls);
  for (const experiment::Scenario& point : experiment::sweep_points(experiment, row)) {
    if (controls.say)
      controls.say(fmt::format("scenario \"{}\": discs of {:g} km about {} centres", asked.name, point.disc.radius_km,
                               grid.latitude.size() * grid.longitude.size()));
    record.radius_km.push_back(point.disc.radius_km);
    record.points.push_back(Search(point, grid, network, graph, damages).run());
  }
  record.seconds = seconds_since(start);
  return record;
}

}  // namespace kaitei::engine
