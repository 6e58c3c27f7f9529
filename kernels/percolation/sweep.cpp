#include "kernels/percolation/sweep.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "kernels/percolation/growth.hpp"
#include "kernels/percolation/order.hpp"

namespace kaitei::percolation {
namespace {

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
  unsigned passes = 1;
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

std::uint64_t cuda_sweep_bytes(std::uint64_t node_count, std::uint64_t bond_count, Kind kind, Spanning spanning) {
  const std::uint64_t threshold_record = 2 * (8 + 4), time_record = 2 * (4 + 4);  // twice, for the sort
  const std::uint64_t node = (spanning == Spanning::wrapping ? 8 : 4) + 4 + 4 + (spanning == Spanning::crossing ? 5 : 0);
  if (kind == Kind::bond) return bond_count * (sizeof(Bond) + threshold_record) + node_count * node;
  return bond_count * (sizeof(Bond) + time_record) + node_count * (node + 4 + threshold_record);
}

namespace {

template <class Node>
class CpuSweep final : public Sweeper {
 public:
  CpuSweep(const Graph& graph, const Adjacency& adjacency, const Curve& curve, Kind kind, std::uint64_t key)
      : graph_(graph), adjacency_(adjacency), kind_(kind), seams_(graph, kind),
        growth_(graph.spanning, graph.axes, curve, graph.node_count, graph.node_count),
        order_(curve.element_count(), key, passes_for(graph.node_count, graph.bonds.size(), kind, graph.spanning)) {}

  std::span<const PointValues> run(std::uint64_t sweep) override {
    growth_.restart();
    kind_ == Kind::bond ? growth_.clusters.reset_occupied() : growth_.clusters.reset_empty();
    if constexpr (Growth<Node>::tagged)
      for (std::uint32_t node = 0; node < graph_.node_count; ++node) {
        growth_.clusters.set_tag(node, graph_.spanning == Spanning::crossing ? graph_.sides[node] : 0);
        if (kind_ == Kind::bond) growth_.spanned(axes_crossed(growth_.clusters.tag(node)));
      }
    growth_.record(0);
    if (growth_.average.needs(0, 1)) growth_.add_block(0, 1);
    order_.for_each_run(sweep, [&](std::span<const std::uint32_t> elements) {
      for (std::size_t i = 0; i < elements.size() && !growth_.average.complete(); i += block_size)
        occupy(elements.subspan(i), std::min(block_size, elements.size() - i));
      return !growth_.average.complete();
    });
    return growth_.finish();
  }

 private:
  static constexpr std::size_t block_size = Growth<Node>::block_size;

  // Occupies the first `count` elements; those after them are fetched ahead.
  void occupy(std::span<const std::uint32_t> elements, std::size_t count) {
    const std::uint64_t first = growth_.occupied + 1;
    const bool wanted = growth_.average.needs(first, first + count);
    if (kind_ == Kind::bond) wanted ? occupy_bonds<true>(elements, count) : occupy_bonds<false>(elements, count);
    else wanted ? occupy_sites<true>(elements, count) : occupy_sites<false>(elements, count);
    if (wanted) growth_.add_block(first, count);
  }

  template <bool Record>
  void occupy_bonds(std::span<const std::uint32_t> elements, std::size_t count) {
    const std::size_t ahead = std::min(elements.size(), 2 * count);
    for (std::size_t i = count; i < ahead; ++i) __builtin_prefetch(&graph_.bonds[elements[i]]);
    for (std::size_t i = 0; i < count; ++i) {
      bonds_[i] = graph_.bonds[elements[i]];
      growth_.clusters.prefetch(bonds_[i].from());
      growth_.clusters.prefetch(bonds_[i].to());
    }
    if (growth_.looks_for_spanning()) {
      for (std::size_t i = 0; i < count; ++i) {
        growth_.clusters.fetch_parent(bonds_[i].from());
        growth_.clusters.fetch_parent(bonds_[i].to());
      }
      for (std::size_t i = 0; i < count; ++i) {
        ++growth_.occupied;
        growth_.join_spanning(bonds_[i].from(), bonds_[i].to(), winding_of_seam(bonds_[i].seam(), graph_.axes));
        if constexpr (Record) growth_.record(i);
      }
      return;
    }
    // An end's ancestor serves as well as the end, and is found while others are on their way.
    for (std::size_t i = 0; i < count; ++i)
      ends_[i] = {growth_.clusters.fetch_parent(bonds_[i].from()), growth_.clusters.fetch_parent(bonds_[i].to())};
    for (std::size_t i = 0; i < count; ++i)
      ends_[i] = {growth_.clusters.lift(bonds_[i].from(), ends_[i].first),
                  growth_.clusters.lift(bonds_[i].to(), ends_[i].second)};
    for (std::size_t i = 0; i < count; ++i) {
      ++growth_.occupied;
      if (ends_[i].first != ends_[i].second) growth_.join(ends_[i].first, ends_[i].second);
      if constexpr (Record) growth_.record(i);
    }
  }

  template <bool Record>
  void occupy_sites(std::span<const std::uint32_t> elements, std::size_t count) {
    const std::size_t ahead = std::min(elements.size(), 2 * count);
    for (std::size_t i = count; i < ahead; ++i) __builtin_prefetch(&adjacency_.first[elements[i]]);
    for (std::size_t i = 0; i < count; ++i) __builtin_prefetch(adjacency_.of(elements[i]).data());
    for (std::size_t i = 0; i < count; ++i) {
      growth_.clusters.prefetch(elements[i]);
      for (const std::uint32_t neighbour : adjacency_.of(elements[i])) growth_.clusters.prefetch(neighbour & 0x7FFFFFFFu);
    }
    const bool plain = !growth_.looks_for_spanning();
    for (std::size_t i = 0; i < count; ++i) {
      ++growth_.occupied;
      const std::uint32_t site = elements[i];
      growth_.occupy(site);
      for (const std::uint32_t neighbour : adjacency_.of(site)) {
        const std::uint32_t other = neighbour & 0x7FFFFFFFu;
        if (!growth_.clusters.occupied(other)) continue;
        if (plain) growth_.join(site, other);
        else growth_.join_spanning(site, other, neighbour >> 31 && graph_.spanning == Spanning::wrapping ? seams_(site, other) : 0);
      }
      if constexpr (Record) growth_.record(i);
    }
  }

  const Graph& graph_;
  const Adjacency& adjacency_;
  const Kind kind_;
  const SeamTable seams_;
  Growth<Node> growth_;
  ThresholdOrder order_;
  Bond bonds_[block_size];
  std::pair<std::uint32_t, std::uint32_t> ends_[block_size];
};

}  // namespace

std::unique_ptr<Sweeper> make_cpu_sweeper(const Graph& graph, const Adjacency& adjacency, const Curve& curve, Kind kind,
                                          std::uint64_t key) {
  check_curve(graph, curve, kind);
  if (graph.spanning == Spanning::none)
    return std::make_unique<CpuSweep<PlainNode>>(graph, adjacency, curve, kind, key);
  return std::make_unique<CpuSweep<TaggedNode>>(graph, adjacency, curve, kind, key);
}

void check_curve(const Graph& graph, const Curve& curve, Kind kind) {
  if (curve.element_count() != (kind == Kind::bond ? graph.bonds.size() : graph.node_count))
    throw std::invalid_argument("the curve's number of elements is not the graph's");
}

}  // namespace kaitei::percolation
