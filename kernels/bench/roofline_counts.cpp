// kaitei-roofline-counts: how often the device's kernel does each of its pieces for one block of 1024 trials of the
// benchmark's graph, two-terminal, counted by going its way on the CPU. kernels/bench/roofline.py reads the JSON.
#include <cstdio>
#include <fstream>
#include <vector>

#include "kernels/block.hpp"
#include "kernels/cuda/device_plan.hpp"
#include "kernels/graph_model.hpp"

using namespace kaitei;

namespace {

constexpr std::uint64_t blocks = 64;

struct Counts {
  double dense = 0, queued_words = 0, sparse_candidates = 0, gate_inputs = 0, sweeps = 0, phases = 0, pulls = 0;
};

// Words of a dense element with a lane that its first eight bits leave undecided.
std::uint32_t undecided_words(const ElementSampler& sampler, std::uint64_t key, std::uint64_t block) {
  std::uint32_t count = 0;
  for (std::uint32_t word = 0; word < words_per_block; ++word) {
    const std::uint64_t w = block * words_per_block + word;
    std::uint64_t threshold = sampler.threshold;
    Word32 failed{0}, undecided{0xFFFFFFFFu};
    for (std::uint32_t quad = 0; quad < 2; ++quad) {
      Word32 random[4];
      draw_quad(random, Word32{static_cast<std::uint32_t>(w)}, static_cast<std::uint32_t>(w >> 32), Word32{quad},
                sampler.element, key);
      decide_four(random, threshold, failed, undecided);
    }
    count += threshold != 0 && any(undecided);
  }
  return count;
}

// The sweeps of kernels/cuda/reach.cuh over all 32 words at once.
void count_reach(const cuda::DevicePlanView& plan, const cuda::DeviceTask& task, const std::vector<std::uint32_t>& failed,
                 Counts& counts) {
  std::vector<std::uint32_t> reached((task.node_count + 1) * words_per_block);
  for (std::uint32_t s = 0; s < task.source_count; ++s) {
    const ReachTask::Source& source = plan.sources[task.first_source + s];
    for (std::uint32_t w = 0; w < words_per_block; ++w)
      reached[source.node * words_per_block + w] = ~failed[source.failed * words_per_block + w];
  }
  for (bool forwards = true;; forwards = !forwards) {
    bool gained = false;
    ++counts.sweeps;
    counts.phases += task.phase_count;
    for (std::uint32_t p = 0; p < task.phase_count; ++p) {
      const std::uint32_t* phase = plan.phases.data + task.first_phase + (forwards ? p : task.phase_count - 1 - p);
      for (std::uint32_t v = phase[0]; v < phase[1]; ++v) {
        const cuda::Visit& visit = plan.visits[v];
        bool asked = false;
        for (std::uint32_t w = 0; w < words_per_block; ++w) {
          std::uint32_t& own = reached[visit.node * words_per_block + w];
          if (own == 0xFFFFFFFFu) continue;
          asked = true;
          std::uint32_t after = own;
          for (std::uint32_t i = visit.first; i < visit.first + visit.count; ++i) {
            const Neighbour& next = plan.neighbours[i];
            after |= reached[next.node * words_per_block + w] & ~failed[next.failed * words_per_block + w];
          }
          gained |= after != own;
          own = after;
        }
        if (asked) counts.pulls += visit.count;
      }
    }
    if (!gained) return;
    std::uint32_t settled = task.exit_count == 0 ? 0u : 0xFFFFFFFFu;
    for (std::uint32_t i = 0; i < task.exit_count; ++i)
      for (std::uint32_t w = 0; w < words_per_block; ++w)
        settled &= reached[plan.nodes[task.first_exit + i] * words_per_block + w];
    if (settled == 0xFFFFFFFFu) return;
  }
}

}  // namespace

int main() {
  std::ifstream file(KAITEI_BENCH_GRAPH);
  const RandomGraph graph = read_graph(file);
  const Plan plan(make_model(graph, {}, {0x6b61697465690001, 2}));
  const cuda::DevicePlan device(plan);
  const cuda::DevicePlanView view = device.view(device.bytes().data());
  Counts counts;
  std::vector<std::uint32_t> failed(std::size_t{view.literal_count} * words_per_block);
  for (std::uint64_t block = 0; block < blocks; ++block) {
    for (std::uint32_t e = 0; e < view.element_count; ++e) {
      const ElementSampler& sampler = plan.view().elements[e];
      sample_element<Word32, Word32>(plan.view(), sampler, block, failed.data() + e * words_per_block);
      if (sampler.kind == SamplerKind::dense) {
        ++counts.dense;
        counts.queued_words += undecided_words(sampler, plan.view().keys.dense, block);
      } else if (sampler.kind == SamplerKind::sparse) {
        counts.sparse_candidates += 1 + 1024.0 / static_cast<double>(std::uint64_t{1} << sampler.shift);
      }
    }
    for (std::uint32_t word = 0; word < words_per_block; ++word) evaluate_gates<Word32>(plan.view(), word, failed.data());
    counts.gate_inputs += view.gate_inputs.size;
    for (const cuda::DeviceTask& task : view.tasks) count_reach(view, task, failed, counts);
  }
  const auto mean = [](double sum) { return sum / static_cast<double>(blocks); };
  std::printf("{\"edges\": %zu, \"literals\": %u, \"dense\": %.1f, \"queued_words\": %.1f, \"sparse_candidates\": %.1f,\n"
              " \"gate_inputs\": %.1f, \"sweeps\": %.2f, \"phases\": %.1f, \"pulls\": %.1f, \"elements\": %u}\n",
              graph.edges.size(), view.literal_count, mean(counts.dense), mean(counts.queued_words),
              mean(counts.sparse_candidates), mean(counts.gate_inputs), mean(counts.sweeps), mean(counts.phases),
              mean(counts.pulls), view.element_count);
}
