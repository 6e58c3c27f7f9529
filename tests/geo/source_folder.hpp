// Small networks written to a folder of their own, removed afterwards.
#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "errors.hpp"
#include "geo/load_network.hpp"

namespace kaitei::geo::test {

class SourceFolder {
 public:
  SourceFolder() {
    static std::atomic<int> count{0};
    path_ = std::filesystem::temp_directory_path() / ("kaitei-geo-" + std::to_string(getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~SourceFolder() { std::filesystem::remove_all(path_); }
  SourceFolder(const SourceFolder&) = delete;
  SourceFolder& operator=(const SourceFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  SourceFolder& write(const std::string& name, const std::string& text) {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return *this;
  }
  std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path_ / name, std::ios::binary).rdbuf();
    return text.str();
  }

 private:
  std::filesystem::path path_;
};

// {"type":"Feature",...}: properties as JSON members, geometry as JSON.
inline std::string feature(const std::string& properties, const std::string& geometry) {
  return "{\"type\":\"Feature\",\"properties\":{" + properties + "},\"geometry\":" + geometry + "}";
}

inline std::string line(const std::string& coordinates) {
  return "{\"type\":\"LineString\",\"coordinates\":[" + coordinates + "]}";
}

inline std::string lines(const std::string& parts) {
  return "{\"type\":\"MultiLineString\",\"coordinates\":[" + parts + "]}";
}

inline std::string collection(const std::vector<std::string>& features) {
  std::string text;
  for (const std::string& each : features) {
    if (!text.empty()) text += ",\n";
    text += each;
  }
  return "{\"type\":\"FeatureCollection\",\"features\":[\n" + text + "\n]}\n";
}

// Two stations two degrees of longitude apart, and one segment between them.
inline const char* const two_stations = "id,kind,lon,lat\na,station,121,25\nb,station,123,25\n";
inline const char* const a_to_b = R"("id":"s1","system":"x","from":"a","to":"b")";
inline const char* const straight = "[121,25],[123,25]";

inline void write_two_stations(SourceFolder& folder) {
  folder.write("nodes.csv", two_stations).write("segments.geojson", collection({feature(a_to_b, line(straight))}));
}

// The message with which loading is refused; "loaded" if it is not.
inline std::string refusal(const std::filesystem::path& source, const LoadOptions& options = {}) {
  try {
    load_network(source, options);
    return "loaded";
  } catch (const DataError& error) {
    return error.what();
  }
}

inline std::vector<std::string> repairs(const LoadedNetwork& loaded) {
  std::vector<std::string> texts;
  for (const Repair& repair : loaded.repairs) texts.push_back(repair.layer + " " + repair.feature + ": " + repair.what);
  return texts;
}

}  // namespace kaitei::geo::test
