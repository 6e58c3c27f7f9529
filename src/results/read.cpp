#include "results/read.hpp"

#include <algorithm>

#include "errors.hpp"
#include "experiment/parse.hpp"
#include "results/names.hpp"
#include "results/percolation.hpp"
#include "results/read_network.hpp"
#include "results/read_scenarios.hpp"
#include "results/rows.hpp"

namespace kaitei::results {
namespace {

using engine::RunRecord;
using hdf5::OpenFile;

// The resolved experiment in the file is the experiment; the attributes of the root are there for readers.
void read_experiment(const OpenFile& file, RunRecord& record) {
  const std::string resolved = file.texts("/provenance/resolved_experiment").at(0);
  try {
    record.experiment = experiment::parse_text(resolved, "resolved_experiment");
  } catch (const UsageError& error) {
    throw hdf5::Failure(error.what());
  }
  record.experiment.overrides = file.texts("/provenance/override");
  record.tallies.trials = file.number_attribute<std::uint64_t>("/", "trials");
}

void read_connectivity(const OpenFile& file, RunRecord& record) {
  if (!file.has("/connectivity")) return;
  const auto names = file.texts("/connectivity"), from = file.texts("/connectivity_from"),
             to = file.texts("/connectivity_to");
  const auto definition = file.numbers<std::uint8_t>("/connectivity_definition"),
             quantifier = file.numbers<std::uint8_t>("/connectivity_quantifier");
  for (std::size_t i = 0; i < names.size(); ++i)
    record.connectivity.push_back({names[i], from.at(i), to.at(i),
                                   static_cast<experiment::Definition>(definition.at(i)),
                                   static_cast<experiment::Quantifier>(quantifier.at(i))});
  record.tallies.disconnected = file.numbers<std::uint64_t>("/disconnected_count");
  if (file.has("/failed_and_disconnected_count"))
    record.tallies.failed_and_disconnected = rows<std::uint64_t>(file, "/failed_and_disconnected_count");
}

void read_elements(const OpenFile& file, RunRecord& record) {
  const auto ids = file.texts("/element");
  const auto kinds = file.numbers<std::uint8_t>("/element_kind");
  const auto index = file.numbers<std::uint32_t>("/network/element_index");
  for (std::size_t i = 0; i < ids.size(); ++i)
    record.graph.elements.push_back({ids[i], static_cast<network::ElementKind>(kinds.at(i)), index.at(i)});
  record.probability = file.numbers<double>("/element_probability");
  if (file.has("/element_failed_count"))
    record.tallies.element_failed = file.numbers<std::uint64_t>("/element_failed_count");
}

std::vector<engine::JoiningLabel> joining_labels(const OpenFile& file) {
  const auto names = file.texts("/joining"), from = file.texts("/joining_from"), to = file.texts("/joining_to");
  const auto without = file.numbers<std::uint32_t>("/joining_routes_without_capacity");
  const auto imputed = file.numbers<std::uint32_t>("/joining_routes_with_imputed_capacity");
  const auto width = file.numbers<std::uint64_t>("/joining_bin_width_gbps");
  const auto total = file.numbers<std::uint64_t>("/joining_total_gbps");
  std::vector<engine::JoiningLabel> labels;
  for (std::size_t j = 0; j < names.size(); ++j)
    labels.push_back({names[j], from.at(j), to.at(j), {}, width.at(j), total.at(j), without.at(j), {}, imputed.at(j)});
  const auto owner = file.numbers<std::uint32_t>("/joining_member_joining");
  const auto system = file.texts("/joining_member_system");
  for (std::size_t i = 0; i < owner.size(); ++i) labels.at(owner[i]).systems.push_back(system.at(i));
  if (!file.has("/fewer_than")) return labels;
  const auto limits = file.numbers<std::uint32_t>("/fewer_than");
  const auto asked = rows<std::uint8_t>(file, "/fewer_systems_asked");
  for (std::size_t j = 0; j < labels.size(); ++j)
    for (std::size_t m = 0; m < limits.size(); ++m)
      if (asked.at(j).at(m)) labels[j].fewer_than.push_back(limits[m]);
  return labels;
}

void read_joining(const OpenFile& file, RunRecord& record) {
  if (!file.has("/joining")) return;
  record.joining = joining_labels(file);
  Tallies& t = record.tallies;
  t.systems_joining = rows<std::uint64_t>(file, "/systems_joining_trials");
  t.capacity = rows<std::uint64_t>(file, "/capacity_trials");
  const auto bin_edges = rows<double>(file, "/capacity_bin_lower");
  const auto u64 = [&](const char* path) { return file.numbers<std::uint64_t>(path); };
  const auto sum_hi = u64("/capacity_sum_gbps_hi"), sum_lo = u64("/capacity_sum_gbps_lo");
  const auto squares_hi = u64("/capacity_sum_of_squares_gbps2_hi"), squares_lo = u64("/capacity_sum_of_squares_gbps2_lo");
  for (std::size_t j = 0; j < record.joining.size(); ++j) {
    // Padding is what lies beyond an outcome's own systems and bins.
    t.systems_joining.at(j).resize(record.joining[j].systems.size() + 1);
    t.capacity.at(j).resize(static_cast<std::size_t>(
        std::ranges::count_if(bin_edges.at(j), [](double edge) { return edge == edge; })));
    t.capacity_gbps.push_back({Uint128{sum_hi.at(j)} << 64 | sum_lo.at(j), Uint128{squares_hi.at(j)} << 64 | squares_lo.at(j)});
  }
}

void read_counts(const OpenFile& file, RunRecord& record) {
  Tallies& t = record.tallies;
  if (file.has("/component_count_trials")) {
    t.component_count = file.numbers<std::uint64_t>("/component_count_trials");
    t.largest_component = file.numbers<std::uint64_t>("/largest_component_trials");
  }
  if (file.has("/elements_failed_trials")) t.elements_failed = file.numbers<std::uint64_t>("/elements_failed_trials");
  if (file.has("/set_reach_trials")) {
    record.reach_sets = file.texts("/terminal_set");
    t.set_reach = rows<std::uint64_t>(file, "/set_reach_trials");
  }
}

void read_per_trial(const OpenFile& file, RunRecord& record) {
  if (!file.has("/per_trial/disconnected_bits")) return;
  const std::uint64_t words = (record.tallies.trials + trials_per_word - 1) / trials_per_word;
  for (const auto& bytes : rows<std::uint8_t>(file, "/per_trial/disconnected_bits")) {
    auto& row = record.disconnected_bits.emplace_back(words);
    for (std::size_t byte = 0; byte < bytes.size(); ++byte)
      row.at(byte / 4) |= static_cast<std::uint32_t>(bytes[byte]) << (byte % 4 * 8);
  }
}

void read_provenance(const OpenFile& file, engine::Provenance& p) {
  const auto text = [&](const char* name) { return file.text_attribute("/provenance", name); };
  p.program_version = text("program_version");
  p.git_commit = text("git_commit");
  p.build = text("build");
  p.command_line = text("command_line");
  p.host = text("host");
  p.backend = text("backend");
  p.device = text("device");
  p.lanes = text("lanes");
  p.start_time = text("start_time");
  p.end_time = text("end_time");
  p.sampler_tables_sha256 = text("sampler_tables_sha256");
  p.wall_seconds = file.number_attribute<double>("/provenance", "wall_seconds");
  p.threads = file.number_attribute<std::uint32_t>("/provenance", "threads");
  p.ranks = file.number_attribute<std::uint32_t>("/provenance", "ranks");
  p.cpu_seconds = file.number_attribute<double>("/provenance", "cpu_seconds");
  p.worker_seconds = file.number_attribute<double>("/provenance", "worker_seconds");
  p.peak_memory_bytes = file.number_attribute<std::uint64_t>("/provenance", "peak_memory_bytes");
  p.starts = file.number_attribute<std::uint32_t>("/provenance", "starts");
  p.planned = {file.number_attribute<std::uint64_t>("/", "first_trial"),
               file.number_attribute<std::uint64_t>("/", "planned_trials")};
  p.experiment_sha256 = file.text_attribute("/", "experiment_sha256");
  p.sampler_contract = file.number_attribute<std::uint32_t>("/", "sampler_contract");
  p.resolved_experiment = file.texts("/provenance/resolved_experiment").at(0);
  p.repairs = file.texts("/provenance/repair");
  const auto parts = file.texts("/provenance/part"), part_hashes = file.texts("/provenance/part_sha256"),
             part_hosts = file.texts("/provenance/part_host");
  const auto firsts = file.numbers<std::uint64_t>("/provenance/part_first_trial"),
             counts = file.numbers<std::uint64_t>("/provenance/part_trials");
  const auto seconds = file.numbers<double>("/provenance/part_wall_seconds");
  for (std::size_t i = 0; i < parts.size(); ++i)
    p.parts.push_back({parts[i], part_hashes.at(i), part_hosts.at(i), firsts.at(i), counts.at(i), seconds.at(i)});
  const auto paths = file.texts("/provenance/input"), hashes = file.texts("/provenance/input_sha256");
  for (std::size_t i = 0; i < paths.size(); ++i) p.inputs.push_back({paths[i], hashes.at(i)});
}

void check_format(const OpenFile& file, const std::filesystem::path& path) {
  const bool ours = file.has_attribute("/", "format") && file.text_attribute("/", "format") == "kaitei result";
  if (!ours) throw DataError(path.string() + " is not a kaitei result file (the root says no such format); name a file "
                             "that kaitei run wrote");
  const std::string version = file.text_attribute("/", "format_version");
  if (version != format_version)
    throw DataError(path.string() + " has format version " + version + " (this program reads version " +
                    std::string(format_version) + "); use the kaitei that wrote it");
}

}  // namespace

engine::RunRecord read_result(const std::filesystem::path& path) { return read_result(load_checked(path), path); }

engine::RunRecord read_result(const hdf5::Bytes& image, const std::filesystem::path& path) {
  try {
    const OpenFile file(image);
    check_format(file, path);
    RunRecord record;
    read_experiment(file, record);
    read_provenance(file, record.provenance);
    read_percolation(file, record);
    if (!record.curves.empty()) return record;
    read_connectivity(file, record);
    read_elements(file, record);
    read_joining(file, record);
    read_counts(file, record);
    read_scenarios(file, record);
    read_per_trial(file, record);
    record.network = read_network(file);
    return record;
  } catch (const hdf5::Failure& failure) {
    throw DataError(path.string() + " does not hold what format version 1 promises (" + failure.what() +
                    "); run the experiment again");
  } catch (const std::out_of_range&) {
    throw DataError(path.string() + " has tables of different lengths (they describe the same things); run the "
                    "experiment again");
  }
}

}  // namespace kaitei::results
