#include "cli/stop_signal.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "catch.hpp"

namespace kaitei::cli {

TEST_CASE("The first signal asks for a stop", "[signal]") {
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) {
    const StopSignal stop;
    CHECK_FALSE(stop.requested());
    std::raise(signal);
    CHECK(stop.requested());
  }
  const StopSignal next;
  CHECK_FALSE(next.requested());
}

TEST_CASE("The second signal, whichever, ends the process at once", "[signal]") {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const StopSignal stop;
    std::raise(SIGINT);
    if (!stop.requested()) _exit(1);
    std::raise(SIGTERM);
    _exit(2);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGTERM);
}

}  // namespace kaitei::cli
