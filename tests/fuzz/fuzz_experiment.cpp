// An experiment file of any bytes is read or refused with a UsageError; what was read is dumped to text that reads the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "errors.hpp"
#include "experiment/dump.hpp"
#include "experiment/parse.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kaitei;
  std::string text;
  try {
    text = experiment::dump(experiment::parse_text({reinterpret_cast<const char*>(data), size}, "/fuzz/experiment.toml"));
  } catch (const UsageError&) {
    return 0;
  }
  if (experiment::dump(experiment::parse_text(text, "/fuzz/experiment.toml")) != text) std::abort();
  return 0;
}
