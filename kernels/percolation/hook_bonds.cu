// Bond percolation on the device, by batches of thresholds: hook the bonds whose thresholds lie between two
// probabilities, compress, count; then the next batch. Not a backend yet; it holds the functors to what a device can run.
#include <cstdint>

#include "kernels/percolation/graph.hpp"
#include "kernels/percolation/hook_compress.hpp"
#include "kernels/percolation/thresholds.hpp"

namespace kaitei::percolation {

// A thread per bond, grid-stride. parent: node_count words, each smaller than or equal to its node.
__global__ void hook_bonds(const Bond* bonds, std::uint32_t bond_count, std::uint64_t key, std::uint64_t sweep,
                           std::uint64_t from, std::uint64_t below, std::uint32_t* parent) {
  const std::uint32_t stride = gridDim.x * blockDim.x;
  for (std::uint64_t i = blockIdx.x * blockDim.x + threadIdx.x; i < bond_count; i += stride) {
    const std::uint64_t t = threshold(key, sweep, static_cast<std::uint32_t>(i));
    if (t >= from && t < below) hook<Access::shared>(parent, bonds[i].from(), bonds[i].to());
  }
}

// A thread per node, grid-stride, after hook_bonds: every node's parent becomes its root, and size[root] counts.
__global__ void compress_and_count(std::uint32_t node_count, std::uint32_t* parent, std::uint32_t* size) {
  const std::uint32_t stride = gridDim.x * blockDim.x;
  for (std::uint64_t i = blockIdx.x * blockDim.x + threadIdx.x; i < node_count; i += stride) {
    const auto node = static_cast<std::uint32_t>(i);
    const std::uint32_t root = root_of<Access::shared>(parent, node);
    store_parent<Access::shared>(parent + node, root);
    atomicAdd(size + root, 1u);
  }
}

}  // namespace kaitei::percolation
