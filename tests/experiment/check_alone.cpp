#include "catch.hpp"
#include "experiment/checks.hpp"
#include "expect.hpp"

namespace kaitei::experiment {
namespace {

const std::string pair = "[[connectivity]]\nname = \"a\"\nfrom = \"b\"\nto = \"c\"\n";  // lines 6-9

}  // namespace

TEST_CASE("A value without use in the failure mode is an error", "[checks]") {
  CHECK(error_of(minimal + "[failure]\nexposure_days = 3\n") ==
        "x.toml:7:17: failure.exposure_days is given in snapshot mode (a snapshot has no window, so it would be ignored "
        "silently); remove it, or set failure.mode = \"window\"");
  CHECK(error_of(minimal + "[failure]\nmode = \"window\"\nsegment_repair_days = 3\n") ==
        "x.toml:8:23: failure.segment_repair_days is given in window mode (a window has no repair, so it would be "
        "ignored silently); remove it, or set failure.mode = \"snapshot\"");
}

TEST_CASE("An override of the mode sets aside what the file says for the other", "[checks]") {
  const std::string text = minimal + "[failure]\nsegment_repair_days = 3\n";
  CHECK(parse_text(text, "x.toml", std::vector<std::string>{"failure.mode=window"}).failure.segment_repair_days == 25);
  CHECK_THAT(error_of(text, {"failure.mode=window", "failure.feed_repair_days=1"}),
             ContainsSubstring("--set failure.feed_repair_days=1: failure.feed_repair_days is given in window mode"));
}

TEST_CASE("A system has one set of rates, each set a name, and no value without use", "[checks]") {
  const auto set = [](const std::string& name, const std::string& systems) {
    return "[[rates]]\nname = \"" + name + "\"\nsystems = [" + systems +
           "]\nshallow_faults_per_1000km_year = 3\nslope_faults_per_1000km_year = 2\n"
           "deep_faults_per_1000km_year = 1\n";  // six lines
  };
  const auto read = parse_text(minimal + set("own", "\"a\", \"b\""), "x").failure.rates;
  REQUIRE(read.size() == 1);
  CHECK(read[0].systems == std::vector<std::string>{"a", "b"});
  CHECK(read[0].deep_faults_per_1000km_year == 1);
  CHECK(read[0].segment_repair_days == 25);
  CHECK(error_of(minimal + set("own", "\"a\"") + set("own", "\"b\"")) ==
        "x.toml:13:8: rates[1].name is \"own\" twice (a reader could not tell the two apart); give each its own name");
  CHECK(error_of(minimal + set("own", "\"a\"") + set("more", "\"b\", \"a\"")) ==
        "x.toml:14:17: system \"a\" stands twice under [[rates]] (rates[0] has it already, and a segment fails at one "
        "rate); keep it in one place");
  CHECK_THAT(error_of(minimal + set("own", "")), ContainsSubstring("x.toml:8:11: rates[0].systems"));
  CHECK(error_of(minimal + "[[rates]]\nname = \"own\"\nsystems = [\"a\"]\n") ==
        "x.toml:6:1: rates[0].shallow_faults_per_1000km_year is missing (it has no default); add "
        "shallow_faults_per_1000km_year = 1");
  const std::string with_repair = minimal + set("own", "\"a\"") + "segment_repair_days = 50\n";
  CHECK(error_of(with_repair + "[failure]\nmode = \"window\"\n") ==
        "x.toml:12:23: rates[0].segment_repair_days is given in window mode (a window has no repair, so it would be "
        "ignored silently); remove it, or set failure.mode = \"snapshot\"");
  const std::vector<std::string> window{"failure.mode=window"};
  CHECK(parse_text(with_repair, "x", window).failure.rates[0].segment_repair_days == 25);
}

TEST_CASE("Rules for capacities have names of their own, years in order, and no value without use", "[checks]") {
  const std::string rule = "[[capacity_prior]]\nname = \"a\"\ntbps = 1\n";  // lines 6-8
  CHECK(parse_text(minimal + rule, "x").capacity_priors.at(0).of == network::PriorSubject::fibre_routes);
  CHECK(parse_text(minimal, "x").capacity_priors.empty());
  CHECK(error_of(minimal + rule + rule) ==
        "x.toml:10:8: capacity_prior[1].name is \"a\" twice (results could not tell the two apart); give each its own name");
  CHECK(error_of(minimal + rule + "rfs_from = 2010\nrfs_to = 2009\n") ==
        "x.toml:6:1: capacity_prior[0].rfs_from is above rfs_to (no year lies between); exchange the two");
  CHECK(error_of(minimal + rule + "of = \"backhaul\"\nfibre_pairs = 2\n") ==
        "x.toml:10:15: capacity_prior[0].fibre_pairs has no use (links have no fibre pairs and no system, so it would be ignored "
        "silently); remove it");
  CHECK_THAT(error_of(minimal + "[[capacity_prior]]\nname = \"a\"\ntbps = 0\n"), ContainsSubstring("capacity_prior[0].tbps"));
}

TEST_CASE("Outcomes have ends and names of their own", "[checks]") {
  CHECK(error_of(minimal + pair + "[[connectivity]]\nname = \"a\"\nfrom = \"b\"\nto = \"d\"\n") ==
        "x.toml:11:8: connectivity[1].name is \"a\" twice (results could not tell the two apart); give each its own "
        "name");
  CHECK(error_of(minimal + "[[joining]]\nname = \"a\"\nfrom = \"b\"\nto = \"b\"\n") ==
        "x.toml:9:6: joining[0].from and joining[0].to are both \"b\" (a set is never cut off from itself); name two "
        "terminal sets");
  CHECK(error_of(minimal + "[[joining]]\nname = \"a\"\nfrom = \"\"\nto = \"b\"\n") ==
        "x.toml:8:8: joining[0].from is \"\" (it labels results and files); use letters, digits, '.', '_' and '-', a "
        "letter or digit first");
}

TEST_CASE("Partners and exclusions make sense", "[checks]") {
  CHECK(error_of(minimal + pair + "definitions = [\"partner\"]\n") ==
        "x.toml:10:15: connectivity[0].definitions has \"partner\" without partners (without partner_countries it would "
        "be the definition \"direct\" under another name); add partner_countries = [\"...\"], or leave \"partner\" out");
  CHECK(error_of(minimal + pair + "partner_countries = [\"Guam\"]\n") ==
        "x.toml:10:21: connectivity[0].partner_countries has no use (the definitions do not have \"partner\", so it "
        "would be ignored silently); add \"partner\" to definitions, or remove partner_countries");
  CHECK(error_of(minimal + pair +
                 "definitions = [\"partner\"]\npartner_countries = [\"A\", \"B\"]\nexcluded_countries = [\"B\"]\n") ==
        "x.toml:12:23: \"B\" is both a partner and excluded (no path could cross it); keep it in one of the two lists");
}

TEST_CASE("Elements carry their kind", "[checks]") {
  CHECK(error_of(minimal + "[failure.probabilities]\napg-s1 = 0.5\n") ==
        "x.toml:7:1: \"apg-s1\" is not an element's id (an id has its kind in front); write \"segment:<id>\", "
        "\"station:<id>\", \"feed:<id>\" or \"link:<id>\"");
}

TEST_CASE("A terminal set's name labels results", "[checks]") {
  CHECK_THAT(error_of(minimal + "[terminals]\n\"a/b\" = [\"x\"]\n"),
             ContainsSubstring("x.toml:7:1: terminal set \"a/b\" cannot be so called"));
}

TEST_CASE("An experiment measures something", "[checks]") {
  CHECK(error_of(minimal + "[outcomes]\ncomponents = false\n") ==
        "x.toml:7:14: the experiment measures nothing (no outcome is asked for); add a [[connectivity]] or [[joining]] "
        "table");
  CHECK(error_of(minimal + "[outcomes]\nper_trial = true\n") ==
        "x.toml:7:13: outcomes.per_trial has no use (it keeps a bit per connectivity outcome, and there is none); add a "
        "[[connectivity]] table, or remove it");
}

TEST_CASE("An importance needs the counts of failed elements", "[checks]") {
  CHECK(error_of(minimal + "[outcomes]\nelement_counts = false\n") ==
        "x.toml:7:18: outcomes.element_counts is false and outcomes.importance is not (an importance compares the trials "
        "in which the element failed with the others); set outcomes.importance = false too, or leave element_counts out");
}

}  // namespace kaitei::experiment
