// The run that a report is about, with what the sections ask of it again and again.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/record.hpp"
#include "report/words.hpp"
#include "results/findings.hpp"

namespace kaitei::report {

// Places of the map's features: segments, then links, then nodes, each in the order of the network.
struct Features {
  std::size_t segments = 0, links = 0, nodes = 0;
  std::size_t segment(std::size_t i) const { return i; }
  std::size_t link(std::size_t i) const { return segments + i; }
  std::size_t node(std::size_t i) const { return segments + links + i; }
  std::size_t count() const { return segments + links + nodes; }
};

class Subject {
 public:
  // `record` has its network and outlives the subject.
  Subject(const engine::RunRecord& record, Speaker say, bool anonymised);

  const engine::RunRecord& record;
  const Speaker say;
  const bool anonymised;
  const results::Findings findings;  // of every element with a joint event
  const Features features;

  std::string confidence() const;  // "95 %"

  // In the report's language as far as the data have it.
  std::string name(const network::Node&) const;
  std::string short_name(const network::Node&) const;  // "Tamsui" for "Tamsui (Chunghwa Telecom)"
  std::string name(const network::System&) const;
  std::string name(const network::Segment&) const;  // "Asia One: Toucheng – BU1"
  std::string name(const network::Link&) const;
  std::string name(const network::Element&) const;
  std::string kind(const network::Element&) const;
  // Of a scenario's unit: an element's id, "cable:<system>" or "group:<name>".
  std::string unit_name(const std::string& unit) const;

  // On the map: a segment, link or node; a power feed is where it feeds in.
  std::size_t feature(const network::Element&) const;
  // All that a unit takes down itself.
  std::vector<std::size_t> unit_features(const std::string& unit) const;
  // Beside features: the element that it is; null for what cannot fail, and for a town of several stations.
  std::vector<const network::Element*> element_of_feature() const;

 private:
  std::string station_name(const network::Element&) const;

  std::map<std::string, std::size_t, std::less<>> element_;  // id -> index
};

}  // namespace kaitei::report
