// What experiments name, as a reader is told it: outcomes, losses, kinds of scenarios, swept keys, orders of attack. Names
// that are the data's own stay as they are.
#pragma once

#include <string>

#include "engine/record.hpp"
#include "report/words.hpp"

namespace kaitei::report {

std::string definition(const Speaker&, experiment::Definition);
// "taiwan-japan/direct", the definition in the reader's language. Any other name stays.
std::string outcome(const Speaker&, const std::string& connectivity_name);
// "taiwan-japan/fewer than 5 systems".
std::string fewer_systems(const Speaker&, const std::string& joining, std::uint32_t limit);
std::string loss(const Speaker&, const engine::RunRecord&, const engine::LossLabel&);
std::string scenario_kind(const Speaker&, experiment::ScenarioKind);
// With its unit; a key without words is its own name.
std::string swept_key(const Speaker&, const std::string& key);
// "degree", "degree, recomputed", as a record has them.
std::string attack_order(const Speaker&, const std::string& name);

}  // namespace kaitei::report
