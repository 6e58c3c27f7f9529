#include <catch.hpp>

#include <sstream>

#include "kernels/graph_model.hpp"

using namespace kaitei;

namespace {
RandomGraph read(const std::string& text) {
  std::istringstream in(text);
  return read_graph(in);
}
}  // namespace

TEST_CASE("A graph file is read with its comments and extra columns") {
  const RandomGraph graph = read("# comment\n3 2 0 2\n0 1 0.25 50 7\n\n1 2 0.5\n");
  CHECK(graph.node_count == 3);
  CHECK(graph.source == 0);
  CHECK(graph.target == 2);
  REQUIRE(graph.edges.size() == 2);
  CHECK(graph.edges[0].failure_probability == 0.25);
  CHECK(graph.edges[1].to == 2);
}

TEST_CASE("A graph file that cannot be right is refused with its line") {
  CHECK_THROWS_WITH(read(""), ContainsSubstring("number of edges"));
  CHECK_THROWS_WITH(read("3 x 0 2\n"), ContainsSubstring("line 1: not four integers"));
  CHECK_THROWS_WITH(read("3 1 0 3\n"), ContainsSubstring("line 1: a terminal is not a node"));
  CHECK_THROWS_WITH(read("3 1 0 2\n0 1\n"), ContainsSubstring("line 2: not an edge"));
  CHECK_THROWS_WITH(read("3 1 0 2\n0 3 0.5\n"), ContainsSubstring("line 2: an edge ends outside the graph"));
  CHECK_THROWS_WITH(read("3 1 0 2\n0 1 1.5\n"), ContainsSubstring("line 2: a probability outside [0, 1]"));
  CHECK_THROWS_WITH(read("3 2 0 2\n0 1 0.5\n"), ContainsSubstring("number of edges"));
}

TEST_CASE("A model asks what was asked") {
  const RandomGraph graph = read("3 3 0 2\n0 1 0.25\n1 2 0.5\n0 2 0.125\n");
  const Model model = make_model(graph, {.all_terminal = true, .components = true}, {1, 2});
  CHECK(model.elements.size() == 3);
  CHECK(model.connectivity.size() == 2);
  CHECK(model.connectivity[1].quantifier == Quantifier::all);
  CHECK(model.connectivity[1].targets.size() == 3);
  CHECK(model.components.size() == 1);
  CHECK(make_model(graph, {.source_target = false}, {1, 2}).connectivity.empty());
}
