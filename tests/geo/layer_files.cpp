// Formats, coordinate systems, and files that are missing, double or damaged.
#include "geo/layer_files.hpp"

#include <fcntl.h>
#include <gdal_utils.h>
#include <unistd.h>

#include <thread>

#include "catch.hpp"
#include "geo/gdal_support.hpp"
#include "source_folder.hpp"

using namespace kaitei;
using namespace kaitei::geo;
using namespace kaitei::geo::test;

namespace {

const std::string bent = "[121,25],[122,25.5],[123,25]";
constexpr double bent_km = 229.93250139395062;  // python geographiclib 2.1, as in line_repair.cpp

const std::string segment_properties = std::string(a_to_b) +
    R"(,"role":"branch","fibre_pairs":6,"shallow_fraction":0.25,"slope_fraction":0.25,"deep_fraction":0.5,"repeatered":1,)"
    R"("source":"測試","confidence":"A")";

void write_geojson(SourceFolder& folder) {
  const auto point = [](const std::string& at) { return "{\"type\":\"Point\",\"coordinates\":[" + at + "]}"; };
  folder.write("nodes.geojson",
               collection({feature(R"("id":"a","name":"Alpha","name_local":"基隆","kind":"station","country":"Taiwan")", point("121,25")),
                           feature(R"("id":"b","kind":"station","position_error_km":2.5)", point("123,25"))}));
  folder.write("segments.geojson", collection({feature(segment_properties, line(bent))}));
}

// ogr2ogr, as a library.
void translate(const SourceFolder& from, const std::string& file, const std::filesystem::path& to,
               std::vector<std::string> words) {
  CapturedErrors errors;
  const Dataset source = open_dataset(from.path() / file);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  GDALVectorTranslateOptions* options = GDALVectorTranslateOptionsNew(arguments.data(), nullptr);
  GDALDatasetH sources[] = {source.get()};
  GDALDatasetH made = GDALVectorTranslate(to.c_str(), nullptr, 1, sources, options, nullptr);
  GDALVectorTranslateOptionsFree(options);
  INFO(errors.first_failure());
  REQUIRE(made);
  GDALClose(made);
}

void check_content(const LoadedNetwork& loaded) {
  const network::Network& network = loaded.network;
  REQUIRE(network.nodes.size() == 2);
  CHECK(network.nodes[0].name == "Alpha");
  CHECK(network.nodes[0].name_local == "基隆");
  CHECK(network.nodes[0].country == "Taiwan");
  CHECK(network.nodes[1].name == "b");
  REQUIRE(network.segments.size() == 1);
  const network::Segment& segment = network.segments[0];
  CHECK(segment.id == "s1");
  CHECK(network[segment.system].id == "x");
  CHECK(segment.role == network::SegmentRole::branch);
  CHECK(segment.fibre_pairs == 6);
  REQUIRE(segment.depth_shares);
  CHECK((*segment.depth_shares)[2] == 0.5);
  CHECK(segment.repeatered == true);
  CHECK(segment.evidence.source == "測試");
  CHECK(segment.evidence.confidence == network::Confidence::a);
  CHECK(segment.length_km == Approx(bent_km).epsilon(1e-9));  // projected files keep about a micrometre
  CHECK(segment.line.size() == 3);
  CHECK(segment.line[1].latitude == Approx(25.5).epsilon(1e-10));
  CHECK(repairs(loaded).empty());
}

}  // namespace

TEST_CASE("GeoJSON") {
  SourceFolder folder;
  write_geojson(folder);
  const LoadedNetwork loaded = load_network(folder.path(), {});
  check_content(loaded);
  CHECK(loaded.files == std::vector{folder.path() / "nodes.geojson", folder.path() / "segments.geojson"});
}

TEST_CASE("CSV with well-known text") {
  SourceFolder folder;
  write_geojson(folder);
  std::filesystem::remove(folder.path() / "segments.geojson");
  folder.write("segments.csv",
               "WKT,id,system,from,to,role,fibre_pairs,shallow_fraction,slope_fraction,deep_fraction,repeatered,source,confidence\n"
               "\"LINESTRING (121 25,122 25.5,123 25)\",s1,x,a,b,branch,6,0.25,0.25,0.5,1,測試,A\n");
  check_content(load_network(folder.path(), {}));
}

TEST_CASE("Shapefiles in other coordinate systems, with names cut to ten characters") {
  for (const char* system : {"EPSG:3857", "EPSG:32651", "EPSG:4326"}) {
    CAPTURE(system);
    SourceFolder geojson, folder;
    write_geojson(geojson);
    for (const std::string layer : {"nodes", "segments"}) {
      translate(geojson, layer + ".geojson", folder.path() / (layer + ".shp"),
                {"-f", "ESRI Shapefile", "-t_srs", system, "-lco", "ENCODING=UTF-8"});
    }
    const LoadedNetwork loaded = load_network(folder.path(), {});
    check_content(loaded);
    CHECK(loaded.files.size() >= 8);  // .shp, .shx, .dbf and .prj of each, for the record of inputs
  }
}

TEST_CASE("A shapefile without a coordinate system is refused") {
  SourceFolder geojson, folder;
  write_geojson(geojson);
  for (const std::string layer : {"nodes", "segments"}) {
    translate(geojson, layer + ".geojson", folder.path() / (layer + ".shp"), {"-f", "ESRI Shapefile"});
  }
  std::filesystem::remove(folder.path() / "segments.prj");
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("segments.shp: layer segments, s1: coordinates without a coordinate system"));
}

TEST_CASE("A GeoPackage holds every layer in one file") {
  SourceFolder geojson, folder;
  write_geojson(geojson);
  geojson.write("terminals.csv", "set,node\ntaiwan,a\njapan,b\n");
  const std::filesystem::path file = folder.path() / "my-network.gpkg";
  translate(geojson, "nodes.geojson", file, {"-f", "GPKG", "-nln", "nodes", "-t_srs", "EPSG:3857"});
  translate(geojson, "segments.geojson", file, {"-update", "-nln", "segments"});
  translate(geojson, "terminals.csv", file, {"-update", "-nln", "terminals"});
  const LoadedNetwork loaded = load_network(file, {});
  check_content(loaded);
  CHECK(loaded.network.name == "my-network");
  CHECK(loaded.network.terminal_sets.size() == 2);
  CHECK(loaded.files == std::vector{file});

  SECTION("without one of the layers") {
    SourceFolder other;
    translate(geojson, "nodes.geojson", other.path() / "n.gpkg", {"-f", "GPKG", "-nln", "nodes"});
    CHECK_THAT(refusal(other.path() / "n.gpkg"), ContainsSubstring("n.gpkg has no layer segments"));
  }
  SECTION("without a coordinate system") {
    SourceFolder other;  // by way of a shapefile without one, since ogr2ogr's -a_srs NONE leaks in GDAL 3.6
    translate(geojson, "nodes.geojson", other.path() / "nodes.shp", {"-f", "ESRI Shapefile"});
    std::filesystem::remove(other.path() / "nodes.prj");
    translate(other, "nodes.shp", other.path() / "n.gpkg", {"-f", "GPKG", "-nln", "nodes"});
    CHECK_THAT(refusal(other.path() / "n.gpkg"), ContainsSubstring("coordinates without a coordinate system"));
  }
  SECTION("cut short") {
    const std::string whole = folder.read("my-network.gpkg");
    for (const std::size_t part : {whole.size() / 2, whole.size() / 4, std::size_t{100}}) {
      folder.write("cut.gpkg", whole.substr(0, part));
      CHECK_THAT(refusal(folder.path() / "cut.gpkg"), !ContainsSubstring("loaded"));
    }
  }
}

TEST_CASE("Files cut short are refused") {
  SourceFolder folder;
  write_geojson(folder);
  const std::string whole = folder.read("segments.geojson");
  for (const std::size_t part : {whole.size() / 2, whole.size() - 4, std::size_t{1}, std::size_t{0}}) {
    folder.write("segments.geojson", whole.substr(0, part));
    CAPTURE(part);
    CHECK_THAT(refusal(folder.path()), ContainsSubstring("segments.geojson cannot be opened") ||
                                           ContainsSubstring("layer segments cannot be read to its end"));
  }

  // Long enough that the GeoJSON driver reads it in blocks.
  std::vector<std::string> features;
  for (int i = 0; i < 20'000; ++i) {
    features.push_back(feature("\"id\":\"s" + std::to_string(i) + R"(","system":"x","from":"a","to":"b")", line(bent)));
  }
  const std::string many = collection(features);
  folder.write("segments.geojson", many);
  CHECK(load_network(folder.path(), {}).network.segments.size() == 20'000);
  folder.write("segments.geojson", many.substr(0, many.size() * 3 / 4));
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("segments.geojson"));

  SourceFolder shape;
  write_geojson(folder);
  for (const std::string layer : {"nodes", "segments"}) {
    translate(folder, layer + ".geojson", shape.path() / (layer + ".shp"), {"-f", "ESRI Shapefile"});
  }
  const std::string shp = shape.read("segments.shp");
  shape.write("segments.shp", shp.substr(0, shp.size() - 20));
  CHECK_THAT(refusal(shape.path()), ContainsSubstring("segments.shp"));
}

TEST_CASE("Missing, double and unreadable layers") {
  SourceFolder folder;
  CHECK_THAT(refusal(folder.path() / "nowhere"), ContainsSubstring("nowhere does not exist"));
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("has no layer nodes"));
  folder.write("nodes.csv", two_stations).write("README.md", "#").write("segments.txt", "notes");
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("has no layer segments"));
  write_two_stations(folder);
  CHECK(refusal(folder.path()) == "loaded");
  folder.write("segments.csv", "id\n");
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("segments.csv and ") && ContainsSubstring("segments.geojson are both layer segments"));
  std::filesystem::remove(folder.path() / "segments.csv");
  folder.write("systems.csv", std::string("id,name\nx,caf\xe9\n"));
  CHECK_THAT(refusal(folder.path()), ContainsSubstring("layer systems, x: name is not UTF-8 text"));
}

TEST_CASE("GDAL writes nothing to stderr") {
  SourceFolder folder;
  write_geojson(folder);
  folder.write("segments.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":");
  folder.write("nodes.bad.gpkg", "not a database");
  const std::filesystem::path log = folder.path() / "stderr.txt";
  const int before = dup(2), file = open(log.c_str(), O_CREAT | O_WRONLY, 0600);
  dup2(file, 2);
  const std::string folder_refusal = refusal(folder.path()), file_refusal = refusal(folder.path() / "nodes.bad.gpkg");
  dup2(before, 2);
  close(file);
  close(before);
  CHECK(folder_refusal != "loaded");
  CHECK(file_refusal != "loaded");
  CHECK(folder.read("stderr.txt").empty());
}

TEST_CASE("Several threads may load at once") {
  SourceFolder folder;
  write_geojson(folder);
  std::vector<double> lengths(8);
  std::vector<std::thread> threads;
  for (double& length : lengths) {
    threads.emplace_back([&] { length = load_network(folder.path(), {}).network.segments.at(0).length_km; });
  }
  for (std::thread& thread : threads) thread.join();
  for (const double length : lengths) CHECK(length == Approx(bent_km).epsilon(1e-12));
}
