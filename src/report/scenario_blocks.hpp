// What each kind of scenario has to show: tables, and sets of losses for the map.
#pragma once

#include "report/document.hpp"
#include "report/subject.hpp"

namespace kaitei::report {

struct CutOnMap {
  std::string name, note;  // note: what is lost, in words
  std::vector<std::size_t> features;
};

// The worst sets, and the smallest of each question. Nothing for kinds that have none.
std::vector<CutOnMap> cuts_on_map(const Subject&, const engine::ScenarioRecord&);

// How often each element failed, at one point of a sweep.
struct StruckOnMap {
  std::string name;
  std::vector<std::uint64_t> failed;  // beside the graph's elements
  std::uint64_t trials = 0;
};

// Nothing for kinds that look at every case. Of a long sweep the first points.
std::vector<StruckOnMap> struck_on_map(const Subject&, const engine::ScenarioRecord&);

std::vector<Block> n_minus_k_blocks(const Subject&, const std::string& name, const engine::NMinusKRecord&);
std::vector<CutOnMap> n_minus_k_cuts(const Subject&, const engine::NMinusKRecord&);
std::vector<Block> sampled_blocks(const Subject&, const std::string& name, const engine::SampledRecord&);
std::vector<Block> worst_disc_blocks(const Subject&, const std::string& name, const engine::WorstDiscRecord&);
std::vector<Block> attack_sequence_blocks(const Subject&, const std::string& name, const engine::AttackSequenceRecord&);
std::vector<Block> attacker_blocks(const Subject&, const std::string& name, const engine::AttackerRecord&);
std::vector<StruckOnMap> sampled_layers(const Subject&, const engine::SampledRecord&);

}  // namespace kaitei::report
