#include "report/content.hpp"
#include "report/labels.hpp"
#include "report/scenario_blocks.hpp"
#include "report/units.hpp"

namespace kaitei::report {
namespace {

std::vector<Block> blocks_of(const Subject& of, const engine::ScenarioRecord& scenario) {
  using experiment::ScenarioKind;
  if (experiment::is_sampled(scenario.kind)) return sampled_blocks(of, scenario.name, scenario.sampled);
  if (scenario.kind == ScenarioKind::attack_sequence) return attack_sequence_blocks(of, scenario.name, scenario.attack_sequence);
  if (scenario.kind == ScenarioKind::attacker) return attacker_blocks(of, scenario.name, scenario.attacker);
  if (scenario.kind == ScenarioKind::worst_disc) return worst_disc_blocks(of, scenario.name, scenario.worst_disc);
  return n_minus_k_blocks(of, scenario.name, scenario.n_minus_k);
}

}  // namespace

Section scenarios(const Subject& of) {
  Section section{"scenarios", of.say(Word::scenarios), {}};
  for (const engine::ScenarioRecord& scenario : of.record.scenarios) {
    section.blocks.push_back(Heading{of.say(Word::scenario_heading, scenario.name, scenario_kind(of.say, scenario.kind))});
    std::vector<Block> blocks = blocks_of(of, scenario);
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
  using experiment::ScenarioKind;
  if (scenario.kind == ScenarioKind::n_minus_k) return n_minus_k_cuts(of, scenario.n_minus_k);
  if (scenario.kind == ScenarioKind::attack_sequence) return attack_sequence_cuts(of, scenario.attack_sequence);
  if (scenario.kind == ScenarioKind::attacker) return attacker_cuts(of, scenario.attacker);
  return {};
}

std::vector<CellsOnMap> cells_on_map(const Subject& of, const engine::ScenarioRecord& scenario) {
  if (scenario.kind != experiment::ScenarioKind::worst_disc || of.anonymised) return {};
  return worst_disc_cells(of, scenario.worst_disc);
}

std::vector<StruckOnMap> struck_on_map(const Subject& of, const engine::ScenarioRecord& scenario) {
  if (!experiment::is_sampled(scenario.kind)) return {};
  return sampled_layers(of, scenario.sampled);
}

}  // namespace kaitei::report
