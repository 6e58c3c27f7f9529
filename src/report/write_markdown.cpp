#include "report/escape.hpp"
#include "report/write.hpp"

namespace kaitei::report {
namespace {

class Lines {
 public:
  void line(const std::string& text) { out += text + "\n\n"; }

  void write(const Paragraph& paragraph) { line(markdown_paragraph(paragraph.text)); }
  void write(const Points& points) {
    for (const std::string& text : points.texts) out += fmt::format("- {}\n", markdown_paragraph(text));
    out += "\n";
  }
  void write(const Heading& heading) { line("### " + markdown(heading.text)); }
  void write(const MapPlace&) {}
  void write(const Verbatim& verbatim) {
    line("### " + markdown(verbatim.caption));
    std::string text;  // indented, so that nothing in it can end the block
    for (const char c : "\n" + verbatim.text) text += c == '\n' ? std::string("\n    ") : std::string(1, c);
    line(text.substr(1));
  }

  void write(const Table& table) {
    if (!table.caption.empty()) line("### " + markdown(table.caption));
    std::string rule = "|";
    out += "|";
    for (const Column& column : table.columns) {
      cell(column.heading);
      rule += column.align == Align::number ? " ---: |" : " --- |";
    }
    out += "\n" + rule + "\n";
    for (const auto& row : table.rows) {
      out += "|";
      for (const Cell& column : row) cell(column.text);
      out += "\n";
    }
    out += "\n";
  }

  std::string out;

 private:
  void cell(const std::string& text) { out += fmt::format(" {} |", markdown(text)); }
};

}  // namespace

std::string write_markdown(const Document& document) {
  Lines lines;
  lines.line("# " + markdown(document.title));
  if (!document.question.empty()) lines.line(markdown_paragraph(document.question));
  for (const std::string& note : document.notes) lines.line("**" + markdown(note) + "**");
  for (const Section& section : document.sections) {
    lines.line("## " + markdown(section.heading));
    for (const Block& block : section.blocks) std::visit([&](const auto& b) { lines.write(b); }, block);
  }
  lines.out.pop_back();  // the last empty line
  return std::move(lines.out);
}

}  // namespace kaitei::report
