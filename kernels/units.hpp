// What an attack or a common cause takes down as one: a unit is a set of a model's elements that fail together.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/model.hpp"

namespace kaitei {

// [unit] -> its elements. Units may overlap; an element of no unit never fails.
using Units = std::vector<std::vector<Literal>>;

// The same questions of a model whose elements are the units: an element of the old one becomes the gate that its units
// decide. Gates that this makes alike or settles are folded. The samplers are all `never`. Throws
// std::invalid_argument for a unit that is empty or names what is no element.
Model with_units(const Model&, const Units&);

}  // namespace kaitei
