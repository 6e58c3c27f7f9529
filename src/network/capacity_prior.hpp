// Capacities that nobody has published, assumed by a rule that the user states. Never applied unasked.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "network/network.hpp"

namespace kaitei::network {

enum class PriorSubject { fibre_routes, backhaul, microwave, satellite };

// One rule. Of several the first that applies counts.
struct CapacityPrior {
  std::string name;
  PriorSubject of = PriorSubject::fibre_routes;
  double tbps = 0;                   // per fibre pair of a route; of a link as a whole
  std::uint32_t fibre_pairs = 0;     // on a segment where neither it nor its system states them; 0: leave unknown
  int rfs_from = 0, rfs_to = 9999;   // years, inclusive, in which the system's rfs begins; narrowed: not for an unknown rfs
  std::vector<std::string> systems;  // ids; empty: all
};

// A capacity given by the prior of that index.
struct ImputedCapacity {
  double tbps = 0;
  std::uint32_t prior = 0;
};

// A route's pairs are those that the data state for it alone. Otherwise the pairs of each segment, less those of stated
// routes, are split evenly among the other routes over it, and the route has the smallest share on its way: no pair is
// counted twice, and shares may be fractions.
class CapacityPriors {
 public:
  // Keeps references: all three must outlive it. `routes`: all that share the pairs.
  CapacityPriors(const Network&, const std::vector<CapacityPrior>&, const std::vector<Route>& routes);

  // Nothing where the capacity is known, no prior applies, or no pairs are left for the route.
  std::optional<ImputedCapacity> of(const Route&) const;
  std::optional<ImputedCapacity> of(const Link&) const;

 private:
  struct Use {
    double stated_pairs = 0;  // of routes that state theirs
    unsigned others = 0;
  };

  bool applies(const CapacityPrior&, const System&) const;
  double pairs(const Route&, const CapacityPrior&) const;

  const Network& network_;
  const std::vector<CapacityPrior>& priors_;
  std::map<SegmentId, Use> uses_;
};

}  // namespace kaitei::network
