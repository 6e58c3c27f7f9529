#include "report/anonymise_record.hpp"

#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "geo/anonymise.hpp"

namespace kaitei::report {
namespace {

using namespace network;
using Names = std::map<std::string, std::string>;

template <class Row>
std::map<std::string, std::uint32_t> places(const std::vector<Row>& rows) {
  std::map<std::string, std::uint32_t> index;
  for (std::uint32_t i = 0; i < rows.size(); ++i) index[rows[i].id] = i;
  return index;
}

// What is asked for by a name that the network does not have is numbered.
class Numbered {
 public:
  Numbered(std::string word, Names known) : word_(std::move(word)), names_(std::move(known)) {}
  explicit Numbered(std::string word) : word_(std::move(word)) {}
  const std::string& operator()(const std::string& name) {
    auto& now = names_[name];
    if (now.empty()) now = fmt::format("{}-{}", word_, ++count_);
    return now;
  }

 private:
  std::string word_;
  Names names_;
  std::size_t count_ = 0;
};

class Hiding {
 public:
  Hiding(engine::RunRecord& record, geo::Anonymised hidden)
      : record_(record), now_(std::move(hidden.renaming)), sets_("other-set", now_.terminal_sets), systems_("other-system", now_.systems) {
    record_.network = std::move(hidden.network);
  }

  void elements() {
    const auto segments = places(record_.network.segments), nodes = places(record_.network.nodes),
               sections = places(record_.network.power_sections), links = places(record_.network.links);
    for (Element& element : record_.graph.elements) {
      const std::string before = element.id;
      element.id = element_id(before);
      const std::string own = element.id.substr(element.id.find(':') + 1);
      switch (element.kind) {
        case ElementKind::segment: element.index = segments.at(own); break;
        case ElementKind::station: element.index = nodes.at(own.substr(0, own.find('@'))); break;
        case ElementKind::link: element.index = links.at(own); break;
        case ElementKind::feed: element.index = sections.at(own.substr(0, own.rfind(':'))); break;
      }
    }
  }

  void outcomes() {
    for (auto& label : record_.connectivity) {
      label.name = outcomes_(label.name.substr(0, label.name.rfind('/'))) + "/" + std::string(label.name, label.name.rfind('/') + 1);
      label.from = sets_(label.from);
      label.to = sets_(label.to);
    }
    for (auto& label : record_.joining) {
      label.name = joinings_(label.name);
      label.from = sets_(label.from);
      label.to = sets_(label.to);
      for (std::string& system : label.systems) system = systems_(system);
    }
    for (std::string& set : record_.reach_sets) set = sets_(set);
  }

  void experiment() {
    auto& e = record_.experiment;
    e.name = "anonymised";
    e.question.clear();
    for (auto& outcome : e.outcomes.connectivity) outcome.name = outcomes_(outcome.name);
    for (std::size_t i = 0; i < e.failure.rates.size(); ++i) e.failure.rates[i].name = fmt::format("rates-{}", i + 1);
    std::map<std::string, std::vector<std::string>> groups;
    for (auto& [name, members] : e.groups) {
      for (std::string& member : members) member = element_id(member);
      groups[groups_(name)] = std::move(members);
    }
    e.groups = std::move(groups);
  }

  void scenarios() {
    for (std::size_t s = 0; s < record_.scenarios.size(); ++s) {
      record_.scenarios[s].name = fmt::format("scenario-{}", s + 1);
      std::visit([&](auto& answer) {
        if constexpr (requires { answer.units; })
          for (std::string& unit : answer.units) unit = unit_id(unit);
        if constexpr (requires { answer.losses; })
          for (engine::LossLabel& label : answer.losses)
            label.name = label.loss.kind == Loss::Kind::fewer_systems
                             ? record_.joining.at(label.loss.outcome).name + "/" + engine::loss_of_systems(label.loss.fewer_than)
                             : record_.connectivity.at(label.loss.outcome).name;
      }, record_.scenarios[s].answer);
      if (auto* discs = std::get_if<engine::WorstDiscRecord>(&record_.scenarios[s].answer))
        for (engine::WorstDiscPoint& point : discs->points) point.place = {};
    }
  }

  void provenance() {
    auto& p = record_.provenance;
    p.host.clear();
    p.command_line.clear();
    p.inputs.clear();
    p.repairs.clear();
    p.parts.clear();
    p.resolved_experiment.clear();
  }

 private:
  // Of a station, or of the one that a system has to itself in a town: "<node>@<system>".
  std::string station_id(const std::string& own) const {
    if (const auto node = now_.nodes.find(own); node != now_.nodes.end()) return node->second;
    for (std::size_t at = own.find('@'); at != own.npos; at = own.find('@', at + 1)) {
      const auto node = now_.nodes.find(own.substr(0, at)), system = now_.systems.find(own.substr(at + 1));
      if (node != now_.nodes.end() && system != now_.systems.end()) return node->second + '@' + system->second;
    }
    throw std::out_of_range(own);
  }

  // "segment:apg-s1" -> "segment:segment-7", "feed:apg-p1:a" -> "feed:section-2:a".
  std::string element_id(const std::string& id) const {
    const std::size_t colon = id.find(':');
    const std::string kind = id.substr(0, colon), own = id.substr(colon + 1);
    if (kind == "segment") return kind + ":" + now_.segments.at(own);
    if (kind == "station") return kind + ":" + station_id(own);
    if (kind == "link") return kind + ":" + now_.links.at(own);
    const std::size_t end = own.rfind(':');
    return kind + ":" + now_.power_sections.at(own.substr(0, end)) + own.substr(end);
  }

  std::string unit_id(const std::string& id) {
    const std::string own = id.substr(id.find(':') + 1);
    if (id.starts_with("cable:")) return "cable:" + systems_(own);
    if (id.starts_with("group:")) return "group:" + groups_(own);
    if (id.starts_with("corridor:")) return "corridor:" + corridors_(own);
    return element_id(id);
  }

  engine::RunRecord& record_;
  geo::Renaming now_;
  Numbered sets_, systems_, outcomes_{"outcome"}, joinings_{"joining"}, groups_{"group"}, corridors_{"corridor"};
};

}  // namespace

void anonymise(engine::RunRecord& record, std::uint64_t seed) {
  Hiding hiding(record, geo::anonymise(record.network, seed));
  hiding.elements();
  hiding.outcomes();
  hiding.experiment();
  hiding.scenarios();
  hiding.provenance();
}

}  // namespace kaitei::report
