// What each kind of scenario has to show: tables, and sets of losses for the map.
#pragma once

#include "report/document.hpp"
#include "report/subject.hpp"

namespace kaitei::report {

struct CutOnMap {
  std::string name, note;  // note: what is lost, in words
  std::vector<std::size_t> features;
};

CutOnMap cut_on_map(const Subject&, std::string name, const std::vector<std::string>& units, const std::vector<std::uint32_t>& members);

// The worst sets, the smallest or cheapest of each question, and what an order of attack takes first. Nothing for kinds that
// have none.
std::vector<CutOnMap> cuts_on_map(const Subject&, const engine::ScenarioRecord&);

// How often each element failed, at one point of a sweep.
struct StruckOnMap {
  std::string name;
  std::vector<std::uint64_t> failed;  // beside the graph's elements
  std::uint64_t trials = 0;
};

// Nothing for kinds that look at every case. Of a long sweep the first points.
std::vector<StruckOnMap> struck_on_map(const Subject&, const engine::ScenarioRecord&);

// One number of what discs of a radius take, by the cells of their centres.
struct CellsOnMap {
  std::string name;
  double south = 0, west = 0, height = 0, width = 0;  // of the grid's corner and of a cell, degrees; the columns run eastward
  std::size_t columns = 0;
  std::vector<double> values;  // [row, northward][column]
  network::Position worst;     // the centre of the worst disc found
  double radius_km = 0;
};

// Nothing for other kinds, and in an anonymised report, since where the worst discs lie tells which network it is. Of a long
// sweep the first radii.
std::vector<CellsOnMap> cells_on_map(const Subject&, const engine::ScenarioRecord&);

std::vector<Block> answer_blocks(const Subject&, const std::string& name, const engine::NMinusKRecord&);
std::vector<CutOnMap> answer_cuts(const Subject&, const engine::NMinusKRecord&);
std::vector<Block> answer_blocks(const Subject&, const std::string& name, const engine::SampledRecord&);
std::vector<Block> answer_blocks(const Subject&, const std::string& name, const engine::WorstDiscRecord&);
std::vector<CellsOnMap> worst_disc_cells(const Subject&, const engine::WorstDiscRecord&);
std::vector<Block> answer_blocks(const Subject&, const std::string& name, const engine::AttackSequenceRecord&);
std::vector<CutOnMap> answer_cuts(const Subject&, const engine::AttackSequenceRecord&);
std::vector<Block> answer_blocks(const Subject&, const std::string& name, const engine::AttackerRecord&);
std::vector<CutOnMap> answer_cuts(const Subject&, const engine::AttackerRecord&);
std::vector<StruckOnMap> sampled_layers(const Subject&, const engine::SampledRecord&);

}  // namespace kaitei::report
