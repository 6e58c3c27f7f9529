// From an experiment's outcomes to the tasks and outcomes of a kernel Model, with the labels that results carry.
#pragma once

#include <string>
#include <vector>

#include "engine/record.hpp"
#include "experiment/experiment.hpp"
#include "kernels/model.hpp"
#include "network/lower.hpp"

namespace kaitei::engine {

struct Questions {
  Model model;
  std::vector<ConnectivityLabel> connectivity;
  std::vector<JoiningLabel> joining;
  std::vector<std::string> reach_sets;
};

// Terminal sets of the network, replaced or joined by the experiment's own. Throws UsageError on an unknown node.
std::vector<network::TerminalSet> terminal_sets(const experiment::Experiment&, const network::Network&);

// The model's samplers follow `probabilities` ([element], in [0, 1]) and the experiment's seed.
Questions pose(const experiment::Experiment&, const network::Network&, const network::Graph&,
               const std::vector<double>& probabilities);

}  // namespace kaitei::engine
