#include "network/capacity_prior.hpp"

#include <algorithm>
#include <limits>

#include "network/dates.hpp"

namespace kaitei::network {
namespace {

bool states_its_pairs(const Route& route) {
  return route.fibre_pairs && (route.plan == RoutePlan::published || route.plan == RoutePlan::inferred);
}

PriorSubject subject(LinkKind kind) {
  switch (kind) {
    case LinkKind::backhaul: return PriorSubject::backhaul;
    case LinkKind::microwave: return PriorSubject::microwave;
    case LinkKind::satellite: break;
  }
  return PriorSubject::satellite;
}

}  // namespace

CapacityPriors::CapacityPriors(const Network& network, const std::vector<CapacityPrior>& priors,
                               const std::vector<Route>& routes)
    : network_(network), priors_(priors) {
  for (const Route& route : routes) {
    for (const SegmentId segment : route.segments) {
      if (states_its_pairs(route)) uses_[segment].stated_pairs += *route.fibre_pairs;
      else ++uses_[segment].others;
    }
  }
}

std::optional<ImputedCapacity> CapacityPriors::of(const Route& route) const {
  if (route.capacity_tbps) return std::nullopt;
  for (std::uint32_t i = 0; i < priors_.size(); ++i) {
    if (priors_[i].of != PriorSubject::fibre_routes || !applies(priors_[i], network_[route.system])) continue;
    const double share = pairs(route, priors_[i]);
    return share > 0 ? std::optional(ImputedCapacity{share * priors_[i].tbps, i}) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<ImputedCapacity> CapacityPriors::of(const Link& link) const {
  if (link.capacity_tbps) return std::nullopt;
  for (std::uint32_t i = 0; i < priors_.size(); ++i) {
    if (priors_[i].of == subject(link.kind)) return ImputedCapacity{priors_[i].tbps, i};
  }
  return std::nullopt;
}

bool CapacityPriors::applies(const CapacityPrior& prior, const System& system) const {
  if (!prior.systems.empty() && std::ranges::find(prior.systems, system.id) == prior.systems.end()) return false;
  if (const auto rfs = parse_period(system.ready_for_service)) {
    const int year = static_cast<int>(rfs->first.year());
    return prior.rfs_from <= year && year <= prior.rfs_to;
  }
  return prior.rfs_from == CapacityPrior{}.rfs_from && prior.rfs_to == CapacityPrior{}.rfs_to;
}

double CapacityPriors::pairs(const Route& route, const CapacityPrior& prior) const {
  if (states_its_pairs(route)) return *route.fibre_pairs;
  double fewest = std::numeric_limits<double>::infinity();
  for (const SegmentId id : route.segments) {
    const std::optional<int> known = network_[id].fibre_pairs ? network_[id].fibre_pairs : network_[route.system].fibre_pairs;
    const Use& use = uses_.at(id);
    fewest = std::min(fewest, (known.value_or(static_cast<int>(prior.fibre_pairs)) - use.stated_pairs) / use.others);
  }
  return fewest;
}

}  // namespace kaitei::network
