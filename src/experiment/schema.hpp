// The one table of everything an experiment file may say. The parser, `kaitei validate --dump`, the reference page
// and the JSON Schema all walk it, so none of them can drift from the others.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "experiment/experiment.hpp"

namespace kaitei::experiment {

enum class Type {
  text, text_list, word, word_list, boolean, integer, integer_list, number,
  date,             // a TOML local date; as a Value, text "2023-02-01", or "" where none is given
  number_table,     // [failure.probabilities]: any name = number
  number_list_table,  // scenario.sweep: any name = [number, ...]
  text_list_table,  // [terminals], [groups]: any name = [text, ...]
};

// A value as the file writes it. Words are text here; the binding turns them into enums.
using Value = std::variant<bool, std::int64_t, double, std::string, std::vector<std::int64_t>, std::vector<std::string>,
                           std::map<std::string, double>, std::map<std::string, std::vector<double>>,
                           std::map<std::string, std::vector<std::string>>>;

// What text may be: anything, anything but "", or a name (letters, digits, '.', '_', '-') fit for a file or a label.
enum class TextRule { free, not_empty, name };

// Limits of a number, or of each entry of a list or table of numbers; and the fewest entries of a list.
struct Limits {
  double min = -std::numeric_limits<double>::infinity(), max = std::numeric_limits<double>::infinity();
  bool above_min = false, below_max = false;  // the bound itself is not allowed
  std::size_t min_items = 0;
  TextRule text = TextRule::free;

  bool allow(double number) const {
    return (above_min ? number > min : number >= min) && (below_max ? number < max : number <= max);
  }
};
std::string to_string(const Limits&);  // "at least 0 and below 1"

// How a value reaches its field of the Experiment and comes back. `row` counts [[tables]] of one name.
struct Binding {
  std::function<void(Experiment&, std::size_t row, const Value&)> store;
  std::function<Value(const Experiment&, std::size_t row)> fetch;
};

struct Key {
  std::string_view section;  // "", "run", "failure", ...; "failure" also for the table failure.probabilities
  std::string_view name;     // within its section; "" for [terminals] and [groups], where every name is free
  Type type = Type::text;
  std::optional<Value> standard;  // the default; absent: the key is required
  Limits limits;
  std::vector<std::string_view> words;
  std::string_view meaning;
  Binding binding;
  std::optional<FailureMode> only_in;  // a mode without which the key would have no effect
  std::vector<ScenarioKind> only_of;    // the kinds of [[scenario]] that have the key; empty: all

  std::string full_name() const;  // "run.trials"
};

// Whether a section is written once, or once per row as [[connectivity]].
enum class Repetition { once, rows };

struct Section {
  std::string_view name;
  Repetition repetition = Repetition::once;
  std::string_view meaning;
  std::function<std::size_t(const Experiment&)> rows;             // rows only
  std::function<void(Experiment&, std::size_t count)> set_rows;   // rows only
};

inline constexpr int schema_version = 1;

// Whether the key has an effect in an experiment of this kind: percolation of large graphs, or a network.
bool concerns(const Key&, const Experiment&);
// Whether the key says anything in this experiment and row: its mode, and its kind of scenario, are the ones chosen.
bool applies(const Key&, const Experiment&, std::size_t row);

std::span<const Section> sections();
std::span<const Key> keys();  // in the order of the file
std::string_view to_string(Type);
bool matches(TextRule, std::string_view text);
inline constexpr std::string_view name_pattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$";

}  // namespace kaitei::experiment
