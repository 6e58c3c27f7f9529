// Scenarios in which an attacker chooses, in a result file: scenarios/<name>.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/record.hpp"
#include "results/hdf5.hpp"
#include "results/intervals.hpp"

namespace kaitei::results {

void write_attack_sequence(hdf5::Folder&, const engine::RunRecord&, const engine::AttackSequenceRecord&);
engine::AttackSequenceRecord read_attack_sequence(const hdf5::OpenFile&, const std::string& group);
std::string attack_sequence_text(const engine::RunRecord&, const engine::AttackSequenceRecord&);
nlohmann::json attack_sequence_json(const engine::RunRecord&, const engine::AttackSequenceRecord&);

// Schneider et al. (PNAS 108, 2011): the share of nodes in the largest component, averaged over the steps from the first
// removal to the last. Of a sequence, and of the random orders.
double robustness(const engine::AttackSequence&, const engine::AttackSequenceRecord&);
MeanEstimate random_robustness(const engine::AttackSequenceRecord&, double level);

void write_attacker(hdf5::Folder&, const engine::RunRecord&, const engine::AttackerRecord&);
engine::AttackerRecord read_attacker(const hdf5::OpenFile&, const std::string& group);
std::string attacker_text(const engine::RunRecord&, const engine::AttackerRecord&);
nlohmann::json attacker_json(const engine::RunRecord&, const engine::AttackerRecord&);

}  // namespace kaitei::results
