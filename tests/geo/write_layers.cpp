// What is written is read back as it was; other programs read it too.
#include "geo/write_layers.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "catch.hpp"
#include "geo/geodesic.hpp"
#include "geo/network_rows.hpp"
#include "source_folder.hpp"

using namespace kaitei;
using namespace kaitei::geo;
using namespace kaitei::geo::test;
using network::Position;

namespace {

bool at_edge(const Position& position) { return std::abs(position.longitude) == 180; }

// Every field of every row. Cutting a line at the antimeridian adds a vertex there, and depth fractions are scaled to 1.
void check_equal(const network::Network& one, const network::Network& other) {
  const std::vector<Layer> expected = rows_of(one), found = rows_of(other);
  REQUIRE(expected.size() == found.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(expected[i].name);
    REQUIRE(expected[i].rows.size() == found[i].rows.size());
    for (std::size_t row = 0; row < expected[i].rows.size(); ++row) {
      for (std::size_t column = 0; column < expected[i].columns.size(); ++column) {
        const std::string &left = expected[i].rows[row].values[column], &right = found[i].rows[row].values[column];
        CAPTURE(row, expected[i].columns[column].name);
        if (expected[i].columns[column].name.ends_with("_fraction") && !left.empty()) {
          CHECK(std::stod(left) == Approx(std::stod(right)).margin(1e-12));
        } else {
          CHECK(left == right);
        }
      }
      auto a = expected[i].rows[row].points, b = found[i].rows[row].points;
      if (a.size() != b.size()) {
        std::erase_if(a, at_edge);
        std::erase_if(b, at_edge);
      }
      const bool same = std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Position& p, const Position& q) {
        return std::abs(p.longitude - q.longitude) < 1e-12 && std::abs(p.latitude - q.latitude) < 1e-12;
      });
      CHECK(same);
    }
  }
  for (std::size_t i = 0; i < one.segments.size(); ++i) {
    CHECK(one.segments[i].length_km == Approx(other.segments[i].length_km).epsilon(1e-9));
  }
}

void check_round_trip(const network::Network& network) {
  SourceFolder folder;
  for (const auto& [name, format] : std::map<std::string, LayerFormat>{{"n.gpkg", LayerFormat::geopackage}, {"n.geojson", LayerFormat::geojson}}) {
    CAPTURE(name);
    write_layers(network, folder.path() / name, format);
    const LoadedNetwork again = load_network(folder.path() / name, {.include_planned = true});
    CHECK(repairs(again).empty());
    check_equal(network, again.network);
    CHECK_FALSE(std::filesystem::exists(folder.path() / ("n.part" + std::filesystem::path(name).extension().string())));
  }
}

void write_everything(SourceFolder& folder) {
  folder.write("nodes.csv",
               "id,name,name_local,name_zh,name_ja,kind,site,country,lon,lat,switchable,source,confidence\n"
               "a,\"Alpha, \"\"one\"\"\",\xe6\xb7\xa1\xe6\xb0\xb4,淡水（中）,淡水（日）,station,town,Taiwan,0.1,25.1,,report,A\nb,Beta,,,,station,station,Japan,123.30000000000001,25,,,B\n"
               "u,,,,,branching_unit,,,122,25,1,,\nt,,,,,city,,Taiwan,121,24.9,,,\nw,,,,,station,,Fiji,-179.5,-17.3,,,\n");
  folder.write("systems.csv",
               "id,name,aliases,status,rfs,retired,length_km,fibre_pairs,design_tbps,lit_tbps,spare_tbps,repeater_spacing_km,owners,landing_parties,suppliers,source,confidence\n"
               "x,Cable X,X;Cross,in_service,2016-06,,210.5,6,48,12.25,1.5,70,KDDI;NTT,CHT;KDDI,NEC,report,B\ny,,,planned,2030,,,,,,,,,,,,\n");
  folder.write("segments.geojson",
               collection({feature(R"("id":"x1","system":"x","from":"a","to":"u","length_km":120.1,"fibre_pairs":4,"repeatered":true,)"
                                   R"("shallow_fraction":0.1,"slope_fraction":0.2,"deep_fraction":0.7,"source":"s","confidence":"C")",
                                   line("[0.1,25.1],[60,30],[122,25]")),
                           feature(R"("id":"x2","system":"x","from":"u","to":"b","role":"branch","repeatered":false,"length_km":140.3,"length_basis":"scaled")", line("[122,25],[123.30000000000001,25]")),
                           feature(R"("id":"y1","system":"y","from":"b","to":"w")", line("[123.30000000000001,25],[178,-10],[-179.5,-17.3]"))}));
  folder.write("routes.csv", "id,system,from,to,segments,fibre_pairs,capacity_tbps,plan,source,confidence\n"
                             "x-ab,x,a,b,x1;x2,4,0.1,published,filing,A\n");
  folder.write("power_sections.csv", "id,system,segments,end_a,end_b,single_end_capable,source,confidence\n"
                                     "x-p,x,x1;x2,a,b,1,sheet,B\nx-q,x,x2,b,,0,,\ny-p,y,y1,b,w,,,\n");
  folder.write("links.csv", "id,kind,from,to,length_km,capacity_tbps,failure_probability,rfs,source,confidence\n"
                            "t-a,microwave,t,a,14.7,0.01,0.015,2020-06,licence,A\n");
  folder.write("terminals.csv", "set,node\ntaiwan,t\njapan,b\ntaiwan,a\n");
  folder.write("weights.csv", "node,population,year,demand_tbps,source,confidence\nt,23000000,2024,1.5,census,A\n");
  folder.write("datapackage.json", R"({"name":"everything","version":"1.2","licenses":[{"name":"CC-BY-4.0"}],"sources":[{"title":"One"},{"title":"Two"}]})");
}

}  // namespace

TEST_CASE("A network with every field survives being written and read") {
  SourceFolder folder;
  write_everything(folder);
  const network::Network network = load_network(folder.path(), {.include_planned = true}).network;
  CHECK(network.attribution == "One; Two");
  for (const Layer& layer : rows_of(network)) {
    for (std::size_t column = 0; column < layer.columns.size(); ++column) {
      CAPTURE(layer.name, layer.columns[column].name);
      const bool is_used = std::any_of(layer.rows.begin(), layer.rows.end(),
                                       [&](const LayerRow& row) { return !row.values[column].empty(); });
      CHECK((is_used || layer.columns[column].name == "retired"));
    }
  }
  check_round_trip(network);
}

TEST_CASE("The shipped network survives being written and read") {
  check_round_trip(load_network(std::filesystem::path(KAITEI_SOURCE_DIR) / "geodata" / "taiwan-japan", {.include_planned = true}).network);
}

TEST_CASE("A GeoPackage has typed columns and a coordinate system, and lines stay on the map") {
  SourceFolder folder;
  write_everything(folder);
  const std::filesystem::path file = folder.path() / "n.gpkg";
  write_layers(load_network(folder.path(), {.include_planned = true}).network, file, LayerFormat::geopackage);
  GDALDataset* const dataset = GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR);
  REQUIRE(dataset);
  OGRLayer* const segments = dataset->GetLayerByName("segments");
  REQUIRE(segments);
  CHECK(std::string(segments->GetSpatialRef()->GetAuthorityCode(nullptr)) == "4326");
  CHECK(segments->GetLayerDefn()->GetFieldDefn(segments->GetLayerDefn()->GetFieldIndex("length_km"))->GetType() == OFTReal);
  OGREnvelope box;
  REQUIRE(segments->GetExtent(&box) == OGRERR_NONE);
  CHECK(box.MinX >= -180);
  CHECK(box.MaxX <= 180);
  CHECK(dataset->GetLayerByName("about")->GetFeatureCount() == 1);
  GDALClose(dataset);
}

TEST_CASE("What cannot be written leaves nothing behind") {
  SourceFolder folder;
  write_everything(folder);
  const network::Network network = load_network(folder.path(), {}).network;
  folder.write("n.gpkg", "before");
  CHECK_THROWS_AS(write_layers(network, folder.path() / "absent" / "n.gpkg", LayerFormat::geopackage), RunError);
  network::Network nowhere = network;
  nowhere.nodes[0].position = network::unknown_position;
  CHECK_THROWS_AS(write_layers(nowhere, folder.path() / "n.gpkg", LayerFormat::geopackage), DataError);
  CHECK(folder.read("n.gpkg") == "before");
}
