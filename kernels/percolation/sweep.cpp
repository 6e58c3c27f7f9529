#include "kernels/percolation/sweep.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "kernels/percolation/clusters.hpp"
#include "kernels/percolation/order.hpp"

namespace kaitei::percolation {
namespace {

constexpr std::size_t block_size = 128;  // what it touches stays in a core's first cache
constexpr std::uint64_t never = UINT64_MAX;

// Seams that a site's bonds cross: only their owners look here, so a sorted list serves.
class SeamTable {
 public:
  SeamTable(const Graph& graph, Kind kind) {
    if (kind == Kind::bond || graph.spanning != Spanning::wrapping) return;
    for (const Bond& bond : graph.bonds) {
      if (bond.seam() == 0) continue;
      const Winding winding = winding_of_seam(bond.seam(), graph.axes);
      windings_.emplace_back(key(bond.from(), bond.to()), winding);
      windings_.emplace_back(key(bond.to(), bond.from()), 0 - winding);
    }
    std::ranges::sort(windings_);
  }
  Winding operator()(std::uint32_t from, std::uint32_t to) const {
    return std::ranges::lower_bound(windings_, std::pair{key(from, to), Winding{0}})->second;
  }

 private:
  static std::uint64_t key(std::uint32_t from, std::uint32_t to) { return std::uint64_t{from} << 32 | to; }
  std::vector<std::pair<std::uint64_t, Winding>> windings_;
};

unsigned passes_for(std::uint64_t node_count, std::uint64_t bond_count, Kind kind, Spanning spanning) {
  if (kind == Kind::site) return 1;  // its neighbours take most of the memory, its order little
  const std::uint64_t clusters =
      spanning == Spanning::none ? Clusters<PlainNode>::bytes(node_count) : Clusters<TaggedNode>::bytes(node_count);
  const std::uint64_t allowed = 4 * bond_count + 16 * node_count - clusters;
  unsigned passes = 2;
  while (passes < 3 && ThresholdOrder::bytes(bond_count, passes) > allowed) ++passes;
  return passes;
}

}  // namespace

SweepMemory sweep_memory(std::uint64_t node_count, std::uint64_t bond_count, Kind kind, Spanning spanning,
                         std::uint64_t curve_bytes) {
  SweepMemory memory;
  memory.curve_bytes = curve_bytes;
  memory.graph_bytes = bond_count * sizeof(Bond);
  if (spanning == Spanning::crossing) memory.graph_bytes += node_count;
  if (kind == Kind::site) memory.graph_bytes += 2 * bond_count * sizeof(std::uint32_t) + (node_count + 1) * 4;
  const unsigned passes = passes_for(node_count, bond_count, kind, spanning);
  memory.bytes_per_thread =
      ThresholdOrder::bytes(kind == Kind::bond ? bond_count : node_count, passes) +
      (spanning == Spanning::none ? Clusters<PlainNode>::bytes(node_count) : Clusters<TaggedNode>::bytes(node_count));
  return memory;
}

struct Sweeper::State {
  State(const Graph& g, const Adjacency& a, const Curve& c, Kind k, std::uint64_t key)
      : graph(g), adjacency(a), kind(k), seams(g, k), average(c, g.node_count),
        order(c.element_count(), key, passes_for(g.node_count, g.bonds.size(), k, g.spanning)) {}
  virtual ~State() = default;
  virtual std::span<const PointValues> run(std::uint64_t sweep) = 0;

  const Graph& graph;
  const Adjacency& adjacency;
  const Kind kind;
  const SeamTable seams;
  CurveAccumulator average;
  ThresholdOrder order;
  std::vector<std::uint64_t> spanned_at;
};

namespace {

template <class Node>
struct Sweep : Sweeper::State {
  using State::State;
  static constexpr bool tagged = std::is_same_v<Node, TaggedNode>;

  std::span<const PointValues> run(std::uint64_t sweep) override {
    average.restart();
    spanned_at.assign(graph.spanning == Spanning::none ? 0 : graph.axes, never);
    kind == Kind::bond ? clusters.reset_occupied() : clusters.reset_empty();
    occupied = 0;
    if constexpr (tagged)
      for (std::uint32_t node = 0; node < graph.node_count; ++node) {
        clusters.set_tag(node, graph.spanning == Spanning::crossing ? graph.sides[node] : 0);
        if (kind == Kind::bond) spanned(crossed(clusters.tag(node)));
      }
    record(0);
    if (average.needs(0, 1)) add_block(0, 1);
    order.for_each_run(sweep, [&](std::span<const std::uint32_t> elements) {
      for (std::size_t i = 0; i < elements.size(); i += block_size)
        occupy(elements.subspan(i), std::min(block_size, elements.size() - i));
    });
    return average.finish(spanned_at);
  }

 private:
  // Occupies the first `count` elements; those after them are fetched ahead.
  void occupy(std::span<const std::uint32_t> elements, std::size_t count) {
    const std::uint64_t first = occupied + 1;
    const bool wanted = average.needs(first, first + count);
    if (kind == Kind::bond) wanted ? occupy_bonds<true>(elements, count) : occupy_bonds<false>(elements, count);
    else wanted ? occupy_sites<true>(elements, count) : occupy_sites<false>(elements, count);
    if (wanted) add_block(first, count);
  }

  template <bool Record>
  void occupy_bonds(std::span<const std::uint32_t> elements, std::size_t count) {
    const std::size_t ahead = std::min(elements.size(), 2 * count);
    for (std::size_t i = count; i < ahead; ++i) __builtin_prefetch(&graph.bonds[elements[i]]);
    for (std::size_t i = 0; i < count; ++i) {
      bonds[i] = graph.bonds[elements[i]];
      clusters.prefetch(bonds[i].from());
      clusters.prefetch(bonds[i].to());
    }
    for (std::size_t i = 0; i < count; ++i) {
      clusters.prefetch_parent(bonds[i].from());
      clusters.prefetch_parent(bonds[i].to());
    }
    const bool plain = !tagged || open_axes() == 0;
    for (std::size_t i = 0; i < count; ++i) {
      ++occupied;
      if (plain) join(bonds[i].from(), bonds[i].to());
      else join_spanning(bonds[i].from(), bonds[i].to(), bonds[i].seam());
      if constexpr (Record) record(i);
    }
  }

  template <bool Record>
  void occupy_sites(std::span<const std::uint32_t> elements, std::size_t count) {
    const std::size_t ahead = std::min(elements.size(), 2 * count);
    for (std::size_t i = count; i < ahead; ++i) __builtin_prefetch(&adjacency.first[elements[i]]);
    for (std::size_t i = 0; i < count; ++i) __builtin_prefetch(adjacency.of(elements[i]).data());
    for (std::size_t i = 0; i < count; ++i) {
      clusters.prefetch(elements[i]);
      for (const std::uint32_t neighbour : adjacency.of(elements[i])) clusters.prefetch(neighbour & 0x7FFFFFFFu);
    }
    const bool plain = !tagged || open_axes() == 0;
    for (std::size_t i = 0; i < count; ++i) {
      ++occupied;
      const std::uint32_t site = elements[i];
      clusters.occupy(site);
      if constexpr (tagged)
        if (!plain) spanned(graph.spanning == Spanning::crossing ? crossed(clusters.tag(site)) : 0);
      for (const std::uint32_t neighbour : adjacency.of(site)) {
        const std::uint32_t other = neighbour & 0x7FFFFFFFu;
        if (!clusters.occupied(other)) continue;
        if (plain) join(site, other);
        else join_site(site, other, neighbour >> 31);
      }
      if constexpr (Record) record(i);
    }
  }

  void join(std::uint32_t a, std::uint32_t b) {
    a = clusters.find(a);
    b = clusters.find(b);
    if (a != b) clusters.unite(a, b);
  }

  void join_spanning(std::uint32_t from, std::uint32_t to, std::uint32_t seam) {
    if constexpr (tagged) {
      if (graph.spanning == Spanning::crossing) join_sides(from, to);
      else join_places(from, to, winding_of_seam(seam, graph.axes));
    }
  }

  void join_site(std::uint32_t site, std::uint32_t other, std::uint32_t crosses_seam) {
    if constexpr (tagged) {
      if (graph.spanning == Spanning::crossing) join_sides(site, other);
      else join_places(site, other, crosses_seam ? seams(site, other) : 0);
    }
  }

  void join_sides(std::uint32_t from, std::uint32_t to) {
    const std::uint32_t a = clusters.find(from), b = clusters.find(to);
    if (a == b) return;
    const std::uint32_t sides = clusters.tag(a) | clusters.tag(b);
    clusters.set_tag(clusters.unite(a, b) ? a : b, sides);
    spanned(crossed(sides));
  }

  // A bond inside a cluster whose ends are `winding` apart by the bond, and otherwise within the cluster, closes a loop
  // around the torus: Machta et al., Phys. Rev. E 54, 1332 (1996).
  void join_places(std::uint32_t from, std::uint32_t to, Winding winding) {
    const auto a = clusters.find_place(from), b = clusters.find_place(to);
    const Winding apart = a.winding + winding - b.winding;  // b's root seen from a's
    if (a.root == b.root) {
      if (apart != 0) spanned(axes_wound(apart, graph.axes));
    } else if (clusters.unite(a.root, b.root)) {
      clusters.set_tag(b.root, apart);
    } else {
      clusters.set_tag(a.root, 0 - apart);
    }
  }

  static std::uint32_t crossed(std::uint32_t sides) {
    const std::uint32_t both = sides & sides >> 1;
    return (both & 1u) | (both >> 1 & 2u) | (both >> 2 & 4u);
  }

  void spanned(std::uint32_t axes) {
    for (unsigned axis = 0; axis < graph.axes; ++axis)
      if (axes >> axis & 1u && spanned_at[axis] == never) spanned_at[axis] = occupied;
  }
  std::size_t open_axes() const { return static_cast<std::size_t>(std::ranges::count(spanned_at, never)); }

  void record(std::size_t i) {
    const ClusterSizes& sizes = clusters.sizes();
    largest[i] = sizes.largest;
    second_largest[i] = sizes.second_largest;
    cluster_count[i] = sizes.count;
    squares[i] = sizes.squares;
  }
  void add_block(std::uint64_t first, std::size_t count) {
    average.add({first, {largest, count}, {second_largest, count}, {cluster_count, count}, {squares, count}});
  }

  Clusters<Node> clusters{graph.node_count};
  std::uint64_t occupied = 0;
  Bond bonds[block_size];
  std::uint32_t largest[block_size], second_largest[block_size], cluster_count[block_size];
  std::uint64_t squares[block_size];
};

}  // namespace

Sweeper::Sweeper(const Graph& graph, const Adjacency& adjacency, const Curve& curve, Kind kind, std::uint64_t key) {
  if (curve.element_count() != (kind == Kind::bond ? graph.bonds.size() : graph.node_count))
    throw std::invalid_argument("the curve's number of elements is not the graph's");
  if (graph.spanning == Spanning::none) state_ = std::make_unique<Sweep<PlainNode>>(graph, adjacency, curve, kind, key);
  else state_ = std::make_unique<Sweep<TaggedNode>>(graph, adjacency, curve, kind, key);
}

Sweeper::~Sweeper() = default;
Sweeper::Sweeper(Sweeper&&) noexcept = default;

std::span<const PointValues> Sweeper::run(std::uint64_t sweep) { return state_->run(sweep); }

}  // namespace kaitei::percolation
