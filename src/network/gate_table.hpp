// Gates made once each: asking again for the same gate gives the same literal, so circuits stay small.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "kernels/model.hpp"

namespace kaitei::network {

class GateTable {
 public:
  explicit GateTable(std::size_t element_count) : element_count_(static_cast<Literal>(element_count)) {}

  // Failed if any input failed. The order and repetition of inputs do not matter; of one input, it is that input.
  Literal all_up(std::vector<Literal> inputs);
  // Failed if every input failed. Needs an input.
  Literal any_up(std::vector<Literal> inputs);
  // Never failed: a gate without inputs, made when first asked for.
  Literal always_up();

  std::vector<Gate> take() { return std::move(gates_); }

 private:
  Literal gate(GateKind kind, std::vector<Literal> inputs);

  Literal element_count_;
  std::vector<Gate> gates_;
  std::map<std::pair<GateKind, std::vector<Literal>>, Literal> known_;
  std::optional<Literal> always_up_;
};

}  // namespace kaitei::network
