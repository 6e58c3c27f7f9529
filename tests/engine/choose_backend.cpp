#include "engine/choose_backend.hpp"

#include "catch.hpp"
#include "errors.hpp"
#include "kernels/cuda/cuda_backend.hpp"

using namespace kaitei;

TEST_CASE("The backend is what the experiment says, or for auto what there is") {
  const CudaProbe probe = probe_cuda();
  std::string said;
  const engine::Notes note = [&](const std::string& line) { said += line; };
  CHECK(engine::choose_backend({.threads = 3, .backend = experiment::Backend::cpu}, note)->workers() == 3);
  CHECK(said.empty());

  const auto chosen = engine::choose_backend({.threads = 2}, note);
  CHECK(chosen->name() == (probe.devices.empty() ? "cpu" : "cuda"));
  CHECK_THAT(said, ContainsSubstring("backend: " + engine::describe(*chosen)));
  CHECK_THAT(said, ContainsSubstring(probe.why_none));

  if (probe.devices.empty())
    CHECK_THROWS_AS(engine::choose_backend({.backend = experiment::Backend::cuda}, note), DeviceError);
  else CHECK(engine::choose_backend({.backend = experiment::Backend::cuda}, note)->name() == "cuda");
}
