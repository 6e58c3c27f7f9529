// Scenarios in which an attacker chooses, in a result file: scenarios/<name>.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/record.hpp"
#include "results/findings.hpp"
#include "results/hdf5.hpp"

namespace kaitei::results {

void write_answer(hdf5::Folder&, const engine::RunRecord&, const engine::AttackSequenceRecord&);
engine::AttackSequenceRecord read_attack_sequence(const hdf5::OpenFile&, const std::string& group);
std::string answer_text(const engine::RunRecord&, const engine::AttackSequenceRecord&);
nlohmann::json answer_json(const engine::RunRecord&, const engine::AttackSequenceRecord&);

// Schneider et al. (PNAS 108, 2011): the share of nodes in the largest component, averaged over the steps from the first
// removal to the last. Of a sequence, and of the random orders.
double robustness(const engine::AttackSequence&, const engine::AttackSequenceRecord&);
MeanEstimate random_robustness(const engine::AttackSequenceRecord&, double level);

// Units removed when the largest component first has at most half of what it had; none if it never has. largest: [step].
std::optional<std::size_t> halved_after(const std::vector<std::uint32_t>& largest);
// The first step at which at least half of the random orders have disconnected an outcome. disconnected: orders by step.
std::optional<std::size_t> median_step(const std::vector<std::uint64_t>& disconnected, std::uint64_t orders);

void write_answer(hdf5::Folder&, const engine::RunRecord&, const engine::AttackerRecord&);
engine::AttackerRecord read_attacker(const hdf5::OpenFile&, const std::string& group);
std::string answer_text(const engine::RunRecord&, const engine::AttackerRecord&);
nlohmann::json answer_json(const engine::RunRecord&, const engine::AttackerRecord&);

double cost_of(std::uint64_t thousandths);  // in the experiment's unit
// Whether the budget buys the loss; none where the proof was given up.
std::optional<bool> within_budget(const CheapestCut&, std::uint64_t budget);
// The share of the random orders that ended in the loss.
Fraction share_of_orders(std::uint64_t lost, const engine::RunRecord&, const engine::AttackerRecord&);

}  // namespace kaitei::results
