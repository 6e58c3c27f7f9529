#include "experiment/overrides.hpp"

#include "catch.hpp"
#include "expect.hpp"

namespace kaitei::experiment {

TEST_CASE("Overrides replace what the file says and are recorded", "[overrides]") {
  const std::vector<std::string> overrides = {"run.trials=1e6", "run.threads=4",      "failure.mode=window",
                                              "name=2024",      "network.source=new", "run.lanes=128",
                                              "question=\"Why?\""};
  const auto e = parse_text(minimal + "[run]\ntrials = 5\n", "/a/x.toml", overrides);
  CHECK(e.run.trials == 1'000'000);
  CHECK(e.run.threads == 4);
  CHECK(e.failure.mode == FailureMode::window);
  CHECK(e.name == "2024");
  CHECK(e.network.source == "/a/new");
  CHECK(e.run.lanes == Lanes::lanes_128);
  CHECK(e.question == "Why?");
  CHECK(e.overrides == overrides);
}

TEST_CASE("Overrides reach entries of tables", "[overrides]") {
  const std::vector<std::string> overrides = {"failure.probabilities.segment:a.b=0.5", "terminals.mine=[\"x\"]",
                                              "failure.probabilities.\"link:c\"=0"};
  const auto e = parse_text(minimal, "x.toml", overrides);
  CHECK(e.failure.probabilities.at("segment:a.b") == 0.5);
  CHECK(e.failure.probabilities.at("link:c") == 0);
  CHECK(e.terminal_sets.at("mine") == std::vector<std::string>{"x"});
}

TEST_CASE("Errors of overrides name the override", "[overrides]") {
  CHECK(error_of(minimal, {"run.trails=5"}) ==
        "--set run.trails=5: unknown key \"run.trails\" (it would be ignored silently); did you mean \"run.trials\"?");
  CHECK(error_of(minimal, {"run.trials=many"}) ==
        "--set run.trials=many: run.trials is text (it must be a whole number); write for example run.trials = 1000000");
  CHECK(error_of(minimal, {"run.trials=0"}) ==
        "--set run.trials=0: run.trials is 0 (it must be at least 1 and at most 9007199254740992); write for example "
        "run.trials = 1000000");
  CHECK(error_of(minimal, {"trials"}) ==
        "--set trials: there is no key=value (it is not clear what to set); write for example --set run.trials=1e6");
  CHECK(error_of(minimal, {"schema=2"}) ==
        "--set schema=2: schema cannot be overridden (it says how to read the file); change the file");
  CHECK(error_of(minimal, {"connectivity.from=a"}) ==
        "--set connectivity.from=a: \"connectivity.from\" stands in [[connectivity]] (it is not clear which row is "
        "meant); change it in the file");
  CHECK(error_of(minimal, {"failure.probabilities.segment:a=2"}) ==
        "--set failure.probabilities.segment:a=2: failure.probabilities.segment:a is 2 (it must be at least 0 and at "
        "most 1); correct the number");
  CHECK_THAT(error_of(minimal, {"run.trials=1\nseed=2"}), ContainsSubstring("run.trials is text"));
}

}  // namespace kaitei::experiment
