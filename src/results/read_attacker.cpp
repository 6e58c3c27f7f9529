#include <cmath>

#include "results/attacks.hpp"
#include "results/unit_tables.hpp"

namespace kaitei::results {

engine::AttackerRecord read_attacker(const hdf5::OpenFile& file, const std::string& group) {
  engine::AttackerRecord record;
  const std::string folder = group.substr(0, group.size() - 1);
  const auto thousandths = [](double cost) { return static_cast<std::uint64_t>(std::llround(1000 * cost)); };
  record.units = file.texts(group + "unit");
  record.unit_kinds = read_unit_kinds(file, group);
  record.budget = thousandths(file.number_attribute<double>(folder, "budget"));
  record.orders = file.number_attribute<std::uint64_t>(folder, "random_orders");
  for (const double price : file.numbers<double>(group + "unit_price")) record.prices.push_back(thousandths(price));
  record.losses = read_questions(file, group);
  const auto exists = file.numbers<std::uint8_t>(group + "loss_exists");
  const auto cheapest = file.numbers<double>(group + "cheapest_cost"), bound = file.numbers<double>(group + "cheapest_cost_lower_bound"),
             greedy = file.numbers<double>(group + "greedy_cost"), landing = file.numbers<double>(group + "landing_points_cost");
  const auto random = file.numbers<std::uint64_t>(group + "random_lost_count"),
             same_size = file.numbers<std::uint64_t>(group + "same_size_lost_count");
  const auto members = unit_lists(file, group + "cheapest_member", "question", record.losses.size()),
             greedy_members = unit_lists(file, group + "greedy_member", "question", record.losses.size());
  for (std::size_t q = 0; q < record.losses.size(); ++q) {
    engine::AttackAnswer answer;
    answer.cheapest.exists = exists.at(q) != 0;
    if (answer.cheapest.exists) {
      answer.cheapest.cost = thousandths(cheapest.at(q));
      answer.cheapest.lower_bound = thousandths(bound.at(q));
      answer.greedy_cost = thousandths(greedy.at(q));
    }
    answer.cheapest.elements = members[q];
    answer.greedy = greedy_members[q];
    answer.landing_cost = std::isnan(landing.at(q)) ? engine::AttackAnswer::most_cost : thousandths(landing[q]);
    answer.random_lost = random.at(q);
    answer.same_size_lost = same_size.at(q);
    record.answers.push_back(std::move(answer));
  }
  return record;
}

}  // namespace kaitei::results
