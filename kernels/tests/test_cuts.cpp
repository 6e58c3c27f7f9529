// Branching against published counts and against the twin, which looks at every set.
#include "catch.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "../cuts.hpp"
#include "../graph_model.hpp"
#include "../twin.hpp"
#include "../units.hpp"
#include "group_graph.hpp"
#include "oracle.hpp"
#include "random_model.hpp"

using namespace kaitei;
using namespace kaitei::testing;

namespace {

using Sets = std::vector<std::vector<std::uint32_t>>;

CutCounts count(const Model& model, const Loss& loss, std::uint32_t size) {
  Survival survival(model, loss);
  return count_cuts(survival, {.size = size, .listed = 1'000'000});
}

// Whether the one failure state is a loss, by the twin.
bool lost(Model model, const std::vector<std::uint32_t>& failed, const Loss& loss) {
  for (ElementSampler& sampler : model.elements) sampler.kind = SamplerKind::never;
  for (const std::uint32_t element : failed) model.elements[element].kind = SamplerKind::always;
  const Tallies one = twin::simulate(model, {0, 1});
  if (loss.kind == Loss::Kind::disconnected) return one.disconnected[loss.outcome] != 0;
  const Histogram& systems = one.systems_joining[loss.outcome];
  return std::any_of(systems.begin(), systems.begin() + std::min<std::ptrdiff_t>(loss.fewer_than, std::ssize(systems)),
                     [](std::uint64_t trials) { return trials != 0; });
}

// Every set of up to `size` elements that is a loss.
Sets all_lost(const Model& model, const Loss& loss, std::uint32_t size) {
  Sets found;
  std::vector<std::uint32_t> set;
  const auto visit = [&](auto&& self, std::uint32_t next) -> void {
    if (lost(model, set, loss)) found.push_back(set);
    for (std::uint32_t e = next; set.size() < size && e < model.elements.size(); ++e) {
      set.push_back(e);
      self(self, e + 1);
      set.pop_back();
    }
  };
  visit(visit, 0);
  return found;
}

Sets minimal_of(const Sets& lost) {
  const std::set<std::vector<std::uint32_t>> known(lost.begin(), lost.end());
  Sets minimal;
  for (const auto& set : lost) {
    bool spared = false;
    for (std::size_t i = 0; i < set.size(); ++i) {
      auto fewer = set;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      spared |= known.contains(fewer);
    }
    if (!spared) minimal.push_back(set);
  }
  std::ranges::sort(minimal, [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  return minimal;
}

void compare(const Model& model, const Loss& loss, std::uint32_t size) {
  const Sets lost = all_lost(model, loss, size), minimal = minimal_of(lost);
  const CutCounts counts = count(model, loss, size);
  CHECK(counts.cuts == minimal);
  for (std::uint32_t j = 0; j <= size; ++j) {
    const auto of_size = [&](const Sets& sets) {
      return static_cast<std::uint64_t>(std::ranges::count(sets, j, [](const auto& set) { return set.size(); }));
    };
    CHECK(counts.lost[j] == of_size(lost));
    CHECK(counts.minimal[j] == of_size(minimal));
    for (std::uint32_t e = 0; e < model.elements.size(); ++e) {
      const auto with = [&](const Sets& sets) {
        return static_cast<std::uint64_t>(std::ranges::count_if(
            sets, [&](const auto& set) { return set.size() == j && std::ranges::find(set, e) != set.end(); }));
      };
      CHECK(counts.lost_with[j][e] == with(lost));
      CHECK(counts.minimal_with[j][e] == with(minimal));
    }
  }
}

}  // namespace

TEST_CASE("Disconnecting sets of groups of the 400-node graph") {
  const Model model = grouped_graph(KAITEI_BENCH_GRAPH);
  const CutCounts counts = count(model, {}, 6);
  CHECK(counts.sets == std::vector<std::uint64_t>{1, 60, 1770, 34220, 487635, 5461512, 50063860});
  oracle::check_exact({"sets of 0 to 5 of 60 groups that disconnect, by branching", "given with the graph"},
                      {0, 0, 2, 117, 3362, 63255}, std::vector(counts.lost.begin(), counts.lost.begin() + 6));
}

TEST_CASE("Disconnecting sets of edges of the dodecahedron") {
  RandomGraph graph{20, 0, 15, {}};
  for (std::uint32_t i = 0; i < 10; ++i) {
    graph.edges.push_back({i, (i + 1) % 10, 0});
    graph.edges.push_back({i, 10 + i, 0});
    graph.edges.push_back({10 + i, 10 + (i + 2) % 10, 0});
  }
  const Model model = make_model(graph, {.all_terminal = true}, {});
  oracle::check_exact({"sets of 0 to 5 edges that disconnect an antipodal pair", "enumeration of all sets"},
                      {0, 0, 0, 2, 60, 876}, count(model, {.outcome = 0}, 5).lost);
  oracle::check_exact({"sets of 0 to 5 edges that disconnect some node", "enumeration of all sets"},
                      {0, 0, 0, 20, 570, 7812}, count(model, {.outcome = 1}, 5).lost);
}

TEST_CASE("Branching agrees with looking at every set") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const Model model = random_model(seed, {.nodes = 7, .edges = 9});
    CAPTURE(seed);
    for (std::uint32_t c = 0; c < model.connectivity.size(); ++c) compare(model, {.outcome = c}, 3);
    for (std::uint32_t m = 1; m <= 4; ++m) compare(model, {Loss::Kind::fewer_systems, 0, m}, 3);
  }
}

TEST_CASE("Branching agrees with looking at every set of overlapping units") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const Model model = random_model(seed, {.nodes = 9, .edges = 16});
    std::mt19937_64 random(seed);
    Units units(9);
    for (Units::value_type& unit : units)
      for (Literal e = static_cast<Literal>(random() % 3); e < model.elements.size(); e += 1 + static_cast<Literal>(random() % 7)) unit.push_back(e);
    const Model grouped = with_units(model, units);
    CAPTURE(seed);
    // The folded gates say what the elements of the units say.
    for (const Loss& loss : {Loss{.outcome = 0}, Loss{.outcome = 3}, Loss{Loss::Kind::fewer_systems, 0, 2}}) {
      compare(grouped, loss, 3);
      for (std::uint32_t u = 0; u < units.size(); ++u) {
        CHECK(lost(grouped, {u}, loss) == lost(model, units[u], loss));
        auto both = units[u];
        both.insert(both.end(), units[0].begin(), units[0].end());
        CHECK(lost(grouped, {u, 0}, loss) == lost(model, both, loss));
      }
    }
  }
}

TEST_CASE("The smallest cut is proven, and greedy is never better") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const Model model = random_model(seed, {.nodes = 7, .edges = 9});
    for (const Loss& loss : {Loss{.outcome = 0}, Loss{.outcome = 1}, Loss{Loss::Kind::fewer_systems, 0, 1}}) {
      CAPTURE(seed, static_cast<int>(loss.kind), loss.outcome);
      Survival survival(model, loss);
      const SmallestCut smallest = smallest_cut(survival, 1'000'000);
      std::vector<std::uint32_t> everything;
      for (std::uint32_t e = 0; e < model.elements.size(); ++e) everything.push_back(e);
      CHECK(smallest.exists == lost(model, everything, loss));
      REQUIRE(smallest.proven());
      if (!smallest.exists) continue;
      CHECK(lost(model, smallest.elements, loss));
      CHECK(lost(model, smallest.greedy, loss));
      CHECK(smallest.elements.size() <= smallest.greedy.size());
      const auto size = static_cast<std::uint32_t>(smallest.elements.size());
      const CutCounts counts = count(model, loss, size);
      CHECK(counts.lost[size] > 0);
      for (std::uint32_t j = 0; j < size; ++j) CHECK(counts.lost[j] == 0);
    }
  }
}

TEST_CASE("A search cut short states its gap") {
  const Model model = grouped_graph(KAITEI_BENCH_GRAPH);
  Survival survival(model, {});
  const SmallestCut proven = smallest_cut(survival, 1'000'000);
  CHECK(proven.proven());
  CHECK(proven.elements.size() == 2);
  const SmallestCut cut_short = smallest_cut(survival, 1);
  CHECK_FALSE(cut_short.proven());
  CHECK(cut_short.lower_bound <= 2);
  CHECK(cut_short.elements.size() >= 2);
}

TEST_CASE("What cannot be counted is refused") {
  const Model model = random_model(1, {});
  CHECK_THROWS_AS(Survival(model, {.outcome = 99}), std::invalid_argument);
  Survival survival(model, {});
  CHECK_THROWS_AS(count_cuts(survival, {.size = 27}), std::invalid_argument);
  CHECK_THROWS_AS(with_units(model, {{99}}), std::invalid_argument);
  CHECK_THROWS_AS(with_units(model, {{}}), std::invalid_argument);
  Model large;
  large.elements.resize(200);
  large.tasks.push_back({});
  large.connectivity.push_back({0, {0}, Quantifier::any});
  Survival too_many(large, {});
  CHECK_THROWS_AS(count_cuts(too_many, {.size = 40}), std::overflow_error);
}
