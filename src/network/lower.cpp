#include "network/lower.hpp"

#include <algorithm>

#include "network/element_table.hpp"
#include "network/gate_table.hpp"
#include "network/power_gates.hpp"

namespace kaitei::network {
namespace {

class Lowering {
 public:
  Lowering(const Network& network, const LoweringOptions& options)
      : network_(network), options_(options), elements_(network, options.unknown_stations), gates_(elements_.elements().size()),
        power_(network, options, elements_, gates_) {}

  Graph run() {
    Graph graph;
    for (std::uint32_t i = 0; i < network_.nodes.size(); ++i) graph.node_failed.push_back(node_failed(NodeId{i}));
    const std::vector<Route> routes = build_routes(network_, options_.routes);
    const CapacityPriors priors(network_, options_.capacity_priors, routes);
    for (const Route& route : routes) graph.edges.push_back(with_capacity(edge(route), priors.of(route)));
    for (const LinkId link : links_by_id()) graph.edges.push_back(with_capacity(edge(link), priors.of(network_[link])));
    graph.elements = elements_.elements();
    graph.gates = gates_.take();
    return graph;
  }

 private:
  static GraphEdge with_capacity(GraphEdge edge, std::optional<ImputedCapacity> imputed) {
    if (imputed) {
      edge.capacity_tbps = imputed->tbps;
      edge.capacity_prior = imputed->prior;
    }
    return edge;
  }

  // Cities, exchanges, gateways and branching units do not fail.
  Literal node_failed(NodeId id) {
    return network_[id].kind == NodeKind::station ? gates_.any_up(elements_.stations(id)) : gates_.always_up();
  }

  void need_station(NodeId id, SystemId system, std::vector<Literal>& inputs) const {
    if (network_[id].kind == NodeKind::station) inputs.push_back(elements_.station(id, system));
  }

  // A stated route may be patched through a station on its way, which then takes it down like an end.
  GraphEdge edge(const Route& route) {
    std::vector<Literal> inputs;
    need_station(route.from, route.system, inputs);
    need_station(route.to, route.system, inputs);
    for (const SegmentId segment : route.segments) {
      need_station(network_[segment].from, route.system, inputs);
      need_station(network_[segment].to, route.system, inputs);
      inputs.push_back(elements_.segment(segment));
      for (const Literal powered : power_.powered(segment)) inputs.push_back(powered);
    }
    return {route.id, route.from, route.to, gates_.all_up(std::move(inputs)), route.system, route.capacity_tbps,
            std::nullopt};
  }

  GraphEdge edge(LinkId id) {
    const Link& link = network_[id];
    const Literal failed = gates_.all_up({elements_.link(id), node_failed(link.from), node_failed(link.to)});
    return {"link:" + link.id, link.from, link.to, failed, std::nullopt, link.capacity_tbps, link.kind};
  }

  std::vector<LinkId> links_by_id() const {
    std::vector<LinkId> links;
    for (std::uint32_t i = 0; i < network_.links.size(); ++i) links.push_back(LinkId{i});
    std::sort(links.begin(), links.end(), [&](LinkId a, LinkId b) { return network_[a].id < network_[b].id; });
    return links;
  }

  const Network& network_;
  const LoweringOptions& options_;
  ElementTable elements_;
  GateTable gates_;
  PowerGates power_;
};

}  // namespace

Graph lower(const Network& network, const LoweringOptions& options) { return Lowering(network, options).run(); }

}  // namespace kaitei::network
