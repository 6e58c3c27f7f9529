// What a report says, whatever it is written as.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "report/words.hpp"

namespace kaitei::report {

struct Cell {
  std::string text;
  std::optional<double> number = std::nullopt;   // what a number is sorted by; absent: by its text
  std::optional<std::size_t> feature = std::nullopt;  // of the map: what the row is about
};

enum class Align { text, number, id };  // id: of machines more than of readers; not printed

struct Column {
  std::string heading;
  Align align = Align::text;
};

enum class Shown { open, folded };  // folded: behind its caption, until a reader opens it

struct Table {
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  Shown shown = Shown::open;
};

struct Paragraph {
  std::string text;
};

struct Points {  // of a list
  std::vector<std::string> texts;
};

struct Heading {  // below a section's
  std::string text;
};

struct Verbatim {  // folded
  std::string caption, text;
};

struct MapPlace {};  // where the map stands

using Block = std::variant<Paragraph, Points, Heading, Table, Verbatim, MapPlace>;

struct Section {
  std::string id;  // of the page's anchor
  std::string heading;
  std::vector<Block> blocks;
};

struct Document {
  Language language = Language::english;
  std::string title, question;
  std::vector<std::string> notes;  // what a reader must know before all else
  std::vector<Section> sections;
};

}  // namespace kaitei::report
