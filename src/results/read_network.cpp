#include "results/read_network.hpp"

namespace kaitei::results {
namespace {

using namespace network;
using hdf5::OpenFile;

// The columns of one axis of /network.
class Rows {
 public:
  Rows(const OpenFile& file, const std::string& axis) : file_(file), path_("/network/" + axis) {}

  std::vector<std::string> ids() const { return file_.texts(path_); }
  std::vector<std::string> texts(const std::string& field) const { return file_.texts(path_ + "_" + field); }
  // Empty texts in a file that is older than the column.
  std::vector<std::string> texts_if_there(const std::string& field, std::size_t count) const {
    return file_.has(path_ + "_" + field) ? texts(field) : std::vector<std::string>(count);
  }
  std::vector<std::uint8_t> flags(const std::string& field) const { return numbers<std::uint8_t>(field); }
  std::vector<std::uint32_t> indices(const std::string& field) const { return numbers<std::uint32_t>(field); }
  std::vector<double> reals(const std::string& field) const { return numbers<double>(field); }
  template <class T>
  std::vector<T> numbers(const std::string& field) const {
    return file_.numbers<T>(path_ + "_" + field);
  }

 private:
  const OpenFile& file_;
  std::string path_;
};

std::optional<double> known(double value) { return value == value ? std::optional(value) : std::nullopt; }
std::optional<int> known(std::int32_t value) { return value >= 0 ? std::optional(value) : std::nullopt; }

template <class IdType>
IdType checked(std::uint32_t index, std::size_t count) {
  if (index >= count) throw std::out_of_range("index");
  return IdType{index};
}

void read_nodes(const OpenFile& file, Network& net) {
  const Rows rows(file, "node");
  const auto ids = rows.ids(), names = rows.texts("name"), countries = rows.texts("country"),
             local = rows.texts("name_local"), chinese = rows.texts_if_there("name_zh", ids.size()),
             japanese = rows.texts_if_there("name_ja", ids.size());
  const auto kinds = rows.flags("kind");
  const auto longitudes = rows.reals("longitude"), latitudes = rows.reals("latitude");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Node& node = net.nodes.emplace_back();
    node.id = ids[i];
    node.name = names.at(i);
    node.name_local = local.at(i);
    node.name_zh = chinese.at(i);
    node.name_ja = japanese.at(i);
    node.kind = static_cast<NodeKind>(kinds.at(i));
    node.country = countries.at(i);
    node.position = {longitudes.at(i), latitudes.at(i)};
  }
}

void read_systems(const OpenFile& file, Network& net) {
  const Rows rows(file, "system");
  const auto ids = rows.ids(), names = rows.texts("name"), ready = rows.texts("ready_for_service");
  const auto statuses = rows.flags("status");
  const auto lengths = rows.reals("length_km"), design = rows.reals("design_capacity");
  const auto pairs = rows.numbers<std::int32_t>("fibre_pairs");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    System& system = net.systems.emplace_back();
    system.id = ids[i];
    system.name = names.at(i);
    system.status = static_cast<Status>(statuses.at(i));
    system.ready_for_service = ready.at(i);
    system.length_km = known(lengths.at(i));
    system.design_tbps = known(design.at(i));
    system.fibre_pairs = known(pairs.at(i));
  }
  const Rows owners(file, "system_owner");
  const auto of = owners.indices("system");
  const auto owner = owners.texts("name");
  for (std::size_t i = 0; i < of.size(); ++i) net.systems.at(of[i]).owners.push_back(owner.at(i));
}

void read_segments(const OpenFile& file, Network& net) {
  const Rows rows(file, "segment");
  const auto ids = rows.ids();
  const auto systems = rows.indices("system"), from = rows.indices("from"), to = rows.indices("to");
  const auto stated = rows.flags("length_stated");
  const auto pairs = rows.numbers<std::int32_t>("fibre_pairs");
  const auto lengths = rows.reals("length_km"), shallow = rows.reals("shallow_share"), slope = rows.reals("slope_share"),
             deep = rows.reals("deep_share");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Segment& segment = net.segments.emplace_back();
    segment.id = ids[i];
    segment.system = checked<SystemId>(systems.at(i), net.systems.size());
    segment.from = checked<NodeId>(from.at(i), net.nodes.size());
    segment.to = checked<NodeId>(to.at(i), net.nodes.size());
    segment.length_km = lengths.at(i);
    segment.length_stated = stated.at(i) != 0;
    segment.fibre_pairs = known(pairs.at(i));
    if (known(shallow.at(i))) segment.depth_shares = {shallow.at(i), slope.at(i), deep.at(i)};
  }
  const Rows vertices(file, "vertex");
  const auto of = vertices.indices("segment");
  const auto longitudes = vertices.reals("longitude"), latitudes = vertices.reals("latitude");
  for (std::size_t i = 0; i < of.size(); ++i)
    net.segments.at(of[i]).line.push_back({longitudes.at(i), latitudes.at(i)});
}

void read_power(const OpenFile& file, Network& net) {
  const Rows rows(file, "power_section");
  const auto ids = rows.ids();
  const auto systems = rows.indices("system");
  const auto a = rows.numbers<std::int32_t>("end_a"), b = rows.numbers<std::int32_t>("end_b");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    PowerSection& section = net.power_sections.emplace_back();
    section.id = ids[i];
    section.system = checked<SystemId>(systems.at(i), net.systems.size());
    section.end_a = checked<NodeId>(static_cast<std::uint32_t>(a.at(i)), net.nodes.size());
    if (b.at(i) >= 0) section.end_b = checked<NodeId>(static_cast<std::uint32_t>(b[i]), net.nodes.size());
  }
  const Rows members(file, "power_section_segment");
  const auto of = members.indices("power_section"), segment = members.indices("segment");
  for (std::size_t i = 0; i < of.size(); ++i)
    net.power_sections.at(of[i]).segments.push_back(checked<SegmentId>(segment.at(i), net.segments.size()));
}

void read_links(const OpenFile& file, Network& net) {
  const Rows rows(file, "link");
  const auto ids = rows.ids();
  const auto kinds = rows.flags("kind");
  const auto from = rows.indices("from"), to = rows.indices("to");
  const auto lengths = rows.reals("length_km"), capacities = rows.reals("capacity");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Link& link = net.links.emplace_back();
    link.id = ids[i];
    link.kind = static_cast<LinkKind>(kinds.at(i));
    link.from = checked<NodeId>(from.at(i), net.nodes.size());
    link.to = checked<NodeId>(to.at(i), net.nodes.size());
    link.length_km = known(lengths.at(i));
    link.capacity_tbps = known(capacities.at(i));
  }
}

void read_terminal_sets(const OpenFile& file, Network& net) {
  const Rows members(file, "terminal_set_member");
  for (const std::string& name : Rows(file, "terminal_set").ids()) net.terminal_sets.push_back({name, {}});
  const auto of = members.indices("terminal_set"), node = members.indices("node");
  for (std::size_t i = 0; i < of.size(); ++i)
    net.terminal_sets.at(of[i]).nodes.push_back(checked<NodeId>(node.at(i), net.nodes.size()));
}

}  // namespace

Network read_network(const OpenFile& file) {
  Network net;
  net.name = file.text_attribute("/network", "name");
  net.version = file.text_attribute("/network", "version");
  net.licence = file.text_attribute("/network", "licence");
  net.attribution = file.text_attribute("/network", "attribution");
  read_nodes(file, net);
  read_systems(file, net);
  read_segments(file, net);
  read_power(file, net);
  read_links(file, net);
  read_terminal_sets(file, net);
  return net;
}

}  // namespace kaitei::results
