#include "results/inspect.hpp"

#include <fmt/format.h>

#include "results/read.hpp"
#include "results/summary.hpp"
#include "results/text.hpp"

namespace kaitei::results {
namespace {

using engine::Provenance;

std::string provenance_text(const engine::RunRecord& record) {
  const Provenance& p = record.provenance;
  std::vector<std::vector<std::string>> rows{{"Provenance", ""}};
  const auto add = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) rows.push_back({name, value});
  };
  add("  checksum", "SHA-256 of the whole file is right");
  add("  program", "kaitei " + p.program_version + (p.git_commit.empty() ? "" : " (" + p.git_commit + ")"));
  add("  build", p.build);
  add("  command", p.command_line);
  add("  host", p.host);
  add("  backend", fmt::format("{}{}{}, lanes {}, threads {}, ranks {}", p.backend, p.device.empty() ? "" : " on ",
                               p.device, p.lanes, p.threads, p.ranks));
  add("  time", fmt::format("{} to {}, {:.3g} s in {} start{}", p.start_time, p.end_time, p.wall_seconds, p.starts,
                           p.starts == 1 ? "" : "s"));
  for (const auto& part : p.parts)
    add("  part", fmt::format("{}  {} {} from {}, {}", part.path, experiment::trial_word(record.experiment),
                              grouped(part.trials), grouped(part.first_trial), part.host));
  add("  sampler", fmt::format("contract {}{}", p.sampler_contract,
                               p.sampler_tables_sha256.empty() ? "" : ", tables " + p.sampler_tables_sha256));
  for (const auto& input : p.inputs) add("  input", input.path + "  sha256 " + input.sha256);
  for (const auto& repair : p.repairs) add("  mended", repair);
  return table(rows, {Align::left, Align::left}, 0);
}

nlohmann::json provenance_json(const Provenance& p) {
  nlohmann::json inputs = nlohmann::json::array();
  for (const auto& input : p.inputs) inputs.push_back({{"path", input.path}, {"sha256", input.sha256}});
  return {{"program_version", p.program_version}, {"git_commit", p.git_commit}, {"build", p.build},
          {"command_line", p.command_line}, {"host", p.host}, {"backend", p.backend}, {"device", p.device},
          {"lanes", p.lanes}, {"threads", p.threads}, {"ranks", p.ranks}, {"start_time", p.start_time},
          {"end_time", p.end_time}, {"starts", p.starts}, {"sampler_contract", p.sampler_contract},
          {"sampler_tables_sha256", p.sampler_tables_sha256}, {"inputs", inputs}, {"repairs", p.repairs},
          {"resolved_experiment", p.resolved_experiment}};
}

}  // namespace

std::string describe_result(const std::filesystem::path& path, Format format) {
  const engine::RunRecord record = read_result(path);
  if (format == Format::text) return summary_text(record) + "\n" + provenance_text(record);
  nlohmann::json description = summary_json(record);
  description["provenance"] = provenance_json(record.provenance);
  return description.dump(2) + "\n";
}

}  // namespace kaitei::results
