// Finds a reason why a state is not lost: a path, tree or set of systems that survives, as the elements it stands on.
// Dijkstra's shortest path, counting elements; for several targets Takahashi and Matsuyama's tree (Math. Japonica 24,
// 1980): each target in turn is joined to what is joined already.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kernels/model.hpp"

namespace kaitei {

// When a failure state counts as lost: a connectivity outcome is disconnected, or fewer than so many systems of a
// joining outcome join. Both are monotone: a state that is lost stays lost with more failures.
struct Loss {
  enum class Kind : std::uint8_t { disconnected, fewer_systems };
  Kind kind = Kind::disconnected;
  std::uint32_t outcome = 0;     // index in Model::connectivity or Model::joining
  std::uint32_t fewer_than = 1;  // fewer_systems only
};

enum class ElementState : std::uint8_t { up, failed, certain };  // up: may still fail; certain: taken to be up for good

class Survival {
 public:
  // Throws std::invalid_argument if the loss names what is no outcome of the model.
  Survival(const Model&, const Loss&);

  std::uint32_t element_count() const { return element_count_; }

  // False if the state is lost. Else `witness` holds elements in state `up`, each once: while they and the certain ones
  // stand, the state is not lost whatever else fails.
  bool find(std::span<const ElementState>, std::vector<std::uint32_t>& witness);

  std::uint64_t searches() const { return searches_; }  // calls of find() so far
  // Systems that join in the state last looked at; 0 where the loss is a connectivity outcome.
  std::size_t systems_joining() const { return systems_joining_; }

 private:
  // What decides one literal. Its cost is the number of elements in state `up` that it stands on, an element counting
  // once for each way it comes in.
  struct Condition {
    enum class Kind : std::uint8_t { element, all_up, any_up } kind = Kind::element;
    std::uint32_t first = 0, last = 0;  // in inputs_: the element, or the conditions of a gate
  };
  struct Arc {
    std::uint32_t to = 0, condition = 0;
  };
  struct Source {
    std::uint32_t node = 0, condition = 0;
  };
  struct Task {
    std::vector<std::uint32_t> first_arc;  // node_count + 1
    std::vector<Arc> arcs;
    std::vector<Source> sources;
    // Of the last spread: elements on the way from a source, and the last step of that way.
    std::vector<std::uint32_t> distance, parent, condition;
  };
  struct Route {
    std::uint32_t condition = 0, from_in_a = 0, to_in_b = 0, to_in_a = 0, from_in_b = 0, system = 0;
  };
  friend class SurvivalBuilder;

  void evaluate(std::span<const ElementState>);
  // Spreads from the sources, nearest first, and calls on_settled(node) for each node as its distance becomes final;
  // the walk ends when that returns true.
  template <class F>
  bool spread(Task&, F&& on_settled);
  bool find_targets(std::span<const ElementState>, std::vector<std::uint32_t>& witness);
  bool find_systems(std::span<const ElementState>, std::vector<std::uint32_t>& witness);
  void justify(std::uint32_t condition, std::span<const ElementState>, std::vector<std::uint32_t>& witness);
  void reach(Task&, std::uint32_t node, std::uint32_t distance, std::uint32_t parent, std::uint32_t condition);
  void justify_way(const Task&, std::uint32_t node, std::span<const ElementState>, std::vector<std::uint32_t>& witness);

  std::uint32_t element_count_;
  Loss loss_;
  std::vector<Condition> conditions_;
  std::vector<std::uint32_t> inputs_;
  std::vector<Task> tasks_;                 // one, or the two landsides
  std::vector<std::uint8_t> wanted_;        // [node]: 1 for a target
  std::uint32_t wanted_count_ = 0;          // targets that must be reached
  Quantifier quantifier_ = Quantifier::any;
  std::vector<Route> routes_;               // those of one system stand together
  std::vector<std::uint32_t> cost_;         // [condition]
  std::vector<std::uint64_t> condition_mark_, element_mark_;  // the search that last put it into a witness
  std::vector<std::uint8_t> missing_;       // [node]: targets not joined yet
  std::vector<std::vector<std::uint32_t>> buckets_;  // [distance]: nodes to settle
  std::size_t nearest_ = 0;
  std::uint64_t searches_ = 0;
  std::size_t systems_joining_ = 0;
};

}  // namespace kaitei
