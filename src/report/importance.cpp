#include <algorithm>

#include "report/cells.hpp"
#include "report/content.hpp"
#include "report/labels.hpp"

namespace kaitei::report {

Section importance(const Subject& of) {
  constexpr std::size_t least_shown = 5, most_shown = 15;
  const Speaker& say = of.say;
  Section section{"importance", say(Word::importance), {Paragraph{say(Word::importance_meaning)}}};
  const auto& elements = of.record.graph.elements;
  std::string too_few;
  bool ranked = false;
  for (std::size_t c = 0; c < of.record.connectivity.size(); ++c) {
    const auto& important = of.findings.important[c];
    const std::string name = outcome(say, of.record.connectivity[c].name);
    if (important.empty()) continue;
    if (of.findings.disconnected[c].counts.events < results::enough_to_rank) {
      too_few += (too_few.empty() ? "" : ", ") + name;
      continue;
    }
    // In the order of the interval's lower end: further down all of them reach 0, and say little.
    const auto sure = static_cast<std::size_t>(std::ranges::count_if(important, [](const auto& f) { return f.birnbaum.interval.lower > 0; }));
    const std::size_t shown = std::min(std::clamp(sure, least_shown, most_shown), important.size());
    Table table{say(Word::importance_shown, name, shown, important.size()),
                {{say(Word::rank), Align::number}, {say(Word::element)}, {say(Word::kind)}, {say(Word::importance_value), Align::number},
                 {say(Word::interval, of.confidence()), Align::number}, {say(Word::conditional), Align::number},
                 {say(Word::failed_trials), Align::number}, {say(Word::joint_trials), Align::number}, {say(Word::id), Align::id}},
                {},
                ranked ? Shown::folded : Shown::open};
    for (std::size_t i = 0; i < shown; ++i) {
      const results::ElementFinding& f = important[i];
      const network::Element& element = elements[f.element];
      table.rows.push_back({count(i + 1), {of.name(element), std::nullopt, of.feature(element)}, {of.kind(element)}, importance(f.birnbaum),
                            interval(say, f.birnbaum.interval), importance(f.conditional_failure), count(f.counts.failed),
                            count(f.counts.failed_and_disconnected), {element.id}});
    }
    section.blocks.push_back(std::move(table));
    ranked = true;
  }
  if (!too_few.empty()) section.blocks.push_back(Paragraph{say(Word::too_few, results::enough_to_rank, too_few)});
  else if (!ranked) section.blocks.push_back(Paragraph{say(Word::no_importance)});
  return section;
}

}  // namespace kaitei::report
