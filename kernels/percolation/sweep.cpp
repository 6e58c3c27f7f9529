#include "kernels/percolation/sweep.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "kernels/percolation/core.hpp"
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

using BondOrder = ThresholdOrder<Bond>;
using SiteOrder = ThresholdOrder<Nothing>;

std::uint64_t cluster_bytes(std::uint64_t node_count, Spanning spanning) {
  return spanning == Spanning::none ? Clusters<PlainNode>::bytes(node_count) : Clusters<TaggedNode>::bytes(node_count);
}

// Of a bond sweep. The core is taken anew at each, so that one pass would spare too little; more cost more draws.
unsigned passes_for(std::uint64_t node_count, std::uint64_t bond_count, Spanning spanning) {
  const std::uint64_t kept = cluster_bytes(node_count, spanning) + Core::bytes(node_count);
  const std::uint64_t allowed = 4 * bond_count + 16 * node_count - kept;
  unsigned passes = 3;
  while (passes < 6 && BondOrder::bytes(bond_count, passes) > allowed) ++passes;
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
  memory.bytes_per_thread = cluster_bytes(node_count, spanning);
  if (kind == Kind::site) memory.bytes_per_thread += SiteOrder::bytes(node_count, 1);
  else
    memory.bytes_per_thread +=
        Core::bytes(node_count) + BondOrder::bytes(bond_count, passes_for(node_count, bond_count, spanning));
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
        core_(kind == Kind::bond ? graph.node_count : 0),
        bond_order_(kind == Kind::bond ? graph.bonds.size() : 0, key,
                    passes_for(graph.node_count, graph.bonds.size(), graph.spanning)),
        site_order_(kind == Kind::site ? graph.node_count : 0, key, 1) {}

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
    if (kind_ == Kind::bond) {
      bond_order_.for_each_run(sweep, [&] { return begin_pass(); }, [&](std::span<const BondRecord> run) {
        rolling_ = false;
        return occupy(run, [&]<bool Record>(auto first, auto last) { occupy_bonds<Record>(run, first, last); });
      });
    } else {
      site_order_.for_each_run(sweep, [] { return [](std::uint32_t) { return Nothing{}; }; },
                               [&](std::span<const SiteRecord> run) {
        return occupy(run, [&]<bool Record>(auto first, auto last) { occupy_sites<Record>(run, first, last); });
      });
    }
    return growth_.finish();
  }

 private:
  static constexpr std::size_t block_size = Growth<Node>::block_size, lookahead = 32, ring_size = 4 * lookahead;

  using BondRecord = BondOrder::Record;
  using SiteRecord = SiteOrder::Record;

  // A bond within the core changes nothing, whatever its ends: it becomes a loop at node 0.
  auto begin_pass() {
    core_.forget();
    if (growth_.occupied > 0 && !growth_.looks_for_spanning()) core_.take(growth_.clusters, graph_.bonds);
    return [bonds = graph_.bonds.data(), core = core_.known() ? &core_ : nullptr](std::uint32_t element) {
      const Bond bond = bonds[element];
      if (core == nullptr) return bond;
      const std::uint32_t outside = core->holds(bond.from(), bond.to()) - 1u;  // all ones or zero: no branch
      return Bond{bond.from() & outside, bond.to() & outside};
    };
  }

  // Occupies the run's elements block by block; returns whether more are wanted.
  template <class Record, class OccupyBlock>
  bool occupy(std::span<const Record> run, OccupyBlock&& occupy_block) {
    for (std::size_t i = 0; i < run.size() && !growth_.average.complete(); i += block_size) {
      const std::size_t last = std::min(i + block_size, run.size());
      const std::uint64_t first = growth_.occupied + 1;
      const bool wanted = growth_.average.needs(first, first + (last - i));
      if (wanted) occupy_block.template operator()<true>(i, last);
      else occupy_block.template operator()<false>(i, last);
      if (wanted) growth_.add_block(first, last - i);
    }
    return !growth_.average.complete();
  }

  // Every bond's two ends go through four steps, each `lookahead` bonds after the one before: their words are fetched;
  // their parents' words are; they are lifted below those; their clusters are joined. So a core waits for several bonds'
  // words at once, and joins others meanwhile.
  void fetch(const BondRecord& bond) {
    growth_.clusters.prefetch(bond.payload.from());
    growth_.clusters.prefetch(bond.payload.to());
  }
  void fetch_parents(const BondRecord& bond, std::size_t i) {
    above_[i % ring_size] = {growth_.clusters.fetch_parent(bond.payload.from()),
                             growth_.clusters.fetch_parent(bond.payload.to())};
  }
  void lift(const BondRecord& bond, std::size_t i) {
    auto& [from, to] = above_[i % ring_size];
    from = growth_.clusters.lift(bond.payload.from(), from);
    to = growth_.clusters.lift(bond.payload.to(), to);
  }

  template <bool Record>
  void occupy_bonds(std::span<const BondRecord> run, std::size_t first, std::size_t last) {
    if (growth_.looks_for_spanning()) return occupy_spanning<Record>(run, first, last);
    if (!rolling_) {
      for (std::size_t i = first; i < std::min(first + 3 * lookahead, run.size()); ++i) fetch(run[i]);
      for (std::size_t i = first; i < std::min(first + 2 * lookahead, run.size()); ++i) fetch_parents(run[i], i);
      for (std::size_t i = first; i < std::min(first + lookahead, run.size()); ++i) lift(run[i], i);
      rolling_ = true;
    }
    for (std::size_t i = first; i < last; ++i) {
      if (i + 3 * lookahead < run.size()) fetch(run[i + 3 * lookahead]);
      if (i + 2 * lookahead < run.size()) fetch_parents(run[i + 2 * lookahead], i + 2 * lookahead);
      if (i + lookahead < run.size()) lift(run[i + lookahead], i + lookahead);
      const auto [from, to] = above_[i % ring_size];  // an ancestor serves as well as the end
      if (from != to) growth_.join(from, to);
      if constexpr (Record) growth_.record(i - first);
    }
    growth_.occupied += last - first;
  }

  // Nothing is lifted, as windings would have to be kept up.
  template <bool Record>
  void occupy_spanning(std::span<const BondRecord> run, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      if (i + 2 * lookahead < run.size()) fetch(run[i + 2 * lookahead]);
      if (i + lookahead < run.size()) fetch_parents(run[i + lookahead], i + lookahead);
      const Bond bond = run[i].payload;
      ++growth_.occupied;
      growth_.join_spanning(bond.from(), bond.to(), winding_of_seam(bond.seam(), graph_.axes));
      if constexpr (Record) growth_.record(i - first);
    }
  }

  template <bool Record>
  void occupy_sites(std::span<const SiteRecord> run, std::size_t begin, std::size_t end) {
    const auto site_at = [&](std::size_t i) { return run[i].element(); };
    for (std::size_t i = end; i < std::min(run.size(), end + block_size); ++i) __builtin_prefetch(&adjacency_.first[site_at(i)]);
    for (std::size_t i = begin; i < end; ++i) __builtin_prefetch(adjacency_.of(site_at(i)).data());
    for (std::size_t i = begin; i < end; ++i) {
      growth_.clusters.prefetch(site_at(i));
      for (const std::uint32_t neighbour : adjacency_.of(site_at(i))) growth_.clusters.prefetch(neighbour & 0x7FFFFFFFu);
    }
    const bool plain = !growth_.looks_for_spanning();
    for (std::size_t i = begin; i < end; ++i) {
      ++growth_.occupied;
      const std::uint32_t site = site_at(i);
      growth_.occupy(site);
      for (const std::uint32_t neighbour : adjacency_.of(site)) {
        const std::uint32_t other = neighbour & 0x7FFFFFFFu;
        if (!growth_.clusters.occupied(other)) continue;
        if (plain) growth_.join(site, other);
        else growth_.join_spanning(site, other, neighbour >> 31 && graph_.spanning == Spanning::wrapping ? seams_(site, other) : 0);
      }
      if constexpr (Record) growth_.record(i - begin);
    }
  }

  const Graph& graph_;
  const Adjacency& adjacency_;
  const Kind kind_;
  const SeamTable seams_;
  Growth<Node> growth_;
  Core core_;
  BondOrder bond_order_;
  SiteOrder site_order_;
  bool rolling_ = false;  // whether the run's next bonds are on their way
  std::pair<std::uint32_t, std::uint32_t> above_[ring_size];  // [number in the run % ring_size]: both ends' ancestors
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
