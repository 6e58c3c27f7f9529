// One row of a layer, read strictly: what is not a number is refused, not taken for 0.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "errors.hpp"
#include "network/network.hpp"

namespace kaitei::geo {

// A row that was refused; what it says names file, layer and row.
struct RowError : DataError {
  RowError(const std::string& text, std::string its_layer, std::size_t its_number)
      : DataError(text), layer(std::move(its_layer)), row(its_number) {}
  std::string layer;
  std::size_t row;
};

enum class GeometryKind { none, point, line, area, other };

// Positions in WGS84 degrees as the file gives them, not yet checked or wrapped. A point is one part of one position;
// the parts of an area are rings, each outline followed by its holes.
struct Geometry {
  GeometryKind kind = GeometryKind::none;
  std::string type;  // as the file names it, for messages
  std::vector<std::vector<network::Position>> parts;
};

// Empty texts count as absent. Every function that returns nothing else throws RowError.
class Row {
 public:
  std::string file, layer;
  std::size_t number = 0;                     // from 1, for messages about rows without an id
  std::map<std::string, std::string> values;  // by column name in lower case, surrounding blanks removed
  bool short_names = false;                   // a shapefile, whose column names end after ten characters
  Geometry geometry;

  std::string text(std::string_view column) const;           // "" if absent
  std::string required_text(std::string_view column) const;
  std::string id() const { return required_text("id"); }
  std::optional<double> number_of(std::string_view column) const;
  std::optional<double> not_negative(std::string_view column) const;
  std::optional<int> positive_count(std::string_view column) const;
  std::optional<bool> flag(std::string_view column) const;   // 1, 0, true or false
  std::string date(std::string_view column) const;           // full, partial or an interval; see network/dates.hpp
  std::vector<std::string> list(std::string_view column) const;  // parts between semicolons
  network::Evidence evidence() const;

  // One of the words that to_string gives; the fallback if absent, refused if there is none.
  template <class Word, std::size_t count>
  Word word(std::string_view column, const std::array<Word, count>& allowed, std::optional<Word> fallback) const {
    const std::string value = text(column);
    if (value.empty() && fallback) return *fallback;
    std::string names;
    for (const Word candidate : allowed) {
      if (to_string(candidate) == value) return candidate;
      if (!names.empty()) names += ", ";
      names += to_string(candidate);
    }
    refuse_word(column, value, names);
  }

  // "<file>: layer <layer>, <id or row>: <wrong> (<why it matters>); <what to do>"
  [[noreturn]] void refuse(std::string_view wrong, std::string_view why, std::string_view what_to_do) const;
  std::string feature() const;  // the id, or "row 3"

 private:
  [[noreturn]] void refuse_word(std::string_view column, std::string_view value, std::string_view allowed) const;
};

enum class Positions { required, may_be_missing };

struct Table {
  std::string layer;
  std::vector<Row> rows;
  Positions positions = Positions::required;  // of a table of nodes
};

}  // namespace kaitei::geo
