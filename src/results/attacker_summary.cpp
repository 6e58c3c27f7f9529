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

std::string in_words(const Fraction& f) {
  const Interval i = f.estimate.interval;
  if (f.estimate.upper_bound_only) return fmt::format("< {:.1e}", i.upper);
  return fmt::format("{}  ({})", rounded(f.estimate.value, (i.upper - i.lower) / 2), range(i));
}

std::string cheapest_in_words(const CheapestCut& cut) {
  if (!cut.exists) return "never";
  if (cut.proven()) return fmt::format("{:g}", cost_of(cut.cost));
  return fmt::format("{:g} to {:g}", cost_of(cut.lower_bound), cost_of(cut.cost));
}

json cost_json(std::uint64_t thousandths) {
  return thousandths == AttackAnswer::most_cost ? json(nullptr) : json(cost_of(thousandths));
}

json names(const AttackerRecord& record, const std::vector<std::uint32_t>& members) {
  json ids = json::array();
  for (const std::uint32_t unit : members) ids.push_back(record.units.at(unit));
  return ids;
}

}  // namespace

double cost_of(std::uint64_t thousandths) { return static_cast<double>(thousandths) / 1000; }

std::optional<bool> within_budget(const CheapestCut& cut, std::uint64_t budget) {
  if (!cut.exists || cut.lower_bound > budget) return false;
  if (cut.cost <= budget) return true;
  return std::nullopt;
}

Fraction share_of_orders(std::uint64_t lost, const RunRecord& run, const AttackerRecord& record) {
  const Proportion counts{lost, record.orders};
  return {counts, estimate(counts, run.experiment.run.confidence_level)};
}

std::string answer_text(const RunRecord& run, const AttackerRecord& record) {
  std::string text = fmt::format("  {} units, a budget of {:g}. Costs are exact, or with the gap stated; shares are of {} random orders.\n",
                                 grouped(record.units.size()), cost_of(record.budget), grouped(record.orders));
  std::vector<std::vector<std::string>> rows{{"question", "cheapest", "units", "in budget", "greedy", "landing points",
                                              "at random in budget", "at random, as many"}};
  for (std::size_t q = 0; q < record.answers.size(); ++q) {
    const AttackAnswer& a = record.answers[q];
    const auto within = within_budget(a.cheapest, record.budget);
    rows.push_back({record.losses[q].name, cheapest_in_words(a.cheapest),
                    a.cheapest.exists ? std::to_string(a.cheapest.elements.size()) : "", !within ? "unknown" : *within ? "yes" : "no",
                    a.cheapest.exists ? fmt::format("{:g}", cost_of(a.greedy_cost)) : "never",
                    a.landing_cost == AttackAnswer::most_cost ? "never" : fmt::format("{:g}", cost_of(a.landing_cost)),
                    in_words(share_of_orders(a.random_lost, run, record)),
                    a.cheapest.exists ? in_words(share_of_orders(a.same_size_lost, run, record)) : ""});
  }
  text += table(rows, {Align::left, Align::right, Align::right, Align::left, Align::right, Align::right, Align::left, Align::left});
  return text + "  cheapest: knows everything; landing points: strikes stations in order of their routes and links; at random: knows\n"
                "  nothing, within the budget, or as many units as the cheapest loss has\n";
}

json answer_json(const RunRecord& run, const AttackerRecord& record) {
  json questions = json::array();
  for (std::size_t q = 0; q < record.answers.size(); ++q) {
    const AttackAnswer& a = record.answers[q];
    const auto within = within_budget(a.cheapest, record.budget);
    json entry{{"name", record.losses[q].name},
               {"cheapest", nullptr},
               {"within_budget", within ? json(*within) : json(nullptr)},
               {"landing_points_cost", cost_json(a.landing_cost)},
               {"random_in_budget", fraction_json(share_of_orders(a.random_lost, run, record))}};
    if (a.cheapest.exists) {
      entry["cheapest"] = {{"cost", cost_of(a.cheapest.cost)}, {"lower_bound", cost_of(a.cheapest.lower_bound)},
                           {"proven", a.cheapest.proven()}, {"units", names(record, a.cheapest.elements)}};
      entry["greedy"] = {{"cost", cost_of(a.greedy_cost)}, {"units", names(record, a.greedy)}};
      entry["random_of_same_size"] = fraction_json(share_of_orders(a.same_size_lost, run, record));
    }
    questions.push_back(std::move(entry));
  }
  json prices = json::array();
  for (const std::uint64_t price : record.prices) prices.push_back(cost_of(price));
  return {{"units", record.units}, {"prices", prices}, {"budget", cost_of(record.budget)}, {"random_orders", record.orders},
          {"questions", questions}};
}

}  // namespace kaitei::results
