// What the page's script draws the map from.
#pragma once

#include <nlohmann/json.hpp>

#include "report/subject.hpp"

namespace kaitei::report {

// Whether any node has a position.
bool has_map(const network::Network&);

// {words: {...}, home: [south, west, north, east], all: the same, land: [[ring, ...], ...], features: [...], layers: [...]}.
// A ring and a line are lists of [latitude, longitude]. A feature is {type: "segment" | "link" | "node", name, facts:
// [[what, value], ...], line | point, kind, label and number of lines of nodes}. A layer is {group, name, classes: "quantiles" | "equal", values:
// {feature: [number, text]}}, {group, name, note, members: [feature, ...]} or {group, name, classes: "counts",
// cells: {south, west, height, width, columns, values: [number, ...]}, disc: {centre: [latitude, longitude], km}}. Every text is for text nodes, none is HTML.
nlohmann::json map_data(const Subject&);

}  // namespace kaitei::report
