#include <fmt/format.h>

#include "results/attacks.hpp"
#include "results/estimates_json.hpp"
#include "results/text.hpp"

namespace kaitei::results {
namespace {

using engine::AttackAnswer;
using engine::AttackerRecord;
using engine::RunRecord;
using nlohmann::json;

double cost(std::uint64_t thousandths) { return static_cast<double>(thousandths) / 1000; }

Fraction fraction(std::uint64_t events, const AttackerRecord& record, const RunRecord& run) {
  const Proportion counts{events, record.orders};
  return {counts, estimate(counts, run.experiment.run.confidence_level)};
}

std::string in_words(const Fraction& f) {
  const Interval i = f.estimate.interval;
  if (f.estimate.upper_bound_only) return fmt::format("< {:.1e}", i.upper);
  return fmt::format("{}  ({})", rounded(f.estimate.value, (i.upper - i.lower) / 2), range(i));
}

std::string cheapest_in_words(const CheapestCut& cut) {
  if (!cut.exists) return "never";
  if (cut.proven()) return fmt::format("{:g}", cost(cut.cost));
  return fmt::format("{:g} to {:g}", cost(cut.lower_bound), cost(cut.cost));
}

// Whether the budget buys the loss; null where the proof was given up.
json within_budget(const CheapestCut& cut, std::uint64_t budget) {
  if (!cut.exists || cut.lower_bound > budget) return false;
  if (cut.cost <= budget) return true;
  return nullptr;
}

json cost_json(std::uint64_t thousandths) {
  return thousandths == AttackAnswer::most_cost ? json(nullptr) : json(cost(thousandths));
}

json names(const AttackerRecord& record, const std::vector<std::uint32_t>& members) {
  json ids = json::array();
  for (const std::uint32_t unit : members) ids.push_back(record.units.at(unit));
  return ids;
}

}  // namespace

std::string attacker_text(const RunRecord& run, const AttackerRecord& record) {
  std::string text = fmt::format("  {} units, a budget of {:g}. Costs are exact, or with the gap stated; shares are of {} random orders.\n",
                                 grouped(record.units.size()), cost(record.budget), grouped(record.orders));
  std::vector<std::vector<std::string>> rows{{"question", "cheapest", "units", "in budget", "greedy", "landing points",
                                              "at random in budget", "at random, as many"}};
  for (std::size_t q = 0; q < record.answers.size(); ++q) {
    const AttackAnswer& a = record.answers[q];
    const json within = within_budget(a.cheapest, record.budget);
    rows.push_back({record.losses[q].name, cheapest_in_words(a.cheapest),
                    a.cheapest.exists ? std::to_string(a.cheapest.elements.size()) : "", within.is_null() ? "unknown" : within.get<bool>() ? "yes" : "no",
                    a.cheapest.exists ? fmt::format("{:g}", cost(a.greedy_cost)) : "never",
                    a.landing_cost == AttackAnswer::most_cost ? "never" : fmt::format("{:g}", cost(a.landing_cost)),
                    in_words(fraction(a.random_lost, record, run)),
                    a.cheapest.exists ? in_words(fraction(a.same_size_lost, record, run)) : ""});
  }
  text += table(rows, {Align::left, Align::right, Align::right, Align::left, Align::right, Align::right, Align::left, Align::left});
  return text + "  cheapest: knows everything; landing points: strikes stations in order of their routes and links; at random: knows\n"
                "  nothing, within the budget, or as many units as the cheapest loss has\n";
}

json attacker_json(const RunRecord& run, const AttackerRecord& record) {
  json questions = json::array();
  for (std::size_t q = 0; q < record.answers.size(); ++q) {
    const AttackAnswer& a = record.answers[q];
    json entry{{"name", record.losses[q].name},
               {"cheapest", nullptr},
               {"within_budget", within_budget(a.cheapest, record.budget)},
               {"landing_points_cost", cost_json(a.landing_cost)},
               {"random_in_budget", fraction_json(fraction(a.random_lost, record, run))}};
    if (a.cheapest.exists) {
      entry["cheapest"] = {{"cost", cost(a.cheapest.cost)}, {"lower_bound", cost(a.cheapest.lower_bound)},
                           {"proven", a.cheapest.proven()}, {"units", names(record, a.cheapest.elements)}};
      entry["greedy"] = {{"cost", cost(a.greedy_cost)}, {"units", names(record, a.greedy)}};
      entry["random_of_same_size"] = fraction_json(fraction(a.same_size_lost, record, run));
    }
    questions.push_back(std::move(entry));
  }
  json prices = json::array();
  for (const std::uint64_t price : record.prices) prices.push_back(cost(price));
  return {{"units", record.units}, {"prices", prices}, {"budget", cost(record.budget)}, {"random_orders", record.orders},
          {"questions", questions}};
}

}  // namespace kaitei::results
