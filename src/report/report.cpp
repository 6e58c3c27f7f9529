#include "report/report.hpp"

#include <algorithm>
#include <stdexcept>

#include "errors.hpp"
#include "geo/anonymise.hpp"
#include "report/anonymise_record.hpp"
#include "report/content.hpp"
#include "report/map_data.hpp"
#include "report/write.hpp"
#include "results/equal.hpp"
#include "results/read.hpp"
#include "results/text.hpp"

namespace kaitei::report {
namespace {

using engine::RunRecord;
using std::filesystem::path;

// Compared while outcomes still have their names.
std::vector<Other> compared(const std::vector<path>& files, const std::vector<results::hdf5::Bytes>& images,
                            const std::vector<RunRecord>& records) {
  std::vector<Other> others;
  for (std::size_t i = 1; i < files.size(); ++i)
    others.push_back({files[i].filename().string(), &records[i], results::differences(images[0], images[i]).empty(),
                      results::compare_outcomes(records[0], records[i])});
  return others;
}

void anonymise(RunRecord& record, std::vector<Other>& others, std::uint64_t seed) {
  std::vector<std::string> connectivity, joining;  // before
  for (const auto& label : record.connectivity) connectivity.push_back(label.name);
  for (const auto& label : record.joining) joining.push_back(label.name);
  report::anonymise(record, seed);
  const auto rename = [](auto& differences, const std::vector<std::string>& before, const auto& now) {
    for (auto& difference : differences)
      difference.outcome = now.at(static_cast<std::size_t>(std::ranges::find(before, difference.outcome) - before.begin())).name;
  };
  for (Other& other : others) {
    rename(other.differences.connectivity, connectivity, record.connectivity);
    rename(other.differences.joining, joining, record.joining);
  }
}

Section facts(const Subject& of) {
  const Speaker& say = of.say;
  const RunRecord& record = of.record;
  const auto& failure = record.experiment.failure;
  Table table{"", {{say(Word::quantity)}, {say(Word::value)}}, {}};
  const auto& net = record.network;
  table.rows = {{{say(Word::network)}, {net.version.empty() ? net.name : net.name + " " + net.version}},
                {{say(Word::mode)}, {failure.mode == experiment::FailureMode::snapshot ? say(Word::mode_snapshot)
                                                                                     : say(Word::mode_window, failure.exposure_days)}},
                {{say(Word::elements)}, {results::grouped(record.graph.elements.size())}},
                {{say(Word::trials)}, {results::grouped(record.tallies.trials)}}};
  return {"run", say(Word::experiment), {std::move(table)}};
}

Document document(const Subject& of, const std::string& file, const std::vector<Other>& others, bool with_map) {
  const Speaker& say = of.say;
  const RunRecord& record = of.record;
  Document document{say.language(), of.anonymised ? say(Word::report) : record.experiment.name, record.experiment.question, {}, {}};
  if (of.anonymised) document.notes.push_back(say(Word::anonymised_note, geo::blur_km));
  if (record.tallies.trials < record.provenance.planned.count)
    document.notes.push_back(say(Word::unfinished, results::grouped(record.tallies.trials), results::grouped(record.provenance.planned.count)));
  const auto& p = record.provenance;
  document.notes.push_back(say(Word::made_by, p.program_version, of.anonymised ? say(Word::file_number, 1) : file));
  auto& sections = document.sections;
  sections.push_back(facts(of));
  if (!others.empty()) sections.push_back(comparison(of, of.anonymised ? say(Word::file_number, 1) : file, others));
  sections.push_back(key_figures(of));
  if (with_map) sections.push_back(map(of));
  sections.push_back(importance(of));
  if (!record.scenarios.empty()) sections.push_back(scenarios(of));
  sections.push_back(assumptions(of));
  sections.push_back(network_tables(of));
  sections.push_back(provenance(of));
  sections.push_back(licences(of));
  return document;
}

std::string made(const std::vector<path>& files, const Options& options) {
  std::vector<RunRecord> records;
  std::vector<results::hdf5::Bytes> images;
  for (const path& file : files) {
    images.push_back(results::load_checked(file));
    records.push_back(results::read_result(images.back(), file));
    if (!records.back().curves.empty())
      throw UsageError(file.string() + " holds percolation curves (a report is about a network); kaitei inspect describes "
                       "them, and notebooks/05-percolation-theory.ipynb plots them");
  }
  std::vector<Other> others = compared(files, images, records);
  const Speaker say(options.language);
  if (options.anonymise) {
    anonymise(records[0], others, *options.anonymise);
    for (std::size_t i = 0; i < others.size(); ++i) others[i].label = say(Word::file_number, i + 2);
  }
  const Subject subject(records[0], say, options.anonymise.has_value());
  const bool page = options.format == Format::html;
  const Document text = document(subject, files[0].filename().string(), others, page);
  if (!page) return write_markdown(text);
  return write_html(text, has_map(subject.record.network) ? map_data(subject) : nlohmann::json());
}

}  // namespace

Section map(const Subject& of) {
  const auto& nodes = of.record.network.nodes;
  const auto placed = std::ranges::count_if(nodes, [](const network::Node& node) { return is_known(node.position); });
  const auto off = nodes.size() - static_cast<std::size_t>(placed);
  Section section{"map-section", of.say(Word::map), {}};
  if (placed > 0) section.blocks.emplace_back(MapPlace{});
  if (placed == 0) section.blocks.push_back(Paragraph{of.say(Word::no_positions)});
  else if (off > 0) section.blocks.push_back(Paragraph{of.say(Word::off_the_map, off, nodes.size())});
  return section;
}

std::string report(const std::vector<path>& files, const Options& options) {
  try {
    return made(files, options);
  } catch (const std::logic_error& why) {  // an index, a name or a sum that cannot be
    throw DataError(files[0].string() + " has tables that do not fit each other (" + why.what() + "); run the experiment again");
  } catch (const std::overflow_error& why) {
    throw DataError(files[0].string() + " has counts that are too large (" + why.what() + "); run the experiment again");
  }
}

}  // namespace kaitei::report
