#include "report/content.hpp"
#include "report/labels.hpp"
#include "report/scenario_blocks.hpp"
#include "report/units.hpp"

namespace kaitei::report {

Section scenarios(const Subject& of) {
  Section section{"scenarios", of.say(Word::scenarios), {}};
  for (const engine::ScenarioRecord& scenario : of.record.scenarios) {
    section.blocks.push_back(Heading{of.say(Word::scenario_heading, scenario.name, scenario_kind(of.say, scenario.kind))});
    std::vector<Block> blocks = std::visit([&](const auto& answer) { return answer_blocks(of, scenario.name, answer); }, scenario.answer);
    section.blocks.insert(section.blocks.end(), std::make_move_iterator(blocks.begin()), std::make_move_iterator(blocks.end()));
  }
  return section;
}

CutOnMap cut_on_map(const Subject& of, std::string name, const std::vector<std::string>& units, const std::vector<std::uint32_t>& members) {
  CutOnMap cut{std::move(name), all_names(of, units, members), {}};
  for (const std::uint32_t unit : members) {
    const auto parts = of.unit_features(units.at(unit));
    cut.features.insert(cut.features.end(), parts.begin(), parts.end());
  }
  return cut;
}

std::vector<CutOnMap> cuts_on_map(const Subject& of, const engine::ScenarioRecord& scenario) {
  return std::visit([&](const auto& answer) -> std::vector<CutOnMap> {
    if constexpr (requires { answer_cuts(of, answer); }) return answer_cuts(of, answer);
    else return {};
  }, scenario.answer);
}

std::vector<CellsOnMap> cells_on_map(const Subject& of, const engine::ScenarioRecord& scenario) {
  const auto* discs = std::get_if<engine::WorstDiscRecord>(&scenario.answer);
  return discs == nullptr || of.anonymised ? std::vector<CellsOnMap>{} : worst_disc_cells(of, *discs);
}

std::vector<StruckOnMap> struck_on_map(const Subject& of, const engine::ScenarioRecord& scenario) {
  const auto* sampled = std::get_if<engine::SampledRecord>(&scenario.answer);
  return sampled == nullptr ? std::vector<StruckOnMap>{} : sampled_layers(of, *sampled);
}

}  // namespace kaitei::report
