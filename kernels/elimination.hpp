// The components of a graph without a search: Gaussian elimination over "and" and "or" (Backhouse and Carre, "Regular
// algebra applied to path-finding problems", 1975). A node is taken out, and each two of its neighbours are joined
// through it, so what is connected stays connected. A node that is up and has nothing left to be joined to when it is
// taken out is the last of its component, and counts for it. Backwards, a node is reached where one of the neighbours
// left when it was taken out is reached. The steps depend on the graph alone, never on what failed: nothing branches,
// and a step serves all trials of a block. A graph of few cycles, as networks are, needs few steps; the node taken out
// is the one that newly joins the fewest pairs.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/host_device.hpp"
#include "kernels/model.hpp"
#include "kernels/slice.hpp"
#include "kernels/trials.hpp"

namespace kaitei {

// Rows are those of the failed bits: literals, and behind them `row_count` rows more, the first of which is all ones.
struct EliminationView {
  struct Step {  // a pair is cut off where it is in `base` and the way through the node, of `a` and `b`, is too
    std::uint16_t into, base, a, b;
  };
  struct Node {
    std::uint32_t node, first, end;  // of `joined`
  };
  struct Joined {
    std::uint32_t row, neighbour;  // the neighbour is taken out later
  };
  std::uint32_t ones = 0, row_count = 0;
  Slice<Step> steps;
  Slice<Node> nodes;  // the last one taken out, which is the hub, first; none: no elimination
  Slice<Joined> joined;
};

class Elimination {
 public:
  // Stays empty where it would take more than `most_steps` steps an edge: sweeps are better there.
  Elimination(const ComponentOutcome&, Literal literal_count, std::uint32_t most_steps = 16);
  EliminationView view() const;

 private:
  std::uint32_t ones_, row_count_ = 0;
  std::vector<EliminationView::Step> steps_;
  std::vector<EliminationView::Node> nodes_;
  std::vector<EliminationView::Joined> joined_;
};

// Works out the rows behind the literals, for a block of trials.
template <class V>
KAITEI_HD void eliminate(const EliminationView& view, std::uint32_t* failed) {
  if (view.nodes.size == 0) return;
  for (std::uint32_t word = 0; word < words_per_block; ++word) failed[view.ones * words_per_block + word] = 0xFFFFFFFFu;
  for (const EliminationView::Step& step : view.steps) {
    KAITEI_UNROLL(2)
    for (std::uint32_t word = 0; word < words_per_block; word += V::words) {
      const auto row = [&](std::uint32_t number) { return failed + number * words_per_block + word; };
      (V::load(row(step.base)) & (V::load(row(step.a)) | V::load(row(step.b)))).store(row(step.into));
    }
  }
}

}  // namespace kaitei
