#include <catch.hpp>

#include "kernels/reach_task.hpp"
#include "kernels/sampler.hpp"

using namespace kaitei;

namespace {

Model model_with(std::uint32_t elements) {
  Model model;
  for (std::uint32_t e = 0; e < elements; ++e) model.elements.push_back(make_sampler(e, 0.5));
  return model;
}

}  // namespace

TEST_CASE("A series-parallel graph contracts to one edge between its terminals") {
  // 0 =(0,1)= 1 -2- 2, beside 0 -3- 2; a dangling 2 -4- 3, a loop at 1, and an island 4 -6- 5.
  Model model = model_with(7);
  const ReachRequest request{6,
                             {{0, 1, 0}, {0, 1, 1}, {1, 2, 2}, {0, 2, 3}, {2, 3, 4}, {1, 1, 5}, {4, 5, 6}},
                             {{0, 0}},
                             {2}};
  const ReachNumbering numbering = add_reach_task(model, request, Contraction::on);
  const ReachTask& task = model.tasks[numbering.task];
  CHECK(task.edges.size() == 1);
  CHECK(task.node_count == 2);
  CHECK(numbering.number[3] == task.node_count);  // left out
  // The edge fails with 3 and (2 or both of 0 and 1).
  const Gate& outer = model.gates[task.edges[0].failed - 7];
  CHECK(outer.kind == GateKind::any_up);
}

TEST_CASE("Without contraction, or without targets, every edge stays") {
  for (const bool targets : {false, true}) {
    Model model = model_with(3);
    ReachRequest request{4, {{0, 1, 0}, {1, 2, 1}, {2, 3, 2}}, {{0, 0}}, {}};
    if (targets) request.targets = {2};
    const auto contraction = targets ? Contraction::off : Contraction::on;
    const ReachNumbering numbering = add_reach_task(model, request, contraction);
    CHECK(model.tasks[numbering.task].edges.size() == 3);
    CHECK(model.tasks[numbering.task].node_count == 4);
    CHECK(model.gates.empty());
  }
}

TEST_CASE("Terminals are never contracted away") {
  Model model = model_with(2);
  const ReachNumbering numbering =
      add_reach_task(model, {3, {{0, 1, 0}, {1, 2, 1}}, {{0, 0}}, {1, 2}}, Contraction::on);
  CHECK(model.tasks[numbering.task].edges.size() == 2);
  CHECK(numbering.number[1] < model.tasks[numbering.task].node_count);
}

TEST_CASE("Breadth-first order: an edge comes after one that reaches it, and none is lost") {
  const std::vector<Edge> edges{{3, 4, 0}, {2, 3, 1}, {5, 6, 2}, {1, 2, 3}, {0, 1, 4}, {0, 4, 5}};
  const std::vector<Edge> ordered = breadth_first(7, edges, {0});
  REQUIRE(ordered.size() == edges.size());
  std::vector<bool> reached(7);
  reached[0] = true;
  std::uint32_t literals = 0;
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    literals |= 1u << ordered[i].failed;
    if (i + 1 == ordered.size()) break;  // the island 5-6 comes last
    CHECK((reached[ordered[i].from] || reached[ordered[i].to]));
    reached[ordered[i].from] = reached[ordered[i].to] = true;
  }
  CHECK(literals == 0b111111);
  CHECK(ordered.back().failed == 2);
}
