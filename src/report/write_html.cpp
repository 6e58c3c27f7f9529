#include <array>
#include <stdexcept>

#include <openssl/evp.h>

#include "report/embedded.hpp"
#include "report/escape.hpp"
#include "report/write.hpp"
#include "results/text.hpp"

namespace kaitei::report {
namespace {

// As a content security policy names an inline script or style: 'sha256-<base64>'.
std::string policy_hash(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("SHA-256 is not available");
  std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> base64{};
  const int length = EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(size));
  return fmt::format("'sha256-{}'", std::string_view(reinterpret_cast<const char*>(base64.data()), static_cast<std::size_t>(length)));
}

const char* class_of(Align align) {
  switch (align) {
    case Align::text: return "";
    case Align::number: return " class=\"number\"";
    case Align::id: return " class=\"id\"";
  }
  return "";
}

class Page {
 public:
  Page(const Document& document, const nlohmann::json& map) : document_(document), say_(document.language), map_(map) {}

  std::string text() {
    const std::string title = html(document_.title + " · " + say_(Word::report));
    head(title);
    body();
    return std::move(out_);
  }

 private:
  bool draws() const { return !map_.is_null() && has_leaflet(); }

  void head(const std::string& title) {
    std::string styles = policy_hash(page_style()), scripts = policy_hash(page_script());
    if (draws()) {
      styles += ' ' + policy_hash(leaflet_style());
      scripts += ' ' + policy_hash(leaflet_script());
    }
    out_ += fmt::format("<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; "
                        "script-src {}; style-src {}\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n",
                        language_tag(document_.language), scripts, styles, title);
    if (draws()) out_ += fmt::format("<style>{}</style>\n", leaflet_style());
    out_ += fmt::format("<style>{}</style>\n</head>\n", page_style());
  }

  void body() {
    out_ += fmt::format("<body>\n<a class=\"skip\" href=\"#report\">{}</a>\n<header>\n<p class=\"kicker\">{}</p>\n<h1>{}</h1>\n",
                        html(say_(Word::skip)), html("kaitei 海底 · " + say_(Word::report)), html(document_.title));
    if (!document_.question.empty()) out_ += fmt::format("<p class=\"question\">{}</p>\n", html(document_.question));
    for (const std::string& note : document_.notes) out_ += fmt::format("<p class=\"note\">{}</p>\n", html(note));
    out_ += fmt::format("</header>\n<nav aria-label=\"{}\"><ul>\n", html(say_(Word::contents)));
    for (const Section& section : document_.sections)
      out_ += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", html(section.id), html(section.heading));
    out_ += "</ul></nav>\n<main id=\"report\">\n";
    for (const Section& section : document_.sections) {
      out_ += fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n", html(section.id), html(section.heading));
      heading_ = section.heading;
      for (const Block& block : section.blocks) std::visit([&](const auto& b) { write(b); }, block);
      out_ += "</section>\n";
    }
    out_ += "</main>\n";
    if (draws()) out_ += fmt::format("<script type=\"application/json\" id=\"map-data\">{}</script>\n<script>{}</script>\n", script_json(map_), leaflet_script());
    out_ += fmt::format("<script>{}</script>\n</body>\n</html>\n", page_script());
  }

  void write(const Paragraph& paragraph) { out_ += fmt::format("<p>{}</p>\n", html(paragraph.text)); }
  void write(const Points& points) {
    out_ += "<ul>\n";
    for (const std::string& text : points.texts) out_ += fmt::format("<li>{}</li>\n", html(text));
    out_ += "</ul>\n";
  }
  void write(const Heading& heading) { out_ += fmt::format("<h3>{}</h3>\n", html(heading.text)); }
  void write(const Verbatim& verbatim) {
    out_ += fmt::format("<details><summary>{}</summary>\n<pre tabindex=\"0\">{}</pre>\n</details>\n", html(verbatim.caption), html(verbatim.text));
  }

  void write(const MapPlace&) {
    if (!draws()) {
      out_ += fmt::format("<p>{}</p>\n", html(say_(Word::no_leaflet)));
      return;
    }
    out_ += fmt::format("<div class=\"map-bar\"><label for=\"layer\">{}</label> <select id=\"layer\"></select><span id=\"views\"></span></div>\n"
                        "<div id=\"map\" role=\"region\" aria-label=\"{}\" aria-describedby=\"map-help\"></div>\n"
                        "<div id=\"legend\"></div>\n<p id=\"facts\" role=\"status\"></p>\n"
                        "<noscript><p>{}</p></noscript>\n<p id=\"map-help\" class=\"help\">{} {}</p>\n",
                        html(say_(Word::colour_by)), html(say_(Word::map_label)), html(say_(Word::needs_script)), html(say_(Word::map_help)),
                        html(say_(Word::coast_note)));
  }

  void write(const Table& table) {
    const bool folded = table.shown == Shown::folded;
    if (folded) out_ += fmt::format("<details><summary>{} ({})</summary>\n", html(table.caption), table.rows.size());
    out_ += fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table>", html(table.caption.empty() ? heading_ : table.caption));
    if (!folded && !table.caption.empty()) out_ += fmt::format("<caption>{}</caption>", html(table.caption));
    out_ += "\n<thead><tr>";
    for (const Column& column : table.columns)
      out_ += fmt::format("<th scope=\"col\"{}>{}</th>", class_of(column.align), html(column.heading));
    out_ += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
      out_ += "<tr>";
      for (std::size_t i = 0; i < row.size(); ++i) write_cell(row[i], table.columns.at(i).align);
      out_ += "</tr>\n";
    }
    out_ += fmt::format("</tbody></table></div>\n{}", folded ? "</details>\n" : "");
  }

  void write_cell(const Cell& cell, Align align) {
    out_ += "<td";
    if (align != Align::text) out_ += class_of(align);
    else if (results::display_width(cell.text) <= 20) out_ += " class=\"short\"";
    if (cell.number) out_ += fmt::format(" data-sort=\"{}\"", *cell.number);
    out_ += ">";
    if (cell.feature && draws())
      out_ += fmt::format("<button type=\"button\" class=\"locate\" data-feature=\"{}\">{}</button>", *cell.feature, html(cell.text));
    else
      out_ += html(cell.text);
    out_ += "</td>";
  }

  const Document& document_;
  Speaker say_;
  const nlohmann::json& map_;
  std::string heading_;  // of the section
  std::string out_;
};

}  // namespace

std::string write_html(const Document& document, const nlohmann::json& map) { return Page(document, map).text(); }

}  // namespace kaitei::report
