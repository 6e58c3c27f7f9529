#include "network/capacity_prior.hpp"

#include "catch.hpp"
#include "network/lower.hpp"
#include "network_builder.hpp"

using namespace kaitei::network;
using namespace kaitei::network::test;

namespace {

// {Tbit/s, prior} of an edge; {-1, -1} where none is known or assumed.
std::pair<double, int> capacity_of(const Graph& graph, const std::string& id) {
  for (const GraphEdge& edge : graph.edges) {
    if (edge.id == id) return {edge.capacity_tbps.value_or(-1), edge.capacity_prior ? static_cast<int>(*edge.capacity_prior) : -1};
  }
  throw std::runtime_error("no edge " + id);
}

Graph lowered(const Network& network, std::vector<CapacityPrior> priors) {
  LoweringOptions options;
  options.capacity_priors = std::move(priors);
  return lower(network, options);
}

const std::pair<double, int> unknown{-1, -1};

}  // namespace

TEST_CASE("Without a prior a capacity that is not public stays unknown; with one, what is public stays") {
  NetworkBuilder builder;
  builder.station("a").station("b").system("x", 4).segment("x1", "a", "b").system("y", 4, 8.0).segment("y1", "a", "b");
  CHECK(capacity_of(lowered(builder.build(), {}), "x:a--b") == unknown);
  const Graph graph = lowered(builder.build(), {{.name = "p", .tbps = 0.5}});
  CHECK(capacity_of(graph, "x:a--b") == std::pair(2.0, 0));   // 4 pairs of 0.5
  CHECK(capacity_of(graph, "y:a--b") == std::pair(8.0, -1));  // as published
}

TEST_CASE("Routes that share a segment share its pairs, and none is counted twice") {
  NetworkBuilder builder;
  builder.station("a").station("b").station("c").unit("u").system("x", 6);
  builder.segment("x1", "a", "u", SegmentRole::trunk, 4).segment("x2", "u", "b").segment("x3", "u", "c", SegmentRole::branch, 2);
  const Graph graph = lowered(builder.build(), {{.name = "p", .tbps = 10}});
  CHECK(capacity_of(graph, "x:a--b") == std::pair(20.0, 0));  // the smaller of 4 / 2 and, of the system's, 6 / 2
  CHECK(capacity_of(graph, "x:a--c") == std::pair(10.0, 0));
  CHECK(capacity_of(graph, "x:b--c") == std::pair(10.0, 0));  // x1 carries 3 of 4 pairs, x2 3 of 6, x3 2 of 2
}

TEST_CASE("A stated route keeps its pairs; the others have what it leaves, if it leaves any") {
  NetworkBuilder builder;
  builder.station("a").station("b").station("c").unit("u").system("x");
  builder.segment("x1", "a", "u", SegmentRole::trunk, 4).segment("x2", "u", "b", SegmentRole::trunk, 3).segment("x3", "u", "c", SegmentRole::trunk, 9);
  builder.route("ab", "a", "b", {"x1", "x2"}, 3).route("ac", "a", "c", {"x1", "x3"}).route("bc", "b", "c", {"x2", "x3"});
  const Graph graph = lowered(builder.build(), {{.name = "p", .tbps = 10}});
  CHECK(capacity_of(graph, "ab") == std::pair(30.0, 0));
  CHECK(capacity_of(graph, "ac") == std::pair(10.0, 0));
  CHECK(capacity_of(graph, "bc") == unknown);
}

TEST_CASE("The first prior that applies counts: by system, by the year of rfs, by the pairs to assume") {
  NetworkBuilder builder;
  builder.station("a").station("b");
  for (const char* id : {"dated", "late", "named", "undated"}) builder.system(id).segment(std::string(id) + "-1", "a", "b");
  Network network = builder.build();
  network.systems[0].ready_for_service = "2003";
  network.systems[1].ready_for_service = "2010-12/2012";
  network.systems[2].ready_for_service = "2003";
  const std::vector<CapacityPrior> by_year{{.name = "one", .tbps = 7, .fibre_pairs = 1, .systems = {"named"}},
                                           {.name = "old", .tbps = 0.5, .fibre_pairs = 2, .rfs_to = 2009},
                                           {.name = "new", .tbps = 10, .fibre_pairs = 2, .rfs_from = 2010, .rfs_to = 2010}};
  const Graph graph = lowered(network, by_year);
  CHECK(capacity_of(graph, "dated:a--b") == std::pair(1.0, 1));
  CHECK(capacity_of(graph, "late:a--b") == std::pair(20.0, 2));
  CHECK(capacity_of(graph, "named:a--b") == std::pair(7.0, 0));
  CHECK(capacity_of(graph, "undated:a--b") == unknown);
  CHECK(capacity_of(lowered(network, {{.name = "all", .tbps = 3, .fibre_pairs = 4}}), "undated:a--b") == std::pair(12.0, 0));
  CHECK(capacity_of(lowered(network, {{.name = "no pairs", .tbps = 3}}), "undated:a--b") == unknown);
}

TEST_CASE("Links have priors by kind, as a whole") {
  NetworkBuilder builder;
  builder.station("a").node("c", NodeKind::city).link("road", "a", "c").link("mast", "a", "c").link("known", "a", "c");
  Network network = builder.build();
  network.links[1].kind = LinkKind::microwave;
  network.links[2].capacity_tbps = 1;
  const Graph graph = lowered(network, {{.name = "fibre", .of = PriorSubject::backhaul, .tbps = 40},
                                        {.name = "cable", .tbps = 1, .fibre_pairs = 1}});
  CHECK(capacity_of(graph, "link:road") == std::pair(40.0, 0));
  CHECK(capacity_of(graph, "link:mast") == unknown);
  CHECK(capacity_of(graph, "link:known") == std::pair(1.0, -1));
}
