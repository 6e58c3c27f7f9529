#include "network/gate_table.hpp"

#include "catch.hpp"

using namespace kaitei;
using kaitei::network::GateTable;

TEST_CASE("The same gate is made once") {
  GateTable table(10);
  const Literal both = table.all_up({3, 1});
  CHECK(both == 10);
  CHECK(table.all_up({1, 3, 1}) == both);
  CHECK(table.any_up({1, 3}) == 11);
  CHECK(table.all_up({7}) == 7);
  CHECK(table.any_up({7}) == 7);
  const std::vector<Gate> gates = table.take();
  REQUIRE(gates.size() == 2);
  CHECK(gates[0].kind == GateKind::all_up);
  CHECK(gates[0].inputs == std::vector<Literal>{1, 3});
  CHECK(gates[1].kind == GateKind::any_up);
}

TEST_CASE("What never fails is one gate, made only when asked for") {
  GateTable table(2);
  CHECK(table.all_up({0, 1}) == 2);
  const Literal up = table.always_up();
  CHECK(up == 3);
  CHECK(table.all_up({}) == up);
  CHECK(table.all_up({up, 1}) == 1);
  CHECK(table.any_up({up, 1}) == up);
  const std::vector<Gate> gates = table.take();
  REQUIRE(gates.size() == 2);
  CHECK(gates[1].inputs.empty());
}
