// What the benchmark prints: a table for people, Google Benchmark's JSON for machines.
#pragma once

#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include "row.hpp"

namespace kaitei::bench {

// Where and with what the rows were measured, in the order in which it is printed: cpu, compiler, commit and so on.
using Context = std::vector<std::pair<std::string, std::string>>;
Context context_of_this_machine();

void print_table(std::ostream&, const Context&, const std::vector<Measurement>&);

// One "iteration" entry per repetition, as Google Benchmark writes them, with three keys more: section, baseline and
// clock ("cpu" or "wall": the time that counts).
void print_json(std::ostream&, const Context&, const std::vector<Measurement>&);

}  // namespace kaitei::bench
