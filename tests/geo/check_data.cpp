#include "geo/check_data.hpp"

#include <algorithm>

#include "catch.hpp"
#include "source_folder.hpp"

using namespace kaitei;
using namespace kaitei::geo;
using namespace kaitei::geo::test;

namespace {

// Two cables between two stations, all in order.
void write_good(SourceFolder& folder) {
  folder.write("nodes.csv", "id,kind,country,lon,lat,position_error_km,source,confidence\n"
                            "a,station,Taiwan,121,25,,report,A\nb,station,Japan,123,25,,report,A\n");
  folder.write("systems.csv", "id,status,source,confidence\nx,in_service,report,B\ny,retired,report,B\n");
  folder.write("segments.geojson",
               collection({feature(R"("id":"x1","system":"x","from":"a","to":"b","source":"s","confidence":"C")", line("[121,25],[122,25.5],[123,25]")),
                           feature(R"("id":"y1","system":"y","from":"a","to":"b","source":"s","confidence":"C")", line("[121,25],[122,24.5],[123,25]"))}));
  folder.write("routes.csv", "id,system,from,to,segments,source,confidence\nx-ab,x,a,b,x1,s,C\ny-ab,y,a,b,y1,s,C\n");
  folder.write("datapackage.json", R"({"name":"good","licenses":[{"name":"CC-BY-4.0"}]})");
  // Land all round 121, 25 and 123, 25, its shore 11 km off the one and 20 km off the other.
  folder.write("land.geojson", collection({feature("", R"({"type":"Polygon","coordinates":[[[120,24],[121.1,24],[121.1,26],[120,26],[120,24]]]})"),
                                           feature("", R"({"type":"Polygon","coordinates":[[[123.2,24],[124,24],[124,26],[123.2,26],[123.2,24]]]})")}));
}

using Texts = std::vector<std::string>;

bool one_has(const Texts& faults, const std::string& words) {
  return std::any_of(faults.begin(), faults.end(), [&](const std::string& fault) { return fault.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("Good data have no faults") {
  SourceFolder folder;
  write_good(folder);
  CHECK(check_data(folder.path(), {}) == Texts{});
}

TEST_CASE("Every refused row is a line, and those that name it are passed over") {
  SourceFolder folder;
  write_good(folder);
  folder.write("nodes.csv", "id,kind,country,lon,lat,source,confidence\n"
                            "a,station,Taiwan,121,95,report,A\nb,station,Japan,123,25,report,A\nb,station,Japan,123,25,report,A\n"
                            "c,port,Japan,123,25,report,A\n");
  const Texts faults = check_data(folder.path(), {});
  CAPTURE(faults);
  CHECK(faults.size() == 3);
  CHECK(one_has(faults, "layer nodes, a: position 121, 95 is out of range"));
  CHECK(one_has(faults, "layer nodes, b: id b stands in the layer twice"));
  CHECK(one_has(faults, "layer nodes, c: kind is \"port\""));
}

TEST_CASE("Systems of every status are looked at") {
  SourceFolder folder;
  write_good(folder);
  folder.write("routes.csv", "id,system,from,to,segments,source,confidence\nx-ab,x,a,b,x1,s,C\ny-ab,y,a,b,nothing,s,C\n");
  const Texts faults = check_data(folder.path(), {});
  CHECK(faults.size() == 1);
  CHECK(one_has(faults, "layer routes, y-ab: segment nothing is not in layer segments"));
}

TEST_CASE("Evidence, licence and whatever had to be mended") {
  SourceFolder folder;
  write_good(folder);
  folder.write("datapackage.json", R"({"name":"good"})");
  folder.write("routes.csv", "id,system,from,to,segments,source,confidence\nx-ab,x,a,b,x1,,C\ny-ab,y,a,b,y1,s,\n");
  folder.write("nodes.csv", "id,kind,lon,lat,source,confidence\na,station,-239,25,r,A\nb,station,123,25,r,A\n");
  const Texts faults = check_data(folder.path(), {});
  CAPTURE(faults);
  CHECK(faults.size() == 4);
  CHECK(one_has(faults, "no licence is stated"));
  CHECK(one_has(faults, "routes x-ab: no source"));
  CHECK(one_has(faults, "routes y-ab: no confidence"));
  CHECK(one_has(faults, "nodes a: mended on loading: longitude wrapped"));
}

TEST_CASE("Lines that cross themselves, and lines drawn twice") {
  SourceFolder folder;
  write_good(folder);
  const std::string same = line("[123,25],[122,25.5],[121,25]");
  folder.write("segments.geojson",
               collection({feature(R"("id":"x1","system":"x","from":"a","to":"b","source":"s","confidence":"C")", line("[121,25],[122,25.5],[123,25]")),
                           feature(R"("id":"x2","system":"x","from":"b","to":"a","source":"s","confidence":"C")", same),
                           feature(R"("id":"y1","system":"y","from":"a","to":"b","source":"s","confidence":"C")", line("[121,25],[123,26],[121.5,26],[123,25]"))}));
  const Texts faults = check_data(folder.path(), {});
  CAPTURE(faults);
  CHECK(faults.size() == 2);
  CHECK(one_has(faults, "segments x2: drawn on the line of x1"));
  CHECK(one_has(faults, "segments y1: its line crosses itself"));
}

TEST_CASE("Stations stand by the shore") {
  SourceFolder folder;
  write_good(folder);
  const std::filesystem::path land = folder.path() / "land.geojson";
  const Texts faults = check_data(folder.path(), land);
  CAPTURE(faults);
  CHECK(faults.size() == 2);
  CHECK(one_has(faults, "nodes a: 10 km from the coast"));
  CHECK(one_has(faults, "nodes b: 20 km from the coast"));
  folder.write("nodes.csv", "id,kind,lon,lat,position_error_km,source,confidence\na,station,121.05,25,,r,A\nb,station,123,25,25,r,A\n");
  folder.write("segments.geojson", collection({feature(R"("id":"x1","system":"x","from":"a","to":"b","source":"s","confidence":"C")", line("[121.05,25],[123,25]"))}));
  std::filesystem::remove(folder.path() / "routes.csv");
  CHECK(check_data(folder.path(), land) == Texts{});
  // The nearer shore is another country's; one country has no shore at all.
  folder.write("nodes.csv", "id,kind,country,lon,lat,source,confidence\na,station,Formosa,121.05,25,r,A\nb,station,Ruritania,123,25,r,A\n");
  folder.write("land.geojson", collection({feature(R"("country":"Formosa")", R"({"type":"Polygon","coordinates":[[[120,24],[120.8,24],[120.8,26],[120,26],[120,24]]]})"),
                                           feature(R"("country":"Luzon")", R"({"type":"Polygon","coordinates":[[[121.06,24],[124,24],[124,26],[121.06,26],[121.06,24]]]})")}));
  const Texts foreign = check_data(folder.path(), land);
  CAPTURE(foreign);
  CHECK(foreign.size() == 2);
  CHECK(one_has(foreign, "nodes a: 25 km from the coast of Formosa"));
  CHECK(one_has(foreign, "nodes b: the coastline has no shore of Ruritania"));
  folder.write("points.csv", "id,x\n1,2\n");
  CHECK_THROWS_AS(check_data(folder.path(), folder.path() / "points.csv"), DataError);
  CHECK_THROWS_AS(check_data(folder.path(), folder.path() / "absent.shp"), DataError);
}
