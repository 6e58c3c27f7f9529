// Percolation results with no free constant. Seed base 20260102, never re-picked.
#include "catch.hpp"

#include "graphs.hpp"
#include "oracle.hpp"

using namespace kaitei;
using namespace kaitei::validation;
using oracle::sized;

namespace {

constexpr std::uint64_t seed = 20260102;

double mean(const Histogram& histogram) {
  double sum = 0, trials = 0;
  for (std::size_t value = 0; value < histogram.size(); ++value) {
    sum += static_cast<double>(value) * static_cast<double>(histogram[value]);
    trials += static_cast<double>(histogram[value]);
  }
  return sum / trials;
}

double standard_error(const Histogram& histogram) {
  const double m = mean(histogram);
  double squares = 0, trials = 0;
  for (std::size_t value = 0; value < histogram.size(); ++value) {
    const double d = static_cast<double>(value) - m;
    squares += d * d * static_cast<double>(histogram[value]);
    trials += static_cast<double>(histogram[value]);
  }
  return std::sqrt(squares / trials / trials);
}

// Gilbert, "Random graphs" (1959): the expected size of a node's component in G(n, p).
double gilbert_component_size(std::uint32_t n, double p) {
  const long double log_q = std::log1p(-static_cast<long double>(p));
  const auto choose = [](std::uint32_t a, std::uint32_t b) {
    return std::lgamma(static_cast<long double>(a + 1)) - std::lgamma(static_cast<long double>(b + 1)) -
           std::lgamma(static_cast<long double>(a - b + 1));
  };
  std::vector<long double> connected(n + 1, 1);
  long double size = 0;
  for (std::uint32_t k = 1; k <= n; ++k) {
    for (std::uint32_t j = 1; j < k; ++j)
      connected[k] -= connected[j] * std::exp(choose(k - 1, j - 1) + log_q * j * (k - j));
    size += k * connected[k] * std::exp(choose(n - 1, k - 1) + log_q * k * (n - k));
  }
  return static_cast<double>(size);
}

}  // namespace

TEST_CASE("A self-dual square is crossed with probability one half, whatever its size") {
  const std::uint64_t trials = sized(2'000'000);
  for (std::uint32_t rows = 4; rows <= 64; rows *= 2) {
    const std::uint64_t n = trials / rows;
    const Tallies tallies = simulate(Plan(make_model(self_dual_square(rows), {}, keys(seed + rows))), n);
    oracle::check({"L = " + std::to_string(rows), "self-duality, Kesten 1982"}, 0.5, tallies.disconnected[0], n, allowed);
  }
}

TEST_CASE("Erdos-Renyi: the expected component of a node is Gilbert's, exactly at n = 60") {
  for (const double c : {0.5, 1.5, 3.0}) {
    const std::uint32_t n = 60;
    const RandomGraph graph = complete(n, 1 - c / n);
    Model model = make_model(graph, {.source_target = false}, keys(seed));
    ReachRequest request{n, {}, {{0, static_cast<Literal>(graph.edges.size())}}, {}};
    for (std::uint32_t e = 0; e < graph.edges.size(); ++e)
      request.edges.push_back({graph.edges[e].from, graph.edges[e].to, e});
    model.set_reach.push_back({add_reach_task(model, request, Contraction::off).task});
    const Tallies tallies = simulate(Plan(std::move(model)), sized(200'000));
    const Histogram& sizes = tallies.set_reach[0];
    oracle::check({"c = " + oracle::digits(c), "Gilbert 1959"},
                  {gilbert_component_size(n, c / n), mean(sizes), standard_error(sizes), allowed});
  }
}

TEST_CASE("Erdos-Renyi: the giant component is S = 1 - exp(-c S) of the nodes") {
  // At n = 700 the mean share of the largest component still differs from the limit by a term of order 1/n, whose
  // constant is below 3 for these c (it grows towards c = 1).
  const std::uint32_t n = 700;
  const std::pair<double, double> limits[] = {{1.5, 0.5828116439}, {2, 0.7968121300}, {3, 0.9404797907}};
  for (const auto& [c, share] : limits) {
    const RandomGraph graph = complete(n, 1 - c / n);
    const Tallies tallies =
        simulate(Plan(make_model(graph, {.source_target = false, .components = true}, keys(seed))), sized(2048));
    oracle::check({"share of the nodes, c = " + oracle::digits(c), "Erdős and Rényi 1960"},
                  {share, mean(tallies.largest_component) / n, standard_error(tallies.largest_component) / n, allowed, 3.0 / n});
  }
}
