#include "report/cells.hpp"
#include "report/content.hpp"
#include "report/embedded.hpp"
#include "results/text.hpp"

namespace kaitei::report {

Section provenance(const Subject& of) {
  const Speaker& say = of.say;
  const auto& record = of.record;
  const engine::Provenance& p = record.provenance;
  Table facts{"", {{say(Word::quantity)}, {say(Word::value)}}, {}};
  const auto add = [&](Word what, std::string value) {
    if (!value.empty()) facts.rows.push_back({{say(what)}, {std::move(value)}});
  };
  add(Word::checksum, say(Word::checksum_right));
  add(Word::program, "kaitei " + p.program_version + (p.git_commit.empty() ? "" : " (" + p.git_commit + ")"));
  add(Word::build, p.build);
  add(Word::command, p.command_line);
  add(Word::computed_on, (p.host.empty() ? "" : p.host + ": ") +
      say(Word::backend_text, p.backend, p.device.empty() ? "" : " (" + p.device + ")", p.threads, p.ranks));
  add(Word::time, say(Word::time_text, p.start_time, p.end_time, p.wall_seconds));
  add(Word::trials, results::grouped(record.tallies.trials));
  add(Word::seed, fmt::format("{}", record.experiment.run.seed));
  add(Word::sampler, fmt::format("{} ({})", p.sampler_contract, p.sampler_tables_sha256));
  for (const engine::Part& part : p.parts)
    add(Word::part, fmt::format("{}: {} + {} ({})", part.path, results::grouped(part.first_trial), results::grouped(part.trials), part.host));
  Section section{"provenance", say(Word::provenance), {std::move(facts)}};
  Table inputs{say(Word::inputs_caption), {{say(Word::file)}, {"SHA-256"}}, {}, Shown::folded};
  for (const engine::InputFile& input : p.inputs) inputs.rows.push_back({{input.path}, {input.sha256}});
  Table repairs{say(Word::repairs_caption), {{say(Word::repairs_caption)}}, {}, Shown::folded};
  for (const std::string& repair : p.repairs) repairs.rows.push_back({{repair}});
  for (Table* table : {&inputs, &repairs})
    if (!table->rows.empty()) section.blocks.push_back(std::move(*table));
  if (!p.resolved_experiment.empty()) section.blocks.push_back(Verbatim{say(Word::resolved), p.resolved_experiment});
  return section;
}

Section licences(const Subject& of) {
  const Speaker& say = of.say;
  const network::Network& net = of.record.network;
  Section section{"licences", say(Word::licences), {}};
  Points points;
  const auto add = [&](Word what, const std::string& value) { points.texts.push_back(fmt::format("{}: {}", say(what), value)); };
  add(Word::network_licence, net.licence.empty() ? say(Word::none_stated) : net.licence);
  if (!net.attribution.empty()) add(Word::attribution, net.attribution);
  add(Word::coastline, say(Word::coastline_licence));
  points.texts.push_back(say(Word::page_licence));
  if (has_leaflet()) add(Word::map_library, say(Word::leaflet_licence));
  section.blocks.push_back(std::move(points));
  if (has_leaflet()) section.blocks.push_back(Verbatim{say(Word::leaflet_text), std::string(leaflet_licence())});
  return section;
}

}  // namespace kaitei::report
