#include <fmt/format.h>

#include "results/estimates_json.hpp"
#include "results/sampled.hpp"
#include "results/text.hpp"

namespace kaitei::results {
namespace {

using engine::RunRecord;
using engine::SampledPoint;
using engine::SampledRecord;
using nlohmann::json;

double level_of(const RunRecord& run) { return run.experiment.run.confidence_level; }

Fraction fraction(std::uint64_t events, const Tallies& tallies, const RunRecord& run) {
  const Proportion counts{events, tallies.trials};
  return {counts, estimate(counts, level_of(run))};
}

std::string in_words(const Fraction& f) {
  const Interval i = f.estimate.interval;
  if (f.counts.trials == 0) return "not asked";
  if (f.estimate.upper_bound_only) return fmt::format("< {:.1e}", i.upper);
  return fmt::format("{}  ({})", rounded(f.estimate.value, (i.upper - i.lower) / 2), range(i));
}

// A yes-or-no outcome and how to count it.
struct Question {
  std::string name;
  std::size_t outcome;
  std::uint32_t fewer_than;  // 0: a connectivity outcome, disconnected

  std::uint64_t events(const Tallies& t) const {
    if (t.trials == 0) return 0;
    return fewer_than == 0 ? t.disconnected.at(outcome) : count_below(t.systems_joining.at(outcome), fewer_than);
  }
};

std::vector<Question> questions(const RunRecord& run) {
  std::vector<Question> list;
  for (std::size_t c = 0; c < run.connectivity.size(); ++c) list.push_back({run.connectivity[c].name, c, 0});
  for (std::size_t j = 0; j < run.joining.size(); ++j)
    for (const std::uint32_t m : run.joining[j].fewer_than)
      list.push_back({run.joining[j].name + ", " + engine::loss_of_systems(m), j, m});
  return list;
}

std::uint64_t untouched(const Tallies& t) { return t.elements_failed.empty() ? 0 : t.elements_failed.front(); }

}  // namespace

std::string point_in_words(const SampledRecord& record, std::size_t point) {
  std::string words;
  for (std::size_t a = record.axes.size(), rest = point; a-- > 0;) {
    const auto& [key, values] = record.axes[a];
    words = fmt::format("{} {:g}{}{}", key, values[rest % values.size()], words.empty() ? "" : ", ", words);
    rest /= values.size();
  }
  return words;
}

std::string answer_text(const RunRecord& run, const SampledRecord& record) {
  std::string text;
  for (std::size_t p = 0; p < record.points.size(); ++p) {
    const SampledPoint& point = record.points[p];
    const std::string where = point_in_words(record, p);
    const Tallies& t = point.struck;
    text += fmt::format("  {}{} trials", where.empty() ? "" : where + ": ", grouped(t.trials));
    if (!t.elements_failed.empty()) {
      const MeanEstimate failed = mean(t.elements_failed, level_of(run));
      text += fmt::format(", {} elements lost in the mean; nothing lost in {}", with_error(failed.value, failed.standard_error),
                          in_words(fraction(untouched(t), t, run)));
    }
    text += "\n";
    text += loss_times_text(point.loss_ticks, level_of(run));
    std::vector<std::vector<std::string>> rows{{"disconnected, or too few systems", "probability", "random failure of the same size"}};
    for (const Question& question : questions(run))
      rows.push_back({question.name, in_words(fraction(question.events(t), t, run)),
                      in_words(fraction(question.events(point.matched), point.matched, run))});
    text += table(rows, {Align::left, Align::left, Align::left}, 4);
  }
  return text;
}

json answer_json(const RunRecord& run, const SampledRecord& record) {
  json points = json::array();
  for (std::size_t p = 0; p < record.points.size(); ++p) {
    const SampledPoint& point = record.points[p];
    json entry{{"trials", point.struck.trials}, {"sweep", json::object()}, {"questions", json::array()}};
    for (std::size_t a = record.axes.size(), rest = p; a-- > 0;) {
      entry["sweep"][record.axes[a].key] = record.axes[a].values[rest % record.axes[a].values.size()];
      rest /= record.axes[a].values.size();
    }
    for (const Question& question : questions(run)) {
      json answer{{"name", question.name}, {"struck", fraction_json(fraction(question.events(point.struck), point.struck, run))},
                  {"matched", nullptr}};
      if (point.matched.trials != 0)
        answer["matched"] = fraction_json(fraction(question.events(point.matched), point.matched, run));
      entry["questions"].push_back(std::move(answer));
    }
    if (!point.struck.elements_failed.empty()) {
      entry["elements_failed"] = mean_json(mean(point.struck.elements_failed, level_of(run)));
      entry["untouched"] = fraction_json(fraction(untouched(point.struck), point.struck, run));
    }
    if (!point.loss_ticks.empty()) entry["loss_times"] = loss_times_json(point.loss_ticks, level_of(run));
    points.push_back(std::move(entry));
  }
  return {{"points", points}};
}

}  // namespace kaitei::results
