// A network of any bytes is read or refused with a DataError or a UsageError. The first byte chooses the kind of network; a
// record separator (0x1e) stands between files of a folder.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "errors.hpp"
#include "geo/load_network.hpp"
#include "scratch.hpp"

namespace {

const std::vector<std::vector<std::string>> kinds{
    {"graph.txt"}, {"graph.csv"}, {"graph.graphml"}, {"nodes.csv", "segments.geojson", "systems.csv", "links.csv"},
    {"cable-geo.json", "landing-point-geo.json", "cables-detail.json"}};  // the last: TeleGeography's map

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kaitei;
  if (size == 0) return 0;
  static const fuzz::Scratch scratch;
  const auto& names = kinds[data[0] % kinds.size()];
  const std::uint8_t* const end = data + size;
  const std::uint8_t* begin = data + 1;
  std::filesystem::path file;
  for (const std::string& name : names) {
    const std::uint8_t* const until = std::find(begin, end, 0x1e);
    file = scratch.write(name, {begin, until});
    begin = until == end ? end : until + 1;
  }
  try {
    geo::load_network(names.size() == 1 ? file : scratch.folder, {});
  } catch (const DataError&) {
  } catch (const UsageError&) {
  }
  for (const std::string& name : names) std::filesystem::remove(scratch.folder / name);
  return 0;
}
