#include "experiment/lowering_options.hpp"

namespace kaitei::experiment {

network::LoweringOptions lowering_options(const Experiment& experiment) {
  const NetworkSettings& network = experiment.network;
  return {network.fibre_routes, network.unknown_single_end_feeding == SingleEndFeeding::capable, network.unknown_stations,
          experiment.capacity_priors};
}

}  // namespace kaitei::experiment
