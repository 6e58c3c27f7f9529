// A network as the rows of its layers: what the readers of load_network() would have read it from.
#pragma once

#include <string>
#include <vector>

#include "network/network.hpp"

namespace kaitei::geo {

enum class ColumnType { text, number, count, flag };

struct Column {
  std::string name;
  ColumnType type = ColumnType::text;
};

struct LayerRow {
  std::vector<std::string> values;        // by column; "" is unknown
  std::vector<network::Position> points;  // of the geometry; none, one, or a line
};

enum class LayerGeometry { none, point, line };

struct Layer {
  std::string name;
  LayerGeometry geometry = LayerGeometry::none;
  std::vector<Column> columns;  // in the order of docs/network-format.md
  std::vector<LayerRow> rows;
};

// Every layer that has rows, nodes and segments always, with every field of the network. The last is "about": name, version, licence
// and attribution. Numbers are written so that they read back to the same bits; a length that was measured on the line
// is left empty.
std::vector<Layer> rows_of(const network::Network&);

}  // namespace kaitei::geo
