// Drawing only what can still change an answer. Where connectivity is all that is asked, most trials are settled by
// the edges on a few short paths: those are drawn first, for every trial; then more for the words of 32 trials in which
// some answer is open; and the rest for the few words left. Draws are counter-based, so a draw that is not made changes
// no other, and the answers are the same bit for bit.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/model.hpp"

namespace kaitei {

struct Stage {
  std::vector<std::uint32_t> elements;   // to draw, ascending
  std::vector<std::uint32_t> gates;      // to evaluate, ascending
  std::vector<Literal> known;            // literals drawn or evaluated by the end of the stage
  std::vector<std::vector<Edge>> edges;  // [task]: edges known by the end of the stage, in sweep order
};

// Three stages, of which the last knows every edge; none where something else is asked than connectivity, or where
// they would spare less than a fifth of the draws. The order of the edges is that in which pilot trials, drawn here
// with a generator of their own, first needed them for a path of the fewest new edges.
std::vector<Stage> make_stages(const Model&);

}  // namespace kaitei
