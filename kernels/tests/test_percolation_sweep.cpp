// Newman-Ziff sweeps against the plain twin step by step, against exact enumeration, and against direct sampling.
#include <catch.hpp>
#include <oracle.hpp>

#include <cmath>
#include <numeric>
#include <set>

#include "kernels/percolation/labels.hpp"
#include "kernels/percolation/lattices.hpp"
#include "kernels/percolation/order.hpp"
#include "kernels/percolation/random_graphs.hpp"
#include "kernels/percolation/sweep.hpp"
#include "kernels/percolation/twin.hpp"
#include "kernels/percolation/windows.hpp"

using namespace kaitei;
using namespace kaitei::percolation;

namespace {

constexpr std::uint64_t key = 0x6b61697465690004;

double value(const PointValues& values, Observable o) {
  return static_cast<double>(values[static_cast<std::size_t>(o)]) * unit_of(o);
}

std::vector<double> values_of(const twin::State& state, const Graph& graph) {
  const double nodes = graph.node_count, squares = static_cast<double>(state.sizes.squares);
  std::vector<double> v{1.0 * state.sizes.largest, 1.0 * state.sizes.second_largest, squares / nodes,
                        (squares - std::pow(state.sizes.largest, 2)) / nodes, 1.0 * state.sizes.count};
  const unsigned axes = graph.spanning == Spanning::none ? 0 : graph.axes;
  v.push_back(state.spanned_axes != 0);
  v.push_back(axes > 0 && state.spanned_axes + 1 == 1u << axes);
  for (unsigned a = 0; a < 3; ++a) v.push_back(state.spanned_axes >> a & 1u);
  return v;
}

std::vector<double> binomial(std::size_t count, double p) {
  std::vector<double> weights;
  for (std::size_t n = 0; n <= count; ++n) {
    const double k = static_cast<double>(n), all = static_cast<double>(count);
    weights.push_back(p == 0 ? n == 0 : p == 1 ? n == count
                      : std::exp(std::lgamma(all + 1) - std::lgamma(k + 1) - std::lgamma(all - k + 1) +
                                 k * std::log(p) + (all - k) * std::log1p(-p)));
  }
  return weights;
}

const std::vector<double> some_probabilities{0, 0.1, 0.3, 0.5, 0.52, 0.9, 1};

void check_sweep_against_twin(const Graph& graph, Kind kind) {
  const std::size_t count = kind == Kind::bond ? graph.bonds.size() : graph.node_count;
  const Adjacency adjacency = make_adjacency(graph);
  const Curve curve(count, some_probabilities);
  const auto sweeper = make_cpu_sweeper(graph, adjacency, curve, kind, key);
  for (std::uint64_t sweep = 0; sweep < 3; ++sweep) {
    const auto states = twin::sweep(graph, kind, key, sweep);
    const auto averages = sweeper->run(sweep);
    for (std::size_t i = 0; i < some_probabilities.size(); ++i) {
      const auto weights = binomial(count, some_probabilities[i]);
      std::vector<double> expected(observable_count, 0);
      for (std::size_t n = 0; n <= count; ++n) {
        const auto at = values_of(states[n], graph);
        for (std::size_t o = 0; o < observable_count; ++o) expected[o] += weights[n] * at[o];
      }
      for (std::size_t o = 0; o < observable_count; ++o) {
        CAPTURE(sweep, some_probabilities[i], o);
        // The averages are rounded to 2^-16 (sizes) and their weights to 2^-31.
        CHECK(value(averages[i], static_cast<Observable>(o)) == Approx(expected[o]).margin(2e-5).epsilon(1e-6));
      }
    }
  }
}

}  // namespace

TEST_CASE("The order of a sweep is by threshold, then element, in any number of passes") {
  for (const std::uint64_t count : {0ull, 1ull, 2ull, 1000ull, 100001ull}) {
    const auto expected = twin::order(count, key, 5);
    for (const unsigned passes : {1u, 2u, 3u}) {
      std::vector<std::uint32_t> got, with_it;
      unsigned pass = 0;
      ThresholdOrder<Bond> order(count, key, passes);
      order.for_each_run(5, [&] { ++pass; return [](std::uint32_t element) { return Bond{element, element + 1}; }; },
                         [&](auto run) {
        for (const auto& record : run) {
          got.push_back(record.element());
          with_it.push_back(record.payload.to() - 1);
        }
        return true;
      });
      CHECK(got == expected);
      CHECK(with_it == expected);
      CHECK(pass == (count < 100001 ? 1 : passes));
    }
  }
}

TEST_CASE("A sweep in several passes, whose core spares bonds, has the sizes of every step") {
  for (const Graph& graph : {make_erdos_renyi(20'000, 60'000, 3), make_rmat(14, 60'000, 4),
                             make_lattice({LatticeKind::square, Boundary::torus, {180, 181, 1}}),
                             make_lattice({LatticeKind::triangular, Boundary::open, {150, 151, 1}})}) {
    // A union-find without more, and all sizes in a tree.
    std::vector<std::uint32_t> parent(graph.node_count), size(graph.node_count, 1);
    std::iota(parent.begin(), parent.end(), 0u);
    const auto find = [&](std::uint32_t node) {
      while (parent[node] != node) node = parent[node] = parent[parent[node]];
      return node;
    };
    std::multiset<std::uint32_t> sizes(size.begin(), size.end());
    std::uint64_t squares = graph.node_count;
    const Curve curve(graph.bonds.size(), {0.2, 0.4, 0.5, 0.7, 0.9, 0.97, 1});
    std::vector<std::array<double, 4>> expected(curve.weights().size(), {0, 0, 0, 0});
    const auto order = twin::order(graph.bonds.size(), key, 7);
    for (std::uint64_t n = 0; n <= order.size(); ++n) {
      for (std::size_t i = 0; i < expected.size(); ++i) {
        const CanonicalWeights& point = curve.weights()[i];
        if (n < point.first() || n > point.last()) continue;
        const double weight = point.weights()[n - point.first()] * 0x1p-31;
        expected[i][0] += weight * *sizes.rbegin();
        expected[i][1] += sizes.size() < 2 ? 0 : weight * *std::next(sizes.rbegin());
        expected[i][2] += weight * static_cast<double>(squares) / graph.node_count;
        expected[i][3] += weight * static_cast<double>(sizes.size());
      }
      if (n == order.size()) break;
      const std::uint32_t a = find(graph.bonds[order[n]].from()), b = find(graph.bonds[order[n]].to());
      if (a == b) continue;
      sizes.erase(sizes.find(size[a]));
      sizes.erase(sizes.find(size[b]));
      squares += 2ull * size[a] * size[b];
      parent[b] = a;
      sizes.insert(size[a] += size[b]);
    }
    const Adjacency none;
    const auto sweeper = make_cpu_sweeper(graph, none, curve, Kind::bond, key);
    const auto averages = sweeper->run(7);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CAPTURE(i);
      CHECK(value(averages[i], Observable::largest_cluster) == Approx(expected[i][0]).margin(2e-5));
      CHECK(value(averages[i], Observable::second_largest_cluster) == Approx(expected[i][1]).margin(2e-5));
      CHECK(value(averages[i], Observable::mean_cluster_size) == Approx(expected[i][2]).margin(2e-5));
      CHECK(value(averages[i], Observable::cluster_count) == Approx(expected[i][3]).margin(2e-5));
    }
  }
}

TEST_CASE("Every instruction set draws the same thresholds") {
  std::vector<std::uint32_t> expected, got(5000);
  for (std::uint32_t i = 1000; i < 5999; ++i)
    if (threshold(key, 1ull << 40, i) < 0x5000000000000000ull) expected.push_back(i);
  got.resize(draw_functions().pick(key, 1ull << 40, 1000, 5999, 0x5000000000000000ull, got.data()));
  CHECK(got == expected);
  got.resize(5000);
  got.resize(pick_elements<Wide<4, Baseline>>(key, 1ull << 40, 1000, 5999, 0x5000000000000000ull, got.data()));
  CHECK(got == expected);
}

TEST_CASE("Every instruction set picks a pass's elements, their buckets and the bits that follow") {
  const auto pick = [](auto function, std::uint32_t last, const DealtRange& range) {
    std::vector<std::uint32_t> bucket(5016), rest(5016), element(5016);
    const std::uint32_t count = function(key, 1ull << 40, 1000, last, range, Picked{bucket.data(), rest.data(), element.data()});
    std::vector<std::array<std::uint32_t, 3>> picked;
    for (std::uint32_t i = 0; i < count; ++i) picked.push_back({element[i], bucket[i], rest[i]});
    std::ranges::sort(picked);
    return picked;
  };
  for (const std::uint32_t last : {1000u, 1001u, 1033u, 5999u})
    for (const DealtRange& range : {DealtRange{0, 0, 1}, {1, 1, 1}, {3, 2, 3}, {14, 5000, 6000}}) {
      CAPTURE(last, range.bits);
      std::vector<std::array<std::uint32_t, 3>> expected;
      for (std::uint32_t i = 1000; i < last; ++i) {
        const std::uint64_t t = threshold(key, 1ull << 40, i);
        const std::uint64_t bucket = range.bits == 0 ? 0 : t >> (64 - range.bits);
        if (bucket >= range.first_bucket && bucket < range.first_bucket + range.bucket_count)
          expected.push_back({i, static_cast<std::uint32_t>(bucket) - range.first_bucket,
                              static_cast<std::uint32_t>((t << range.bits) >> 32)});
      }
      CHECK(pick(draw_functions().pick_range, last, range) == expected);
      CHECK(pick(pick_range<Wide<4, Baseline>>, last, range) == expected);
      CHECK(pick(pick_range<Wide<16, Baseline>>, last, range) == expected);
    }
}

TEST_CASE("Canonical weights are the binomial distribution") {
  for (const std::uint64_t count : {1ull, 12ull, 5000ull}) {
    for (const double p : {0.0, 1e-9, 0.2, 0.5, 0.999, 1.0}) {
      const CanonicalWeights weights(count, p);
      const auto exact = binomial(count, p);
      double below = 0, exact_below = 0;
      for (std::uint64_t n = 0; n <= count; ++n) {
        if (n >= weights.first() && n <= weights.last()) below += weights.weights()[n - weights.first()] * 0x1p-31;
        exact_below += exact[n];
        REQUIRE(below == Approx(exact_below).margin(1e-9));
        REQUIRE(static_cast<double>(weights.from(n + 1)) * 0x1p-31 == Approx(1 - exact_below).margin(1e-9));
      }
    }
  }
  // A large one: mean and variance, and all of the weight.
  const CanonicalWeights weights(1ull << 31, 0.25);
  double mean = 0, variance = 0;
  const double centre = 0x1p29;
  for (std::size_t i = 0; i < weights.weights().size(); ++i) {
    const double from_centre = static_cast<double>(weights.first() + i) - centre;
    mean += weights.weights()[i] * 0x1p-31 * from_centre;
    variance += weights.weights()[i] * 0x1p-31 * from_centre * from_centre;
  }
  CHECK(std::abs(mean) < 1);
  CHECK(variance == Approx(0x1p31 * 0.25 * 0.75).epsilon(1e-4));
  CHECK(weights.from(0) == CanonicalWeights::total);
  CHECK_THROWS_AS(CanonicalWeights(3, 1.5), std::invalid_argument);
}

TEST_CASE("A sweep gives the twin's canonical averages on every lattice, boundary and kind") {
  for (const Kind kind : {Kind::bond, Kind::site})
    for (const Boundary boundary : {Boundary::open, Boundary::cylinder, Boundary::torus}) {
      CAPTURE(static_cast<int>(kind), static_cast<int>(boundary));
      for (const LatticeKind lattice : {LatticeKind::square, LatticeKind::triangular, LatticeKind::honeycomb})
        check_sweep_against_twin(make_lattice({lattice, boundary, {4, 5, 1}}), kind);
      check_sweep_against_twin(make_lattice({LatticeKind::cubic, boundary, {3, 3, 4}}), kind);
    }
  check_sweep_against_twin(make_lattice({LatticeKind::square, Boundary::open, {1, 1, 1}}), Kind::site);
}

TEST_CASE("A sweep gives the twin's canonical averages on random graphs") {
  for (const Kind kind : {Kind::bond, Kind::site}) {
    check_sweep_against_twin(make_erdos_renyi(40, 60, 1), kind);
    check_sweep_against_twin(make_rmat(5, 60, 2), kind);
    check_sweep_against_twin(make_random_geometric(40, 0.2, 3), kind);
  }
}

TEST_CASE("The mean over sweeps is the exact canonical average") {
  const std::array<const char*, observable_count> observable_names{
      "largest cluster", "second largest cluster", "mean cluster size", "susceptibility", "clusters", "spans some axis",
      "spans every axis", "spans axis 0", "spans axis 1", "spans axis 2"};
  // The bow-tie of two triangles with a tail, and the 3 by 3 square lattice: all 2^7 and 2^12 bond states.
  Graph bow_tie;
  bow_tie.node_count = 6;
  for (const auto& [from, to] : {std::pair{0u, 1u}, {1u, 2u}, {0u, 2u}, {2u, 3u}, {3u, 4u}, {2u, 4u}, {4u, 5u}})
    bow_tie.bonds.emplace_back(from, to);
  const Graph lattice = make_lattice({LatticeKind::square, Boundary::open, {3, 3, 1}});
  for (const auto& [graph_name, graph] : {std::pair{"two triangles with a tail", bow_tie}, {"3 by 3 sites", lattice}}) {
    const std::size_t count = graph.bonds.size();
    constexpr std::uint64_t sweeps = 20000;
    const std::vector<double> probabilities{0.2, 0.5, 0.7};
    const Curve curve(count, probabilities);
    const Adjacency none;
    const auto sweeper = make_cpu_sweeper(graph, none, curve, Kind::bond, key);
    CurveTally tally;
    for (std::uint64_t sweep = 0; sweep < sweeps; ++sweep) tally.add(sweeper->run(sweep));
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
      std::vector<double> exact(observable_count, 0);
      for (std::uint32_t open = 0; open < 1u << count; ++open) {
        std::vector<bool> occupied(count);
        for (std::size_t b = 0; b < count; ++b) occupied[b] = open >> b & 1u;
        const double n = std::popcount(open), p = probabilities[i];
        const double weight = std::pow(p, n) * std::pow(1 - p, static_cast<double>(count) - n);
        const auto values = values_of(twin::state(graph, Kind::bond, occupied), graph);
        for (std::size_t o = 0; o < observable_count; ++o) exact[o] += weight * values[o];
      }
      for (std::size_t o = 0; o < observable_count; ++o) {
        const double unit = unit_of(static_cast<Observable>(o));
        const double mean = static_cast<double>(tally.points[i][o].sum) * unit / sweeps;
        const double variance = static_cast<double>(tally.points[i][o].sum_of_squares) * unit * unit / sweeps - mean * mean;
        if (exact[o] == 0) {  // spans nothing, since it is no lattice
          CHECK(tally.points[i][o].sum == 0);
          continue;
        }
        // 60 comparisons of 5.5 standard errors each: a false alarm in 1e-6 of all seeds.
        oracle::check({std::string(graph_name) + ", p = " + oracle::digits(probabilities[i]) + ", " + observable_names[o],
                       "all states enumerated"},
                      {exact[o], mean, std::sqrt(std::max(variance, 0.0) / sweeps), 5.5, 2e-5});
      }
    }
  }
}

TEST_CASE("Averages over microcanonical states and direct samples at p agree") {
  const Graph graph = make_lattice({LatticeKind::triangular, Boundary::torus, {16, 16, 1}});
  const std::vector<double> probabilities{0.2, 0.3, 0.35, 0.4, 0.6};
  const Curve curve(graph.bonds.size(), probabilities);
  const Adjacency none;
  const auto sweeper = make_cpu_sweeper(graph, none, curve, Kind::bond, key);
  constexpr int sweeps = 4000;
  std::vector<Moments> direct(probabilities.size());
  CurveTally tally;
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    tally.add(sweeper->run(static_cast<std::uint64_t>(sweep)));
    // Other sweeps, so that the two means are independent.
    const auto sizes = sizes_at(graph, key, static_cast<std::uint64_t>(sweep + sweeps), probabilities);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      direct[i].sum += sizes[i].largest;
      direct[i].sum_of_squares += static_cast<std::uint64_t>(sizes[i].largest) * sizes[i].largest;
    }
  }
  const auto mean_and_variance = [](const Moments& m, double unit) {
    const double mean = static_cast<double>(m.sum) * unit / sweeps;
    return std::pair{mean, static_cast<double>(m.sum_of_squares) * unit * unit / sweeps - mean * mean};
  };
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const auto [mean, variance] = mean_and_variance(tally.points[i][0], 0x1p-16);
    const auto [direct_mean, direct_variance] = mean_and_variance(direct[i], 1);
    CAPTURE(probabilities[i], mean, direct_mean);
    CHECK(std::abs(mean - direct_mean) < 5.5 * std::sqrt((variance + direct_variance) / sweeps));
    CHECK(variance < direct_variance);  // what the canonical average is for
  }
}

TEST_CASE("Tallies of a curve travel as words and add up to those of all sweeps") {
  const Graph graph = make_lattice({LatticeKind::square, Boundary::torus, {8, 8, 1}});
  const Curve curve(graph.bonds.size(), {0.4, 0.5});
  const Adjacency none;
  const auto sweeper = make_cpu_sweeper(graph, none, curve, Kind::bond, key);
  CurveTally all, first, last;
  for (std::uint64_t sweep = 0; sweep < 7; ++sweep) {
    const auto values = sweeper->run(sweep);
    all.add(values);
    (sweep < 3 ? first : last).add(values);
  }
  CurveTally received;
  received.points.resize(2);
  received.unpack(last.pack());
  CHECK(received == last);
  CHECK((first += received) == all);
  CHECK_THROWS_AS(received.unpack({1, 2, 3}), std::invalid_argument);
  CurveTally wide;  // more than 64 bits
  std::array<PointValues, 2> values{};
  values[1][3] = std::uint64_t{1} << 63;
  wide.add(values);
  wide.add(values);
  received.unpack(wide.pack());
  CHECK(received == wide);
  CHECK(received.points[1][3].sum == Uint128{1} << 64);
}

TEST_CASE("A sweep states its memory and keeps it within 12 bytes an edge and 16 a node") {
  for (const auto& [nodes, bonds] : {std::pair{1000000ull, 2000000ull}, {5000000ull, 10000000ull},
                                     {1ull << 20, 10000000ull}, {1ull << 24, 1ull << 28}, {1ull << 31, 1ull << 31}})
    for (const Spanning spanning : {Spanning::none, Spanning::crossing, Spanning::wrapping}) {
      CAPTURE(nodes, bonds, static_cast<int>(spanning));
      CHECK(sweep_memory(nodes, bonds, Kind::bond, spanning).total(1) <= 12 * bonds + 16 * nodes);
    }
}

TEST_CASE("A curve of another graph and points out of order are refused") {
  const Graph graph = make_lattice({LatticeKind::square, Boundary::open, {3, 3, 1}});
  const Adjacency none;
  CHECK_THROWS_AS(make_cpu_sweeper(graph, none, Curve(7, {0.5}), Kind::bond, key), std::invalid_argument);
  CHECK_THROWS_AS(Curve(7, {0.5, 0.4}), std::invalid_argument);
}

TEST_CASE("The windows of a curve hold every step that has weight, once, and no longer than told") {
  for (const std::uint64_t longest : {1ull, 10ull, 1ull << 40}) {
    const Curve curve(3000, {0, 0.1, 0.1, 0.12, 0.8, 1});
    std::vector<int> inside(3001);
    std::uint64_t steps = 0;
    for (const Window& window : windows_of(curve, longest)) {
      CHECK(window.last - window.first < longest);
      for (std::uint64_t n = window.first; n <= window.last; ++n) ++inside.at(n), ++steps;
    }
    for (const CanonicalWeights& weights : curve.weights())
      for (std::uint64_t n = weights.first(); n <= weights.last(); ++n) CHECK(inside[n] == 1);
    CHECK(steps < 2000);
  }
}

TEST_CASE("A sweep that may end early gives what the whole one gives") {
  const Graph graph = make_lattice({LatticeKind::square, Boundary::torus, {30, 30, 1}});
  const Adjacency none;
  const Curve part(graph.bonds.size(), {0.2, 0.5}), whole(graph.bonds.size(), {0.2, 0.5, 1});
  const auto some = make_cpu_sweeper(graph, none, part, Kind::bond, key), all = make_cpu_sweeper(graph, none, whole, Kind::bond, key);
  const auto found = some->run(3), expected = all->run(3);
  for (std::size_t i = 0; i < 2; ++i) CHECK(found[i] == expected[i]);
}
