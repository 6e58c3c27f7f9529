#include "report/scenario_blocks.hpp"

#include <algorithm>
#include <array>

#include "report/cells.hpp"
#include "report/labels.hpp"
#include "results/sampled.hpp"
#include "results/text.hpp"

namespace kaitei::report {
namespace {

using engine::SampledPoint;
using engine::SampledRecord;

// A yes-or-no outcome, counted in some tallies.
struct Question {
  std::string outcome, what;
  std::uint64_t struck = 0, matched = 0;
};

std::vector<Question> questions(const Subject& of, const SampledPoint& point) {
  const bool matched = point.matched.trials > 0;
  std::vector<Question> list;
  for (std::size_t c = 0; c < of.record.connectivity.size(); ++c)
    list.push_back({outcome(of.say, of.record.connectivity[c].name), of.say(Word::disconnected), point.struck.disconnected.at(c),
                    matched ? point.matched.disconnected.at(c) : 0});
  for (std::size_t j = 0; j < of.record.joining.size(); ++j)
    for (const std::uint32_t m : of.record.joining[j].fewer_than)
      list.push_back({of.record.joining[j].name, m == 1 ? of.say(Word::no_system_left) : of.say(Word::fewer_systems, m), results::count_below(point.struck.systems_joining.at(j), m),
                      matched ? results::count_below(point.matched.systems_joining.at(j), m) : 0});
  return list;
}

// The values of the swept keys at a point, the last axis running fastest.
std::vector<double> place(const SampledRecord& record, std::size_t point) {
  std::vector<double> values(record.axes.size());
  for (std::size_t a = record.axes.size(); a-- > 0; point /= record.axes[a].values.size())
    values[a] = record.axes[a].values[point % record.axes[a].values.size()];
  return values;
}

Table outcomes(const Subject& of, const std::string& name, const SampledRecord& record) {
  const Speaker& say = of.say;
  const std::string interval_heading = say(Word::interval, of.confidence());
  Table table{say(Word::sampled_caption, name), {}, {}};
  for (const auto& axis : record.axes) table.columns.push_back({swept_key(say, axis.key), Align::number});
  table.columns.insert(table.columns.end(), {{say(Word::outcome)}, {say(Word::event)}, {say(Word::probability), Align::number},
                                             {interval_heading, Align::number}, {say(Word::events), Align::number},
                                             {say(Word::matched), Align::number}, {interval_heading, Align::number}});
  const auto fraction = [&](std::uint64_t events, const Tallies& tallies) {
    const results::Proportion counts{events, tallies.trials};
    return results::Fraction{counts, results::estimate(counts, of.record.experiment.run.confidence_level)};
  };
  for (std::size_t p = 0; p < record.points.size(); ++p) {
    const SampledPoint& point = record.points[p];
    for (const Question& question : questions(of, point)) {
      std::vector<Cell> row;
      for (const double value : place(record, p)) row.push_back(plain(value));
      const results::Fraction struck = fraction(question.struck, point.struck), matched = fraction(question.matched, point.matched);
      row.insert(row.end(), {{question.outcome}, {question.what}, probability(struck), interval(say, struck.estimate.interval), count(question.struck)});
      if (point.matched.trials > 0) row.insert(row.end(), {probability(matched), interval(say, matched.estimate.interval)});
      else row.resize(row.size() + 2);
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

Table sizes(const Subject& of, const std::string& name, const SampledRecord& record) {
  const Speaker& say = of.say;
  Table table{say(Word::sizes_caption, name), {}, {}};
  for (const auto& axis : record.axes) table.columns.push_back({swept_key(say, axis.key), Align::number});
  table.columns.insert(table.columns.end(), {{say(Word::trials), Align::number}, {say(Word::elements_lost), Align::number},
                                             {say(Word::interval, of.confidence()), Align::number}});
  for (std::size_t p = 0; p < record.points.size(); ++p) {
    const Tallies& struck = record.points[p].struck;
    if (struck.elements_failed.empty()) continue;
    std::vector<Cell> row;
    for (const double value : place(record, p)) row.push_back(plain(value));
    const auto lost = results::mean(struck.elements_failed, of.record.experiment.run.confidence_level);
    row.insert(row.end(), {count(struck.trials), mean(lost), interval(say, lost.interval)});
    table.rows.push_back(std::move(row));
  }
  return table;
}

// When some of a trial's losses came: a few places of the order, and the last.
Table times(const Subject& of, const std::string& name, const SampledRecord& record) {
  static constexpr std::array<std::string_view, 6> shown{"1", "2", "5", "10", "20", "last"};
  const Speaker& say = of.say;
  Table table{say(Word::times_caption, name), {}, {}};
  for (const auto& axis : record.axes) table.columns.push_back({swept_key(say, axis.key), Align::number});
  table.columns.insert(table.columns.end(), {{say(Word::loss_in_order), Align::number}, {say(Word::trials_with_it), Align::number},
                                             {say(Word::hours_until), Align::number}, {say(Word::interval, of.confidence()), Align::number}});
  for (std::size_t p = 0; p < record.points.size(); ++p)
    for (const results::LossTime& time : results::loss_times(record.points[p].loss_ticks, of.record.experiment.run.confidence_level)) {
      const auto where = std::ranges::find(shown, time.loss);
      if (where == shown.end()) continue;
      const std::string loss = time.loss == "last" ? say(Word::last_loss) : time.loss;
      std::vector<Cell> row;
      for (const double value : place(record, p)) row.push_back(plain(value));
      row.insert(row.end(), {{loss, static_cast<double>(where - shown.begin())}, count(time.trials), mean(time.hours), interval(say, time.hours.interval)});
      table.rows.push_back(std::move(row));
    }
  return table;
}

}  // namespace

std::vector<Block> answer_blocks(const Subject& of, const std::string& name, const SampledRecord& record) {
  std::vector<Block> blocks;
  blocks.emplace_back(Paragraph{of.say(Word::sampled_intro)});
  for (Table table : {outcomes(of, name, record), sizes(of, name, record), times(of, name, record)})
    if (!table.rows.empty()) blocks.emplace_back(std::move(table));
  return blocks;
}

std::vector<StruckOnMap> sampled_layers(const Subject& of, const SampledRecord& record) {
  constexpr std::size_t most = 6;
  std::vector<StruckOnMap> layers;
  for (std::size_t p = 0; p < std::min(record.points.size(), most); ++p) {
    const std::vector<double> values = place(record, p);
    std::string name = of.say(Word::struck);
    for (std::size_t a = 0; a < values.size(); ++a) name += fmt::format("{}{} {:g}", a == 0 ? ": " : ", ", swept_key(of.say, record.axes[a].key), values[a]);
    layers.push_back({std::move(name), record.points[p].struck.element_failed, record.points[p].struck.trials});
  }
  return layers;
}

}  // namespace kaitei::report
