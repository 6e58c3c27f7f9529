// Edge lists: a line an edge, its two nodes first or under a header.
#include <fmt/format.h>

#include <fstream>
#include <map>

#include "errors.hpp"
#include "geo/graph_source.hpp"

namespace kaitei::geo {
namespace {

using Fields = std::vector<std::string>;

// What a header's words, in lower case, mean; other columns are left alone.
const std::map<std::string, std::string> columns{
    {"from", "from"},           {"source", "from"},     {"u", "from"},     {"node1", "from"},
    {"to", "to"},               {"target", "to"},       {"v", "to"},       {"node2", "to"},
    {"id", "id"},               {"kind", "kind"},       {"length_km", "length_km"},
    {"capacity_tbps", "capacity_tbps"},                 {"probability", "failure_probability"},
    {"failure_probability", "failure_probability"},     {"confidence", "confidence"}};

std::string lower(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// Fields between separators, or between blanks where the separator is one; double quotes hold a field together.
Fields split(const std::string& line, char separator) {
  Fields fields(1);
  bool quoted = false, open = separator != ' ';
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char letter = line[i];
    const bool parts = !quoted && (letter == separator || (separator == ' ' && letter == '\t'));
    if (letter == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') fields.back() += line[++i];
      else quoted = !quoted;
      open = true;
    } else if (!parts) {
      fields.back() += letter;
      open = true;
    } else if (open) {
      fields.emplace_back();
      open = separator != ' ';
    }
  }
  if (separator == ' ' && !open && fields.size() > 1) fields.pop_back();
  for (std::string& field : fields) field = trimmed(field);
  return fields;
}

class EdgeListReader {
 public:
  EdgeListReader(const std::filesystem::path& file, Source& source) : file_(file), source_(source) {}

  GraphRows run() {
    std::ifstream stream(file_);
    for (std::string line; std::getline(stream, line);) {
      ++number_;
      if (number_ == 1 && line.starts_with("\xef\xbb\xbf")) line.erase(0, 3);
      if (line.ends_with('\r')) line.pop_back();
      const std::string text = trimmed(line);
      if (text.starts_with('#') || text.starts_with('%')) {
        take_fact(trimmed(text.substr(1)));
      } else if (!text.empty()) {
        take(line);
      }
    }
    if (stream.bad() || number_ == 0) refuse("nothing can be read", "it should hold an edge a line", "check the file");
    return std::move(rows_);
  }

 private:
  [[noreturn]] void refuse(const std::string& wrong, const std::string& why, const std::string& what_to_do) const {
    throw DataError(fmt::format("{}:{}: {} ({}); {}", file_.string(), number_, wrong, why, what_to_do));
  }

  // "# licence: CC-BY-4.0"
  void take_fact(const std::string& comment) {
    const std::size_t colon = comment.find(": ");
    if (colon == std::string::npos) return;
    const std::string name = lower(comment.substr(0, colon)), value = trimmed(comment.substr(colon + 2));
    if (name == "name") source_.name = value;
    if (name == "version") source_.version = value;
    if (name == "licence" || name == "license") source_.licence = value;
    if (name == "attribution") source_.attribution = value;
  }

  void take(const std::string& line) {
    if (separator_ == 0) separator_ = line.find('\t') != std::string::npos ? '\t' : line.find(',') != std::string::npos ? ',' : ' ';
    Fields fields = split(line, separator_);
    if (fields.size() == 3 && fields[2] == "{}") fields.pop_back();  // as networkx writes edges without data
    if (header_.empty() && take_header(fields)) return;
    if (fields.size() < 2) refuse("an edge of one word", "an edge joins two nodes", "write two nodes a line");
    if (fields.size() != header_.size()) {
      const bool has_header = header_.size() > 2 || named_;
      refuse(fmt::format("{} fields where {} are expected", fields.size(), header_.size()),
             has_header ? "each line has the columns of the header" : "without a header what follows the two nodes is unclear",
             has_header ? "correct the line" : "begin the file with a line such as: from to probability");
    }
    Row row;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!header_[i].empty() && !fields[i].empty()) row.values[header_[i]] = fields[i];
    }
    row.file = file_.string();
    row.layer = "links";
    row.number = rows_.edges.size() + 1;
    for (const char* end : {"from", "to"}) {
      if (row.text(end).empty()) refuse("an edge without both its nodes", "an edge joins two nodes", "fill them in");
    }
    rows_.edges.push_back(std::move(row));
  }

  // Whether this is a header. Without one an edge is two nodes.
  bool take_header(const Fields& fields) {
    std::map<std::string, int> uses;
    for (const std::string& field : fields) {
      const auto column = columns.find(lower(field));
      header_.push_back(column == columns.end() ? "" : column->second);
      ++uses[header_.back()];
    }
    named_ = uses["from"] == 1 && uses["to"] == 1;
    if (!named_) header_ = {"from", "to"};
    for (const auto& [column, count] : uses) {
      if (named_ && !column.empty() && count > 1) refuse(fmt::format("two columns {}", column), "one is meant", "rename one");
    }
    return named_;
  }

  const std::filesystem::path& file_;
  Source& source_;
  GraphRows rows_;
  Fields header_;
  bool named_ = false;
  char separator_ = 0;
  std::size_t number_ = 0;
};

}  // namespace

GraphRows read_edge_list(const std::filesystem::path& file, Source& source) { return EdgeListReader(file, source).run(); }

}  // namespace kaitei::geo
