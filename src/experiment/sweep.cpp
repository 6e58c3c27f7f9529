#include "experiment/sweep.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "experiment/nearest.hpp"
#include "experiment/schema.hpp"
#include "experiment/words.hpp"

namespace kaitei::experiment {
namespace {

constexpr std::size_t most_points = 100'000;

bool can_be_swept(const Key& key, const Experiment& experiment, std::size_t row) {
  return key.section == "scenario" && (key.type == Type::number || key.type == Type::integer) &&
         applies(key, experiment, row);
}

const Key* find_key(const std::string& name, const Experiment& experiment, std::size_t row) {
  const auto found = std::ranges::find_if(
      keys(), [&](const Key& key) { return key.name == name && can_be_swept(key, experiment, row); });
  return found == keys().end() ? nullptr : &*found;
}

Value value_of(const Key& key, double number) {
  return key.type == Type::integer ? Value(static_cast<std::int64_t>(number)) : Value(number);
}

}  // namespace

std::vector<SweepAxis> sweep_axes(const Scenario& scenario) {
  std::vector<SweepAxis> axes;
  for (const auto& [key, values] : scenario.sampling.sweep) axes.push_back({key, values});
  return axes;
}

std::vector<Scenario> sweep_points(const Experiment& asked, std::size_t row) {
  Experiment experiment = asked;
  std::vector<Scenario> points{experiment.scenarios.at(row)};
  for (const SweepAxis& axis : sweep_axes(asked.scenarios.at(row))) {
    const Key* key = find_key(axis.key, asked, row);
    std::vector<Scenario> finer;
    for (const Scenario& point : points)
      for (const double value : axis.values) {
        experiment.scenarios[row] = point;
        key->binding.store(experiment, row, value_of(*key, value));
        finer.push_back(experiment.scenarios[row]);
      }
    points = std::move(finer);
  }
  return points;
}

void check_sweep(const Experiment& experiment, std::size_t row, const Positions& positions) {
  const Scenario& scenario = experiment.scenarios.at(row);
  std::size_t points = 1;
  for (const auto& [name, values] : scenario.sampling.sweep) {
    const std::string path = fmt::format("scenario[{}].sweep.{}", row, name);
    const Key* key = find_key(name, experiment, row);
    if (key == nullptr) {
      std::vector<std::string> names;
      for (const Key& other : keys())
        if (can_be_swept(other, experiment, row)) names.emplace_back(other.name);
      fail(positions.of(path), fmt::format("\"{}\" cannot be swept", name),
           fmt::format("a scenario of kind \"{}\" has no numeric key of that name", word(scenario.kind)),
           suggestion(name, names, "kaitei validate --reference lists its keys"));
    }
    const std::string own = fmt::format("scenario[{}].{}", row, name);
    if (positions.given(own))
      fail(positions.of(own), own + " is given beside its sweep", "the sweep's values take its place", "remove one of them");
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!key->limits.allow(values[i]) || (key->type == Type::integer && std::trunc(values[i]) != values[i]))
        fail(positions.of(fmt::format("{}[{}]", path, i)), fmt::format("{}[{}] is {}", path, i, values[i]),
             fmt::format("{} must be {}{}", name, key->type == Type::integer ? "a whole number " : "", to_string(key->limits)),
             "correct the value");
    points *= std::min(values.size(), most_points);
    if (points > most_points)
      fail(positions.of(fmt::format("scenario[{}].sweep", row)), fmt::format("the sweep has more than {} combinations", most_points),
           "each is run in full", "give fewer values");
  }
}

}  // namespace kaitei::experiment
