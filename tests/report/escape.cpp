#include "report/escape.hpp"

#include "catch.hpp"

using namespace kaitei::report;

TEST_CASE("Nothing in a text begins an element, an attribute or an entity") {
  CHECK(html("<script>alert(\"1\")</script> & 'x'") == "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;");
  CHECK(html("&amp;") == "&amp;amp;");
  CHECK(html("臺北 – 志摩") == "臺北 – 志摩");
  CHECK(html("a\tb\nc") == "a\tb\nc");
}

TEST_CASE("What is no text becomes the replacement character") {
  CHECK(html("a\xff" "b") == "a\xEF\xBF\xBD" "b");
  CHECK(html("a\x1b[31m") == "a\xEF\xBF\xBD[31m");
}

TEST_CASE("Data inside of a script element can neither end it nor begin another") {
  const nlohmann::json data{{"name", "</script><!--<script>&\u2028\xff"}, {"n", {1, 2.5, nullptr}}};
  const std::string text = script_json(data);
  CHECK(text.find_first_of("<>&") == text.npos);
  const auto back = nlohmann::json::parse(text);
  CHECK(back["name"] == "</script><!--<script>&\u2028\xEF\xBF\xBD");
  CHECK(back["n"] == data["n"]);
}

TEST_CASE("Markdown shows what it is given") {
  CHECK(markdown("<b> *a* _b_ `c` [d](e) x|y $z$ &lt; ~s~") ==
        "\\<b\\> \\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) x\\|y \\$z\\$ \\&lt; \\~s\\~");
  CHECK(markdown("two\nlines") == "two lines");
  CHECK(markdown("2.4e-05") == "2.4e-05");
  CHECK(markdown_paragraph("# no heading") == "\\# no heading");
  CHECK(markdown_paragraph("  - no list") == "\\- no list");
  CHECK(markdown_paragraph("12. no list") == "12\\. no list");
  CHECK(markdown_paragraph("12 cables") == "12 cables");
  CHECK(markdown_paragraph("") == "");
}
