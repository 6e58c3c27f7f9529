// A folder copied from one file into another.
#include "catch.hpp"
#include "results/hdf5.hpp"
#include "results/write.hpp"
#include "sample_record.hpp"

using namespace kaitei;
using namespace kaitei::results;

TEST_CASE("A copied folder holds the same tables, axes and attributes") {
  const engine::RunRecord record = testing::sample_record();
  const hdf5::Bytes original = result_image(record);
  const hdf5::OpenFile from(original);
  const hdf5::Bytes copied = result_image(record, from);
  const hdf5::OpenFile to(copied);
  REQUIRE(to.datasets() == from.datasets());
  for (const std::string& path : from.datasets()) {
    CAPTURE(path);
    CHECK(to.read(path) == from.read(path));
    CHECK(to.is_axis(path) == from.is_axis(path));
    if (!from.is_axis(path)) CHECK(to.axes(path) == from.axes(path));
    for (const std::string& name : from.attributes(path)) {
      if (name == "CLASS" || name == "NAME" || name.ends_with("_LIST")) continue;  // HDF5's own
      CAPTURE(name);
      CHECK(to.attribute(path, name) == from.attribute(path, name));
    }
  }
  CHECK(to.attributes("/network") == from.attributes("/network"));
}
