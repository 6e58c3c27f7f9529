#include "cli/devices_command.hpp"

#include <nlohmann/json.hpp>

#include "captured.hpp"
#include "catch.hpp"
#include "kernels/cuda/cuda_backend.hpp"

namespace kaitei::cli {

TEST_CASE("Devices are listed, and where there is none, why", "[devices]") {
  const auto result = run_captured({"devices", "--json"});
  REQUIRE(result.code == ExitCode::done);
  const auto devices = nlohmann::json::parse(result.out);
  CHECK(devices["cpu"]["threads"] >= 1);
  CHECK(devices["cuda"]["devices"].size() == probe_cuda().devices.size());
  CHECK(devices["cuda"]["devices"].empty() != devices["cuda"]["why_none"].get<std::string>().empty());
  CHECK_THAT(run_captured({"devices"}).out, ContainsSubstring("cpu ") && ContainsSubstring("\ncuda "));
}

}  // namespace kaitei::cli
