#include "report/report.hpp"

#include "catch.hpp"
#include "errors.hpp"
#include "report/anonymise_record.hpp"
#include "report/write.hpp"
#include "results/read.hpp"
#include "results/text.hpp"
#include "results/write.hpp"
#include "sample_record.hpp"
#include "test_files.hpp"

using namespace kaitei;
using namespace kaitei::report;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("A page's title, cells and captions are text, whatever they hold") {
  const std::string hostile = "</title></script><script>alert(1)</script>\"'&";
  Document document{Language::english, hostile, hostile, {hostile}, {}};
  document.sections.push_back({"x", hostile, {Paragraph{hostile}, Heading{hostile}, Points{{hostile}}, Verbatim{hostile, hostile}}});
  document.sections[0].blocks.push_back(Table{hostile, {{hostile}}, {{{hostile}}}});
  document.sections[0].blocks.push_back(Table{hostile, {{hostile}}, {{{hostile}}}, Shown::folded});
  CHECK_FALSE(has(write_html(document, {{"name", hostile}}), "<script>alert"));
  const std::string text = write_markdown(document);
  CHECK_FALSE(has(text.substr(0, text.find("    <")), "<script>alert"));  // it stands as it is in an indented block alone
}

TEST_CASE("A page allows nothing but what stands in it") {
  const std::string page = write_html({Language::japanese, "x", "", {}, {}}, {{"features", nlohmann::json::array()}});
  CHECK(has(page, "default-src 'none'"));
  CHECK(has(page, "<html lang=\"ja\">"));
  CHECK_FALSE(has(page, "unsafe-"));
  for (const char* load : {"src=", "<link", "@import", "<iframe", "<img"}) CHECK_FALSE(has(page.substr(0, page.find("<script")), load));
}

TEST_CASE("A report has the summary's numbers, question, licence and scenarios") {
  testing::TemporaryFolder folder;
  results::write_result(testing::sample_record(), folder / "run.h5");
  const auto estimate = results::estimate({120, 1003}, 0.95);
  for (const Format format : {Format::html, Format::markdown}) {
    const std::string text = report::report({folder / "run.h5"}, {format, Language::english, {}});
    CHECK(has(text, results::probability(estimate)));
    CHECK(has(text, "Does Taiwan still reach Japan? 台灣還連得到日本嗎？"));
    CHECK(has(text, "CC-BY-4.0"));
    CHECK(has(text, "two-cables"));
    CHECK(has(text, "Toucheng"));
    CHECK_FALSE(has(text, "頭城"));
  }
  CHECK(has(report::report({folder / "run.h5"}, {Format::html, Language::chinese, {}}), "頭城"));
}

TEST_CASE("An anonymised report holds no name of the data") {
  testing::TemporaryFolder folder;
  const auto record = testing::sample_record();
  results::write_result(record, folder / "run.h5");
  for (const Format format : {Format::html, Format::markdown}) {
    const std::string text = report::report({folder / "run.h5", folder / "run.h5"}, {format, Language::english, 1});
    for (const char* secret : {"toucheng", "Toucheng", "頭城", "shima", "志摩", "asia-1", "Asia One", "A1", "中華電信", "NTT", "taipei", "臺北", "taiwan-japan",
                               "台灣-日本", "two-cables", "本州", "Does Taiwan", "ホスト", "nodes.csv", "run.h5", "bare", "dark/"}) {
      CAPTURE(secret);
      CHECK_FALSE(has(text, secret));
    }
    CHECK(has(text, results::probability(results::estimate({120, 1003}, 0.95))));
    CHECK(has(text, "CC-BY-4.0"));
  }
}

TEST_CASE("Anonymised elements are those of the anonymised network") {
  auto record = testing::sample_record();
  const auto before = record;
  report::anonymise(record, 3);
  REQUIRE(record.graph.elements.size() == before.graph.elements.size());
  const auto &net = record.network, &old = before.network;
  // Lengths are rounded but tell the two segments apart: 800.5 and 1100 km.
  CHECK(net.segments[record.graph.elements[0].index].length_km == Approx(800));
  CHECK(net.segments[record.graph.elements[1].index].length_km == Approx(1100));
  CHECK(record.graph.elements[0].id == "segment:" + net.segments[record.graph.elements[0].index].id);
  CHECK(net.nodes[record.graph.elements[2].index].country == old.nodes[before.graph.elements[2].index].country);
  CHECK(record.graph.elements[3].id == "feed:" + net.power_sections[0].id + ":a");
  CHECK(record.probability == before.probability);
}

TEST_CASE("Files that cannot be compared are refused") {
  testing::TemporaryFolder folder;
  auto record = testing::sample_record();
  results::write_result(record, folder / "a.h5");
  record.experiment.run.confidence_level = 0.9;
  record.provenance.resolved_experiment.replace(record.provenance.resolved_experiment.find("confidence_level = 0.95"), 23, "confidence_level = 0.90");
  results::write_result(record, folder / "b.h5");
  CHECK_THROWS_AS(report::report({folder / "a.h5", folder / "b.h5"}, {}), UsageError);
}

TEST_CASE("A file whose tables do not fit each other is refused, whatever its checksum says") {
  testing::TemporaryFolder folder;
  auto record = testing::sample_record();
  record.graph.elements[0].id = "segment:nowhere";
  results::write_result(record, folder / "name.h5");
  CHECK_THROWS_AS(report::report({folder / "name.h5"}, {Format::markdown, Language::english, 1}), DataError);
}

TEST_CASE("A run that counted no failed elements has a report") {
  testing::TemporaryFolder folder;
  auto record = testing::sample_record();
  record.tallies.element_failed.clear();
  record.tallies.failed_and_disconnected.clear();
  record.scenarios.clear();
  results::write_result(record, folder / "run.h5");
  const std::string page = report::report({folder / "run.h5"}, {});
  CHECK(has(page, results::probability(results::estimate({120, 1003}, 0.95))));
  CHECK(has(page, "Toucheng"));
}
