// A network without its names and places, to show how a result came about and not where.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "network/network.hpp"

namespace kaitei::geo {

inline constexpr double blur_km = 100;

// Rows in a random order with ids "node-1", "system-1", ... in place of ids and names; no local names, aliases, owners,
// dates or sources; every node somewhere within blur_km of its place (all places of the disc alike), lines straight from
// node to node, lengths rounded to two figures. Countries stay, since outcomes ask for them, and so do kinds, pairs and
// capacities, licence and attribution. This hides what a reader would recognise; it is no protection against someone who
// holds the same data, for the shape of the graph remains. The same seed gives the same result, so take a random one.
network::Network anonymised(const network::Network&, std::uint64_t seed);

// The id or name that each of the original's got.
struct Renaming {
  std::map<std::string, std::string> nodes, systems, segments, power_sections, links, terminal_sets;
};

struct Anonymised {
  network::Network network;
  Renaming renaming;  // undoes it all: not to be published
};

// As anonymised().
Anonymised anonymise(const network::Network&, std::uint64_t seed);

}  // namespace kaitei::geo
