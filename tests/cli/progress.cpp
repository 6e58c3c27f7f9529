#include "cli/progress.hpp"

#include "catch.hpp"

namespace kaitei::cli {

TEST_CASE("A progress line has trials, rate, time left and estimate", "[progress]") {
  CHECK(progress_line({2'500'000, 10'000'000, 2.0, 1.25e6, "P(lost a/any) 1.2e-4 ± 3e-6"}) ==
        "2500000 of 10000000 trials (25%), 1.2e+06 trials/s, 0:06 left; P(lost a/any) 1.2e-4 ± 3e-6");
  CHECK(progress_line({1, 7201, 1.0, 1, ""}) == "1 of 7201 trials (0%), 1 trials/s, 2:00:00 left");
  CHECK(progress_line({0, 100, 0, 0, ""}) == "0 of 100 trials (0%), 0 trials/s");
  CHECK(progress_line({1, 2, 1.0, 1, "", "sweeps"}) == "1 of 2 sweeps (50%), 1 sweeps/s, 0:01 left");
}

TEST_CASE("Only a finished run is at 100%", "[progress]") {
  CHECK_THAT(progress_line({999'999, 1'000'000, 1, 1e6, ""}), ContainsSubstring("(99%)"));
  CHECK_THAT(progress_line({1'000'000, 1'000'000, 1, 1e6, ""}), ContainsSubstring("(100%)"));
}

TEST_CASE("A bar fits the terminal and keeps characters whole", "[progress]") {
  const engine::Progress half{50, 100, 1, 50, "± ± ±"};
  CHECK_THAT(progress_bar(half, 200), ContainsSubstring("[###...] 50%, 50 trials/s, 0:01 left; ± ± ±"));
  CHECK(progress_bar(half, 5) == "[###.");
  const auto whole = progress_bar(half, 200);
  CHECK(progress_bar(half, whole.size() - 5).ends_with("± ±"));  // three ± of two bytes: 3 columns fewer than bytes
}

}  // namespace kaitei::cli
