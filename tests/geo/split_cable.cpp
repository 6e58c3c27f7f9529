// Each fault that a drawn map may have, on a line or two.
#include "geo/split_cable.hpp"

#include <algorithm>
#include <set>

#include "catch.hpp"
#include "geo/geodesic.hpp"

using namespace kaitei;
using namespace kaitei::geo;
using network::Position;
using network::SegmentRole;

namespace {

using Line = std::vector<Position>;
using Landings = std::map<std::string, Position>;

const Landings two{{"a", {10, 0}}, {"b", {14, 0}}};
const Landings three{{"a", {10, 0}}, {"b", {14, 0}}, {"c", {12, 2}}};

// "a--b trunk" for each segment, a joint being "*".
std::vector<std::string> described(const SplitCable& cable) {
  std::vector<std::string> texts;
  for (const SplitSegment& segment : cable.segments) {
    const auto name = [&](std::size_t node) {
      return cable.nodes[node].landing.empty() ? std::string("*") : cable.nodes[node].landing;
    };
    texts.push_back(name(segment.from) + "--" + name(segment.to) + (segment.role == SegmentRole::trunk ? "" : " branch"));
  }
  return texts;
}

bool notes(const SplitCable& cable, const std::string& words) {
  return std::any_of(cable.notes.begin(), cable.notes.end(),
                     [&](const std::string& note) { return note.find(words) != std::string::npos; });
}

void check_sound(const SplitCable& cable) {
  for (const SplitSegment& segment : cable.segments) {
    CHECK(segment.from < segment.to);
    REQUIRE(segment.line.size() >= 2);
    CHECK(distance_km(segment.line.front(), cable.nodes[segment.from].position) == 0);
    CHECK(distance_km(segment.line.back(), cable.nodes[segment.to].position) == 0);
  }
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("A line from landing to landing is one segment") {
  const SplitCable cable = split_cable({{{14, 0}, {12, 1}, {10, 0}}}, two);
  CHECK(described(cable) == Texts{"a--b"});
  CHECK(cable.segments[0].line.size() == 3);
  CHECK(cable.segments[0].line[0].longitude == 10);
  CHECK(cable.notes.empty());
}

TEST_CASE("A branch that ends on a vertex of the trunk makes a branching unit there") {
  const SplitCable cable = split_cable({{{10, 0}, {12, 0}, {14, 0}}, {{12, 2}, {12, 0}}}, three);
  CHECK(described(cable) == Texts{"a--*", "b--*", "c--* branch"});
  CHECK(cable.notes.empty());
  check_sound(cable);
}

TEST_CASE("A branch that ends between two vertices of the trunk splits it there") {
  const SplitCable cable = split_cable({{{10, 0}, {14, 0}}, {{12, 2}, {12, 0.0005}}}, three);
  CHECK(described(cable) == Texts{"a--*", "b--*", "c--* branch"});
  CHECK(cable.nodes.back().position.latitude == 0);
  CHECK(cable.nodes.back().position.longitude == Approx(12).margin(1e-9));
  check_sound(cable);
}

TEST_CASE("Three pieces that end in one place have no branch among them") {
  const SplitCable cable = split_cable({{{10, 0}, {12, 0}}, {{12, 0}, {14, 0}}, {{12, 2}, {12, 0}}}, three);
  CHECK(described(cable) == Texts{"a--*", "b--*", "c--*"});
}

TEST_CASE("A landing on the way splits the line, whether at a vertex or between two") {
  const Landings middle{{"a", {10, 0}}, {"b", {14, 0}}, {"c", {12, 0}}};
  for (const Line& line : {Line{{10, 0}, {12, 0.0003}, {14, 0}}, Line{{10, 0}, {14, 0}}, Line{{10, 0}, {12, 0.005}, {14, 0}}}) {
    const SplitCable cable = split_cable({line}, middle);
    CHECK(described(cable) == Texts{"a--c", "b--c"});
    CHECK(cable.notes.empty());
    check_sound(cable);
  }
}

TEST_CASE("Halves on either side of the antimeridian are one segment") {
  const Landings ends{{"a", {170, 40}}, {"b", {-170, 40}}};
  const SplitCable exact = split_cable({{{170, 40}, {180, 45}}, {{180, 45}, {-170, 40}}}, ends);
  CHECK(described(exact) == Texts{"a--b"});
  CHECK(exact.notes.empty());
  const SplitCable rough = split_cable({{{170, 40}, {179.99, 45}}, {{-179.99, 45}, {-170, 40}}}, ends);
  CHECK(described(rough) == Texts{"a--b"});
  CHECK(notes(rough, "loose end at -179.990, 45.000 carried 1.6 km"));
}

TEST_CASE("A landing off the line is reached, and said to be, up to 50 km") {
  const SplitCable cable = split_cable({{{10, 0}, {13.8, 0}}}, two);
  CHECK(described(cable) == Texts{"a--b"});
  CHECK(cable.segments[0].line.size() == 3);
  CHECK(notes(cable, "line carried 22.3 km to landing b"));
  const SplitCable far = split_cable({{{10, 0}, {12, 0}}}, two);
  CHECK(described(far) == Texts{"a--*"});
  CHECK(notes(far, "landing b left without a line: none within 50 km"));
}

TEST_CASE("A loose end that stops short of the trunk is carried to it, up to 10 km") {
  const SplitCable cable = split_cable({{{10, 0}, {14, 0}}, {{12, 2}, {12, 0.05}}}, three);
  CHECK(described(cable) == Texts{"a--*", "b--*", "c--* branch"});
  CHECK(notes(cable, "loose end at 12.000, 0.050 carried 5.5 km to the next line"));
  CHECK(described(split_cable({{{10, 0}, {14, 0}}, {{12, 2}, {12, 0.2}}}, three)) == Texts{"a--b", "c--*"});
}

TEST_CASE("Landings in one place are one") {
  const SplitCable cable = split_cable({{{10, 0}, {14, 0}}}, {{"a", {10, 0}}, {"b", {14, 0}}, {"b2", {14, 0}}});
  CHECK(described(cable) == Texts{"a--b"});
  CHECK(notes(cable, "landing b2 shares its place with b"));
}

TEST_CASE("What is drawn twice is there once") {
  const Line line{{10, 0}, {12, 1}, {14, 0}};
  const SplitCable whole = split_cable({line, Line(line.rbegin(), line.rend())}, two);
  CHECK(described(whole) == Texts{"a--b"});
  CHECK(notes(whole, "1 pieces drawn twice"));
  const SplitCable part = split_cable({line, {{12, 2}, {12, 1}, {14, 0}}}, three);
  CHECK(described(part) == Texts{"a--*", "b--*", "c--*"});
  CHECK(notes(part, "1 stretches drawn twice"));
}

TEST_CASE("Loops carry no route and go") {
  CHECK(described(split_cable({{{10, 0}, {14, 0}}, {{14, 0}, {15, 1}, {15, -1}, {14, 0}}}, two)) == Texts{"a--b"});
  const SplitCable ring = split_cable({{{10, 0}, {14, 0}}, {{20, 0}, {21, 1}, {22, 0}, {20, 0}}}, two);
  CHECK(described(ring) == Texts{"a--b"});
  CHECK(notes(ring, "1 closed loops without a landing"));
}

TEST_CASE("Parallel ways stay apart, and nothing drawn is nothing") {
  CHECK(described(split_cable({{{10, 0}, {12, 1}, {14, 0}}, {{10, 0}, {12, -1}, {14, 0}}}, two)) == Texts{"a--b", "a--b"});
  CHECK(split_cable({}, two).segments.empty());
  CHECK(split_cable({{{10, 0}}, {}, {{11, 0}, {11, 0}}}, two).segments.empty());
  CHECK(described(split_cable({{{10, 0}, {14, 0}}}, {})) == Texts{"*--*"});
}

TEST_CASE("The order and direction of the pieces do not matter") {
  std::vector<Line> pieces{{{10, 0}, {12, 0}, {14, 0}}, {{12, 2}, {12, 0}}, {{14, 0}, {15, 3}, {12, 2}}, {{13, 1}, {13, 0.03}}};
  const SplitCable first = split_cable(pieces, three);
  CHECK(first.segments.size() >= 6);
  std::reverse(pieces.begin(), pieces.end());
  for (Line& piece : pieces) std::reverse(piece.begin(), piece.end());
  const SplitCable second = split_cable(pieces, three);
  CHECK(described(first) == described(second));
  CHECK(first.notes == second.notes);
  for (std::size_t i = 0; i < first.segments.size(); ++i) {
    CHECK(line_length_km(first.segments[i].line) == line_length_km(second.segments[i].line));
  }
}
