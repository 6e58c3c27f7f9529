#include "experiment/parse.hpp"

#include <filesystem>

#include "catch.hpp"
#include "expect.hpp"

namespace kaitei::experiment {

TEST_CASE("A minimal experiment has every default", "[parse]") {
  const auto e = parse_text(minimal, "/somewhere/x.toml");
  CHECK(e.name == "small");
  CHECK(e.network.source == "/somewhere/data");
  CHECK(e.run.trials == 1'000'000);
  CHECK(e.failure.mode == FailureMode::snapshot);
  CHECK(e.failure.deep_faults_per_1000km_year < e.failure.slope_faults_per_1000km_year);
  CHECK(e.failure.slope_faults_per_1000km_year < e.failure.shallow_faults_per_1000km_year);
  CHECK(e.outcomes.components);
  CHECK(e.overrides.empty());
}

TEST_CASE("Every kind of value is read", "[parse]") {
  const auto e = parse_text(minimal +
                                "fibre_routes = \"trunk-only\"\ninclude_planned = true\n"
                                "[terminals]\nmatsu = [\"nangan\", \"beigan\"]\n"
                                "[failure]\nmode = \"window\"\nexposure_days = 7\n"
                                "[failure.probabilities]\n\"segment:a.b\" = 0.25\n"
                                "[[connectivity]]\nname = \"m\"\nfrom = \"matsu\"\nto = \"taiwan\"\nquantifier = \"all\"\n"
                                "definitions = [\"direct\", \"any\"]\n"
                                "[[joining]]\nname = \"j\"\nfrom = \"taiwan\"\nto = \"japan\"\nfewer_than = [1, 3]\n"
                                "[run]\ntrials = 1e6\nlanes = 256\n",
                            "x.toml");
  CHECK(e.network.fibre_routes == network::RouteBound::trunk_only);
  CHECK(e.network.include_planned);
  CHECK(e.terminal_sets.at("matsu") == std::vector<std::string>{"nangan", "beigan"});
  CHECK(e.failure.mode == FailureMode::window);
  CHECK(e.failure.exposure_days == 7);
  CHECK(e.failure.probabilities.at("segment:a.b") == 0.25);
  REQUIRE(e.outcomes.connectivity.size() == 1);
  CHECK(e.outcomes.connectivity[0].quantifier == Quantifier::all);
  CHECK(e.outcomes.connectivity[0].definitions == std::vector{Definition::direct, Definition::any});
  REQUIRE(e.outcomes.joining.size() == 1);
  CHECK(e.outcomes.joining[0].fewer_than == std::vector<std::uint32_t>{1, 3});
  CHECK(e.run.trials == 1'000'000);
  CHECK(e.run.lanes == Lanes::lanes_256);
}

TEST_CASE("Unknown keys name their nearest relative", "[parse]") {
  CHECK(error_of(minimal + "[run]\ntrails = 5\n") ==
        "x.toml:7:1: unknown key \"run.trails\" (it would be ignored silently); did you mean \"run.trials\"?");
  CHECK(error_of("trials = 5\n" + minimal) ==
        "x.toml:1:1: unknown key \"trials\" (it would be ignored silently); see the list that kaitei validate "
        "--reference prints");
  CHECK(error_of(minimal + "[netwrok]\n") ==
        "x.toml:6:2: unknown key \"netwrok\" (it would be ignored silently); did you mean \"network\"?");
  CHECK(error_of(minimal + "[[connectivity]]\nname = \"a\"\nform = \"b\"\n") ==
        "x.toml:8:1: unknown key \"connectivity.form\" (it would be ignored silently); did you mean "
        "\"connectivity.from\"?");
}

TEST_CASE("Broken TOML says where", "[parse]") {
  CHECK_THAT(error_of(minimal + "[run\n"), ContainsSubstring("x.toml:6:5: this is not TOML: "));
  CHECK_THAT(error_of(minimal + "source = \"b\"\n"), ContainsSubstring("x.toml:6:"));
  CHECK_THAT(error_of(""), ContainsSubstring("x.toml:1:1: schema is missing"));
}

TEST_CASE("The schema's version is demanded", "[parse]") {
  CHECK(error_of("name = \"a\"\n") ==
        "x.toml:1:1: schema is missing (it says how to read the file); write schema = 1 on the first line");
  CHECK(error_of("# one\nschema = 2\n") ==
        "x.toml:2:10: schema is 2 (this program reads experiments of schema 1 alone); write schema = 1");
  CHECK(error_of("schema = \"1\"\n") ==
        "x.toml:1:10: schema is '1' (this program reads experiments of schema 1 alone); write schema = 1");
}

TEST_CASE("Required keys are missed", "[parse]") {
  CHECK(error_of("schema = 1\nname = \"a\"\n") ==
        "x.toml:1:1: network.source is missing (it has no default); add source = \"...\"");
  CHECK(error_of("schema = 1\n[network]\nsource = \"data\"\n") ==
        "x.toml:1:1: name is missing (it has no default); add name = \"...\"");
  CHECK(error_of(minimal + "[[joining]]\nname = \"a\"\nto = \"b\"\n") ==
        "x.toml:6:1: joining[0].from is missing (it has no default); add from = \"...\"");
}

TEST_CASE("A day is a TOML date, and not with planned systems", "[parse]") {
  CHECK_FALSE(parse_text(minimal, "x.toml").network.as_of);
  const auto day = parse_text(minimal + "as_of = 2023-02-01\n", "x.toml").network.as_of;
  REQUIRE(day);
  CHECK(network::to_string(*day) == "2023-02-01");
  const std::vector<std::string> set{"network.as_of=2009-08-09"};
  CHECK(network::to_string(*parse_text(minimal, "x.toml", set).network.as_of) == "2009-08-09");
  CHECK(error_of(minimal + "as_of = \"2023-02-01\"\n") ==
        "x.toml:6:9: network.as_of is text (it must be a date); write for example network.as_of = 2023-02-01, without "
        "quotes");
  CHECK(error_of(minimal + "as_of = 2023-02-01T00:00:00\n") ==
        "x.toml:6:9: network.as_of is a time (it must be a date); write for example network.as_of = 2023-02-01, without "
        "quotes");
  CHECK(error_of(minimal + "as_of = 2023-02-01\ninclude_planned = true\n") ==
        "x.toml:6:9: network.as_of and network.include_planned are both given (the day alone decides, by the systems' "
        "dates); remove one of them, or choose a later day");
}

TEST_CASE("Wrong types say what is wanted", "[parse]") {
  CHECK(error_of(minimal + "[run]\ntrials = \"many\"\n") ==
        "x.toml:7:10: run.trials is text (it must be a whole number); write for example run.trials = 1000000");
  CHECK(error_of(minimal + "[run]\ntrials = 1.5\n") ==
        "x.toml:7:10: run.trials is 1.5 (it must be a whole number); write for example run.trials = 1000000");
  CHECK(error_of(minimal + "include_planned = 1\n") ==
        "x.toml:6:19: network.include_planned is a whole number (it must be true or false); write for example "
        "network.include_planned = false");
  CHECK(error_of(minimal + "snap_tolerance_km = 2020-01-01\n") ==
        "x.toml:6:21: network.snap_tolerance_km is a date (it must be a number); write for example "
        "network.snap_tolerance_km = 1.0");
  CHECK(error_of(minimal + "[terminals]\na = \"b\"\n") ==
        "x.toml:7:1: terminals.a is text (it must be a list); write for example terminals = {}");
  CHECK(error_of("run = 3\n" + minimal) ==
        "x.toml:1:7: run is not a table (its keys stand in one); write [run] above them");
  CHECK(error_of(minimal + "[connectivity]\nname = \"a\"\n") ==
        "x.toml:6:1: connectivity is not a list of tables (there may be several); write [[connectivity]] above each");
  CHECK(error_of(minimal + "[failure]\nprobabilities = 0.5\n") ==
        "x.toml:7:17: failure.probabilities is not a table (it names elements); write [failure.probabilities] and "
        "\"segment:<id>\" = p below it");
}

TEST_CASE("Limits hold", "[parse]") {
  CHECK(error_of(minimal + "[run]\ntrials = 0\n") ==
        "x.toml:7:10: run.trials is 0 (it must be at least 1 and at most 9007199254740992); write for example "
        "run.trials = 1000000");
  CHECK(error_of(minimal + "[run]\nconfidence_level = 1\n") ==
        "x.toml:7:20: run.confidence_level is 1 (it must be above 0 and below 1); write for example "
        "run.confidence_level = 0.95");
  CHECK(error_of(minimal + "[failure]\nslope_faults_per_1000km_year = -1\n") ==
        "x.toml:7:32: failure.slope_faults_per_1000km_year is -1 (it must be at least 0); write for example "
        "failure.slope_faults_per_1000km_year = 0.2");
  CHECK(error_of(minimal + "[failure]\nslope_faults_per_1000km_year = nan\n") ==
        "x.toml:7:32: failure.slope_faults_per_1000km_year is nan (it must be finite); write for example "
        "failure.slope_faults_per_1000km_year = 0.2");
  CHECK_THAT(error_of(minimal + "[failure]\nsegment_repair_days = 0\n"), ContainsSubstring("it must be above 0"));
  CHECK(error_of(minimal + "[failure.probabilities]\n\"segment:a\" = 1.5\n") ==
        "x.toml:7:1: failure.probabilities.segment:a is 1.5 (it must be at least 0 and at most 1); correct the number");
  CHECK_THAT(error_of(minimal + "[output]\ndeflate_level = 10\n"), ContainsSubstring("x.toml:7:17: output.deflate_level"));
  CHECK(error_of("schema = 1\nname = \"a b\"\n[network]\nsource=\"x\"\n") ==
        "x.toml:2:8: name is \"a b\" (it labels results and files); use letters, digits, '.', '_' and '-', a letter or "
        "digit first");
  CHECK(error_of("schema = 1\nname = \"a\"\n[network]\nsource=\"\"\n") ==
        "x.toml:4:8: network.source is empty (it must name something); write network.source = ...");
}

TEST_CASE("Words name their nearest relative", "[parse]") {
  CHECK(error_of(minimal + "[failure]\nmode = \"snapshoot\"\n") ==
        "x.toml:7:8: failure.mode is \"snapshoot\" (it must be one of snapshot, window); did you mean \"snapshot\"?");
  CHECK(error_of(minimal + "[run]\nlanes = 64\n") ==
        "x.toml:7:9: run.lanes is 64 (it must be one of auto, 32, 128, 256, 512); choose one of them");
  CHECK(error_of(minimal + "[failure]\nmode = true\n") ==
        "x.toml:7:8: failure.mode is true or false (it must be one of snapshot, window); choose one of them");
}

TEST_CASE("Lists are neither empty nor repetitive", "[parse]") {
  CHECK(error_of(minimal + "[terminals]\na = []\n") ==
        "x.toml:7:1: terminals.a is empty (nothing would be asked); write for example terminals = {}");
  CHECK(error_of(minimal + "[terminals]\na = [\"x\", \"y\", \"x\"]\n") ==
        "x.toml:7:16: terminals.a[2] repeats x (it would count once only); remove the repetition");
  CHECK(error_of(minimal + "[[joining]]\nname = \"a\"\nfrom = \"b\"\nto = \"c\"\nfewer_than = [2, 2]\n") ==
        "x.toml:10:18: joining[0].fewer_than[1] repeats 2 (it would count once only); remove the repetition");
}

TEST_CASE("A file that is not there is a usage error", "[parse]") {
  CHECK_THROWS_AS(parse_file("/nonexistent/x.toml"), UsageError);
  CHECK_THROWS_WITH(parse_file(std::filesystem::temp_directory_path()), ContainsSubstring("cannot be read"));
}

}  // namespace kaitei::experiment
