// /provenance and /per_trial.
#include "results/names.hpp"
#include "results/table.hpp"
#include "results/write_tables.hpp"

namespace kaitei::results {
namespace {

// Words of 32 trials as bytes, trial t in bit t % 8 of byte t / 8, cut after the last trial.
void append_bytes(std::vector<std::uint8_t>& bytes, const std::vector<std::uint32_t>& words, std::uint64_t trials) {
  const std::uint64_t count = (trials + 7) / 8;
  for (std::uint64_t byte = 0; byte < count; ++byte) {
    auto value = static_cast<std::uint8_t>(words.at(byte / 4) >> (byte % 4 * 8));
    if (byte + 1 == count && trials % 8) value = static_cast<std::uint8_t>(value & ((1u << trials % 8) - 1));
    bytes.push_back(value);
  }
}

}  // namespace

void write_provenance(hdf5::Folder& root, const engine::RunRecord& record) {
  const engine::Provenance& p = record.provenance;
  hdf5::Folder folder = root.folder("provenance");
  folder.attribute("format_version", format_version);
  folder.attribute("program_version", p.program_version);
  folder.attribute("git_commit", p.git_commit);
  folder.attribute("build", p.build);
  folder.attribute("command_line", p.command_line);
  folder.attribute("host", p.host);
  folder.attribute("backend", p.backend);
  folder.attribute("device", p.device);
  folder.attribute("lanes", p.lanes);
  folder.attribute("start_time", p.start_time);
  folder.attribute("end_time", p.end_time);
  folder.attribute("wall_seconds", p.wall_seconds);
  folder.attribute("cpu_seconds", p.cpu_seconds);
  folder.attribute("worker_seconds", p.worker_seconds);
  folder.attribute("peak_memory_bytes", p.peak_memory_bytes);
  folder.attribute("threads", static_cast<std::uint32_t>(p.threads));
  folder.attribute("ranks", static_cast<std::uint32_t>(p.ranks));
  folder.attribute("starts", static_cast<std::uint32_t>(p.starts));
  folder.attribute("seed", record.experiment.run.seed);
  folder.attribute("first_trial", p.planned.first);
  folder.attribute("trials", record.tallies.trials);
  folder.attribute("sampler_contract", p.sampler_contract);
  folder.attribute("sampler_tables_sha256", p.sampler_tables_sha256);
  describe(folder.axis("resolved_experiment", std::vector<std::string>{p.resolved_experiment}),
           "the experiment with every default filled in, as TOML", Role::input);
  describe(folder.axis("override", record.experiment.overrides), "each --set, as given", Role::input);
  Table<engine::InputFile> inputs(folder, "input", p.inputs, [](auto& f) { return f.path; }, "input file");
  inputs.text("sha256", [](auto& f) { return f.sha256; }, "SHA-256 of the input file");
  describe(folder.axis("repair", p.repairs), "what the loader mended in the input", Role::input);
  Table<engine::Part> parts(folder, "part", p.parts, [](auto& f) { return f.path; }, "result file merged into this one");
  parts.text("sha256", [](auto& f) { return f.sha256; }, "SHA-256 of that file");
  parts.text("host", [](auto& f) { return f.host; }, "where it was made");
  parts.number<std::uint64_t>("first_trial", [](auto& f) { return f.first_trial; }, "its first trial", "1");
  parts.number<std::uint64_t>("trials", [](auto& f) { return f.trials; }, "its trials", "1");
  parts.number<double>("wall_seconds", [](auto& f) { return f.wall_seconds; }, "its time", "s");
}

void write_per_trial(hdf5::Folder& root, const engine::RunRecord& record) {
  if (record.disconnected_bits.empty()) return;
  hdf5::Folder folder = root.folder("per_trial");
  folder.attribute("first_trial", record.provenance.planned.first);
  folder.attribute("trials", record.tallies.trials);
  std::vector<std::string> names;
  for (const auto& label : record.connectivity) names.push_back(label.name);
  describe(folder.axis("connectivity", names), "connectivity outcome: name/definition", Role::coordinate);
  folder.axis("byte", (record.tallies.trials + 7) / 8);
  std::vector<std::uint8_t> bytes;
  for (const auto& words : record.disconnected_bits) append_bytes(bytes, words, record.tallies.trials);
  describe(folder.column<std::uint8_t>("disconnected_bits", {"connectivity", "byte"}, bytes),
           "bit i % 8 (least significant first) of byte i / 8: trial first_trial + i is disconnected", "1", Role::tally);
}

}  // namespace kaitei::results
