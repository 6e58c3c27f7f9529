#include "results/attacks.hpp"
#include "results/unit_tables.hpp"

namespace kaitei::results {

using engine::AttackAnswer;
using engine::AttackerRecord;

void write_answer(hdf5::Folder& folder, const engine::RunRecord& run, const AttackerRecord& record) {
  const double level = run.experiment.run.confidence_level;
  const auto cost = [](std::uint64_t thousandths) { return static_cast<double>(thousandths) / 1000; };
  folder.attribute("budget", cost(record.budget));
  folder.attribute("random_orders", record.orders);
  write_units(folder, record.units, record.unit_kinds);
  std::vector<double> prices, cheapest, bound, greedy, landing;
  for (const std::uint64_t price : record.prices) prices.push_back(cost(price));
  std::vector<std::uint8_t> exists;
  std::vector<std::vector<std::uint32_t>> members, greedy_members;
  ProportionColumns random(level), same_size(level);
  for (const AttackAnswer& answer : record.answers) {
    const bool can = answer.cheapest.exists;
    exists.push_back(can);
    cheapest.push_back(can ? cost(answer.cheapest.cost) : nan);
    bound.push_back(can ? cost(answer.cheapest.lower_bound) : nan);
    greedy.push_back(can ? cost(answer.greedy_cost) : nan);
    landing.push_back(answer.landing_cost == AttackAnswer::most_cost ? nan : cost(answer.landing_cost));
    members.push_back(answer.cheapest.elements);
    greedy_members.push_back(answer.greedy);
    random.add({answer.random_lost, record.orders});
    same_size.add({answer.same_size_lost, record.orders});
  }
  write_numbers(folder, "unit_price", {"unit"}, prices, "what the unit costs the attacker", "1", Role::exact);
  write_questions(folder, record.losses);
  const Axes axes{"question"};
  write_flags(folder, "loss_exists", axes, exists, {"no", "yes"}, "whether losing every unit is a loss of the question", Role::exact);
  write_numbers(folder, "cheapest_cost", axes, cheapest, "cost of the cheapest loss known; NaN if there is none", "1", Role::exact);
  write_numbers(folder, "cheapest_cost_lower_bound", axes, bound, "no loss costs less; equal to cheapest_cost where that is proven", "1",
                Role::exact);
  write_numbers(folder, "greedy_cost", axes, greedy,
                "cost of taking one unit at a time, each the one that leaves the fewest disjoint paths", "1", Role::exact);
  write_numbers(folder, "landing_points_cost", axes, landing,
                "cost at which striking landing stations in order of their routes and links is a loss; NaN: never", "1", Role::exact);
  random.write(folder, "random_lost", axes, "units struck at random within the budget are a loss, a trial being a random order");
  same_size.write(folder, "same_size_lost", axes,
                  "as many units as the cheapest loss has, at random, are one, a trial being a random order");
  write_unit_lists(folder, "cheapest_member", "question", members);
  write_unit_lists(folder, "greedy_member", "question", greedy_members);
}

}  // namespace kaitei::results
