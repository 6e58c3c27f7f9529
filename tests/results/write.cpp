#include "results/write.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "errors.hpp"
#include "results/read.hpp"
#include "results/summary.hpp"
#include "sample_record.hpp"
#include "test_files.hpp"

using namespace kaitei;
using namespace kaitei::results;
using testing::empty_record;
using testing::sample_record;
using testing::TemporaryFolder;
using U64 = std::vector<std::uint64_t>;

TEST_CASE("the same record gives the same bytes") {
  CHECK(result_image(sample_record()) == result_image(sample_record()));
}

TEST_CASE("files built and read side by side stay apart") {
  hdf5::NewFile first(0), second(0);
  first.root().attribute("which", "first");
  second.root().attribute("which", "second");
  const hdf5::Bytes a = first.image(), b = second.image();
  const hdf5::OpenFile read_a(a), read_b(b);
  CHECK(read_a.text_attribute("/", "which") == "first");
  CHECK(read_b.text_attribute("/", "which") == "second");
}

TEST_CASE("every table carries its axes, meaning, role and fletcher32") {
  const hdf5::Bytes image = result_image(sample_record());
  const hdf5::OpenFile file(image);
  CHECK(file.datasets().size() > 150);
  for (const std::string& path : file.datasets()) {
    INFO(path);
    if (path == "/per_trial/byte") continue;  // an axis without coordinates
    CHECK_FALSE(file.text_attribute(path, "long_name").empty());
    CHECK_FALSE(file.text_attribute(path, "role").empty());
    CHECK(file.has_attribute(path, "flag_values") == file.has_attribute(path, "flag_meanings"));
    CHECK((file.is_text(path) || file.has_attribute(path, "units") || file.has_attribute(path, "flag_values")));
    CHECK((file.has_attribute(path, "DIMENSION_LIST") || file.has_attribute(path, "CLASS")));
    if (file.read(path).type == "f64" && !file.has_attribute(path, "CLASS")) CHECK(file.has_attribute(path, "_FillValue"));
    CHECK(file.has_fletcher32(path) != file.is_text(path));
  }
}

TEST_CASE("tallies stand beside estimates") {
  const hdf5::Bytes image = result_image(sample_record());
  const hdf5::OpenFile file(image);
  CHECK(file.numbers<std::uint64_t>("/disconnected_count") == U64{120, 150, 0});
  CHECK(file.numbers<double>("/disconnected_probability")[0] == Approx(120.0 / 1003));
  CHECK(file.numbers<std::uint8_t>("/disconnected_zero_events") == std::vector<std::uint8_t>{0, 0, 1});
  CHECK(file.numbers<double>("/disconnected_upper")[2] > 0.003);
  CHECK(file.shape("/failed_and_disconnected_count") == U64{3, 5});
  CHECK(std::isnan(file.numbers<double>("/birnbaum_importance")[13]));
  CHECK(file.numbers<std::uint32_t>("/fewer_than") == std::vector<std::uint32_t>{1, 2, 3});
  CHECK(file.numbers<std::uint64_t>("/fewer_systems_count") == U64{120, 503, 1003, 3, 1003, 1003});
  CHECK(file.numbers<std::uint64_t>("/capacity_trials") == U64{120, 0, 83, 300, 500, 1003, 0, 0, 0, 0});
  CHECK(std::isnan(file.numbers<double>("/capacity_bin_lower")[6]));
  CHECK(std::isnan(file.numbers<double>("/capacity_mean")[1]));  // no public capacity is not 0 Tbit/s
  CHECK(file.numbers<std::uint64_t>("/capacity_exceedance_count")[2] == 883);
  CHECK(file.text_attribute("/", "failure_mode") == "window");
  CHECK(file.number_attribute<std::uint64_t>("/", "seed") == 9223372036854775807u);
}

TEST_CASE("the network explains itself, nulls included") {
  const hdf5::Bytes image = result_image(sample_record());
  const hdf5::OpenFile file(image);
  CHECK(file.texts("/network/node_name_local") == std::vector<std::string>{"頭城", "志摩", "", "臺北"});
  CHECK(file.texts("/network/edge_capacity_prior") == std::vector<std::string>{"assumed", ""});
  CHECK(file.texts("/network/node_name_ja") == std::vector<std::string>{"頭城", "志摩", "", "台北"});
  CHECK(file.texts("/network/system_alias_name") == std::vector<std::string>{"A1", "アジア1"});
  CHECK(std::isnan(file.numbers<double>("/network/system_design_capacity")[1]));
  CHECK(file.numbers<std::int32_t>("/network/segment_fibre_pairs") == std::vector<std::int32_t>{6, -1});
  CHECK(file.number_attribute<std::int32_t>("/network/segment_fibre_pairs", "_FillValue") == -1);
  CHECK(file.numbers<std::uint8_t>("/network/segment_repeatered") == std::vector<std::uint8_t>{1, 2});
  CHECK(file.text_attribute("/network/segment_repeatered", "flag_meanings") == "no yes unknown");
  CHECK(file.numbers<std::int32_t>("/network/edge_system") == std::vector<std::int32_t>{0, -1});
  CHECK(file.numbers<std::uint32_t>("/network/vertex_segment") == std::vector<std::uint32_t>{0, 0, 0});
  CHECK(file.numbers<std::uint32_t>("/network/gate_input_literal") == std::vector<std::uint32_t>{0, 1, 2, 3});
  CHECK(file.texts("/provenance/repair").size() == 2);
}

TEST_CASE("per-trial bits end with the last trial") {
  const auto record = sample_record();
  const hdf5::Bytes image = result_image(record);
  const hdf5::OpenFile file(image);
  const auto bytes = file.numbers<std::uint8_t>("/per_trial/disconnected_bits");
  REQUIRE(file.shape("/per_trial/disconnected_bits") == U64{3, 126});
  for (std::size_t trial = 0; trial < 1008; ++trial)
    CHECK(((bytes[trial / 8] >> trial % 8) & 1) == (trial < 1003 && trial % 7 == 3));
}

TEST_CASE("what was written reads back") {
  const TemporaryFolder folder;
  auto record = sample_record();
  record.tallies.capacity_gbps[0] = {(Uint128{7} << 64) + 11, ~Uint128{0}};
  write_result(record, folder / "x.h5");
  const engine::RunRecord back = read_result(folder / "x.h5");
  CHECK(back.tallies == record.tallies);
  CHECK(back.probability == record.probability);
  CHECK(back.experiment.question == record.experiment.question);
  CHECK(back.experiment.run.seed == record.experiment.run.seed);
  CHECK(back.reach_sets == record.reach_sets);
  REQUIRE(back.joining.size() == 2);
  CHECK(back.joining[0].systems == record.joining[0].systems);
  CHECK(back.joining[0].fewer_than == record.joining[0].fewer_than);
  CHECK(back.joining[1].fewer_than == record.joining[1].fewer_than);
  CHECK(back.joining[1].routes_without_capacity == 3);
  CHECK(back.joining[0].routes_with_imputed_capacity == 2);
  CHECK(back.connectivity[1].quantifier == experiment::Quantifier::all);
  CHECK(back.graph.elements[3].id == "feed:asia-1-p1:a");
  CHECK(back.provenance.inputs[1].path == "セグメント.geojson");
  CHECK(back.provenance.command_line == "kaitei run taiwan-japan.toml \xEF\xBF\xBD");
  CHECK(back.provenance.resolved_experiment == record.provenance.resolved_experiment);
}

TEST_CASE("a run that asked for nothing is a file too") {
  const TemporaryFolder folder;
  write_result(empty_record(), folder / "x.h5");
  CHECK(read_result(folder / "x.h5").tallies == Tallies{});
}

TEST_CASE("importance switched off is absent, not zero") {
  const TemporaryFolder folder;
  auto record = sample_record();
  record.tallies.failed_and_disconnected.clear();
  write_result(record, folder / "x.h5");
  const hdf5::Bytes image = load_checked(folder / "x.h5");
  CHECK_FALSE(hdf5::OpenFile(image).has("/birnbaum_importance"));
  CHECK(read_result(folder / "x.h5").tallies == record.tallies);
}

TEST_CASE("counts of failed elements left out are absent, not zero") {
  const TemporaryFolder folder;
  auto record = sample_record();
  record.tallies.failed_and_disconnected.clear();
  record.tallies.element_failed.clear();
  record.tallies.elements_failed.clear();
  write_result(record, folder / "x.h5");
  const hdf5::Bytes image = load_checked(folder / "x.h5");
  CHECK_FALSE(hdf5::OpenFile(image).has("/element_failed_count"));
  CHECK_FALSE(hdf5::OpenFile(image).has("/elements_failed_trials"));
  CHECK(hdf5::OpenFile(image).has("/element_probability"));
  CHECK(read_result(folder / "x.h5").tallies == record.tallies);
  CHECK_THAT(summary_text(record), ContainsSubstring("(exact, the sum of their probabilities; not counted)"));
}

TEST_CASE("large tables are cut into chunks and deflated") {
  auto record = sample_record();
  record.tallies.trials = 40'000'000;
  record.disconnected_bits.assign(3, std::vector<std::uint32_t>(1'250'000, 0x55555555));
  const hdf5::Bytes image = result_image(record);
  CHECK(image.size() < 2'000'000);
  const auto bytes = hdf5::OpenFile(image).numbers<std::uint8_t>("/per_trial/disconnected_bits");
  CHECK(bytes == std::vector<std::uint8_t>(15'000'000, 0x55));
}
