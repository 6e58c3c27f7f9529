// A folder that lives as long as a test, and a network of two stations in it.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace kaitei::cli {

class ScratchFolder {
 public:
  ScratchFolder() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("kaitei-test-" + std::to_string(getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

  std::string write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }

  // network/ and x.toml: one cable between two stations, with a question about them.
  std::string write_experiment() const {
    write("network/nodes.csv",
          "id,name,name_local,kind,country,lon,lat,switchable,source,confidence\n"
          "tamsui,Tamsui,,station,Taiwan,121.44,25.17,,test,U\n"
          "maruyama,Maruyama,,station,Japan,139.95,35.03,,test,U\n");
    write("network/systems.csv",
          "id,name,aliases,status,rfs,retired,length_km,fibre_pairs,design_tbps,lit_tbps,owners,source,confidence\n"
          "one,One,,in_service,2010,,,4,10,,,test,U\n");
    write("network/segments.geojson",
          R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"one-s1","system":"one",)"
          R"("from":"tamsui","to":"maruyama","role":"trunk","source":"test","confidence":"U"},"geometry":)"
          R"({"type":"LineString","coordinates":[[121.44,25.17],[130,29],[139.95,35.03]]}}]})");
    write("network/terminals.csv", "set,node\ntaiwan,tamsui\njapan,maruyama\n");
    return write("x.toml",
                 "schema = 1\nname = \"two\"\n[network]\nsource = \"network\"\n"
                 "[[connectivity]]\nname = \"pair\"\nfrom = \"taiwan\"\nto = \"japan\"\n"
                 "[[joining]]\nname = \"pair\"\nfrom = \"taiwan\"\nto = \"japan\"\n"
                 "[run]\ntrials = 10000\n");
  }

  // The same with scenarios: discs at two radii, drawn, and the loss of one unit, exact.
  std::string write_scenarios() const {
    const std::string file = write_experiment();
    std::ofstream(file, std::ios::app) << "[[scenario]]\nname = \"discs\"\nkind = \"disc\"\nsweep = { radius_km = [100, 500] }\n"
                                          "[[scenario]]\nname = \"sets\"\nkind = \"n-minus-k\"\nfailures = 1\n";
    return file;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace kaitei::cli
