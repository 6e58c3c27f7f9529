#include "catch.hpp"

#include "errors.hpp"
#include "scenario/units.hpp"

using namespace kaitei;
using experiment::UnitKind;

namespace {

// Two systems of two and one segments between two stations, and a link.
network::Network small() {
  network::Network n;
  n.nodes = {{.id = "a"}, {.id = "b"}};
  n.systems = {{.id = "z"}, {.id = "y"}};
  n.segments = {{.id = "z1", .system = {0}, .from = {0}, .to = {1}}, {.id = "y1", .system = {1}, .from = {0}, .to = {1}},
                {.id = "z2", .system = {0}, .from = {0}, .to = {1}}};
  n.links = {{.id = "l", .from = {0}, .to = {1}}};
  return n;
}

std::vector<std::string> ids(const std::vector<UnitKind>& kinds, const experiment::Experiment& experiment = {}) {
  const network::Network network = small();
  const network::Graph graph = network::lower(network, {});
  std::vector<std::string> result;
  for (const scenario::Unit& unit : scenario::units(kinds, {}, experiment, network, graph)) {
    result.push_back(unit.id + " =");
    for (const Literal e : unit.elements) result.back() += " " + graph.elements.at(e).id;
  }
  return result;
}

}  // namespace

TEST_CASE("Units are single elements, whole cables or groups, in the order asked") {
  using List = std::vector<std::string>;
  CHECK(ids({UnitKind::stations, UnitKind::links}) == List{"station:a = station:a", "station:b = station:b", "link:l = link:l"});
  CHECK(ids({UnitKind::segments}) ==
        List{"segment:y1 = segment:y1", "segment:z1 = segment:z1", "segment:z2 = segment:z2"});
  CHECK(ids({UnitKind::cables}) == List{"cable:y = segment:y1", "cable:z = segment:z1 segment:z2"});
  CHECK(ids({UnitKind::feeds}).empty());
  experiment::Experiment experiment;
  experiment.groups = {{"strait", {"segment:z2", "station:b"}}};
  CHECK(ids({UnitKind::groups}, experiment) == List{"group:strait = segment:z2 station:b"});
}

TEST_CASE("A group of what is not there is refused") {
  experiment::Experiment experiment;
  experiment.groups = {{"strait", {"segment:nothing"}}};
  CHECK_THROWS_AS(ids({UnitKind::groups}, experiment), UsageError);
}
