#include <algorithm>
#include <numeric>
#include <set>

#include "results/names.hpp"
#include "results/outcome_tables.hpp"
#include "results/shared_axes.hpp"

namespace kaitei::results {
namespace {

using engine::RunRecord;
using hdf5::Folder;

template <class Labels, class Get>
std::vector<std::string> texts(const Labels& labels, Get get) {
  std::vector<std::string> result;
  for (const auto& label : labels) result.push_back(get(label));
  return result;
}

template <class Labels>
void write_ends(Folder& folder, const std::string& axis, const Labels& labels) {
  describe(folder.column(axis + "_from", {axis}, texts(labels, [](auto& l) { return l.from; })),
           "terminal set at one end", Role::coordinate);
  describe(folder.column(axis + "_to", {axis}, texts(labels, [](auto& l) { return l.to; })),
           "terminal set at the other end", Role::coordinate);
}

void write_connectivity_axis(Folder& folder, const RunRecord& record) {
  describe(folder.axis("connectivity", texts(record.connectivity, [](auto& l) { return l.name; })),
           "connectivity outcome: name/definition", Role::coordinate);
  write_ends(folder, "connectivity", record.connectivity);
  std::vector<std::uint8_t> definition, quantifier;
  for (const auto& label : record.connectivity) {
    definition.push_back(static_cast<std::uint8_t>(label.definition));
    quantifier.push_back(static_cast<std::uint8_t>(label.quantifier));
  }
  write_flags(folder, "connectivity_definition", {"connectivity"}, definition, {"direct", "partner", "any"},
              "what disconnected means: no path without a third country, through the partners, at all",
              Role::coordinate);
  write_flags(folder, "connectivity_quantifier", {"connectivity"}, quantifier, {"any", "all"},
              "disconnected when no target is reached (any), or when some target is not (all)", Role::coordinate);
}

void write_fewer_than_axis(Folder& folder, const RunRecord& record) {
  std::set<std::uint32_t> limits;
  for (const auto& label : record.joining) limits.insert(label.fewer_than.begin(), label.fewer_than.end());
  if (limits.empty()) return;
  const std::vector<std::uint32_t> axis(limits.begin(), limits.end());
  describe(folder.axis<std::uint32_t>("fewer_than", axis), "m of: fewer than m systems join", "1", Role::coordinate);
  std::vector<std::uint8_t> asked;
  for (const auto& label : record.joining)
    for (const std::uint32_t limit : axis)
      asked.push_back(std::ranges::find(label.fewer_than, limit) != label.fewer_than.end());
  write_flags(folder, "fewer_systems_asked", {"joining", "fewer_than"}, asked, {"no", "yes"},
              "whether the experiment asks for this m of this outcome; every cell is filled", Role::coordinate);
}

// Bin edges in Tbit/s: bin b holds [b w, (b+1) w), the last one ends at the total.
void write_capacity_axis(Folder& folder, const RunRecord& record, const Tallies& shape) {
  const std::size_t length = longest(shape.capacity);
  count_axis(folder, "capacity_bin", length, "bin of surviving capacity");
  std::vector<std::vector<double>> lower, upper;
  for (std::size_t j = 0; j < record.joining.size(); ++j) {
    const double width = static_cast<double>(record.joining[j].bin_width_gbps) / 1000;
    lower.emplace_back();
    upper.emplace_back();
    for (std::size_t bin = 0; bin < shape.capacity[j].size(); ++bin) {
      lower.back().push_back(static_cast<double>(bin) * width);
      upper.back().push_back(static_cast<double>(bin + 1) * width);
    }
  }
  write_numbers(folder, "capacity_bin_lower", {"joining", "capacity_bin"}, padded(lower, length, nan),
                "smallest capacity in the bin; NaN where this outcome has no such bin", "Tbit s-1", Role::coordinate);
  write_numbers(folder, "capacity_bin_upper", {"joining", "capacity_bin"}, padded(upper, length, nan),
                "capacity at which the next bin begins", "Tbit s-1", Role::coordinate);
  describe(folder.axis<double>("quantile", quantile_levels()), "probability of a smaller or equal capacity", "1",
           Role::coordinate);
}

void write_joining_axis(Folder& folder, const RunRecord& record, const Tallies& shape) {
  describe(folder.axis("joining", texts(record.joining, [](auto& l) { return l.name; })), "joining outcome",
           Role::coordinate);
  write_ends(folder, "joining", record.joining);
  std::vector<std::uint32_t> without, imputed, owner;
  std::vector<std::uint64_t> width, total_gbps;
  std::vector<std::string> systems;
  for (std::size_t j = 0; j < record.joining.size(); ++j) {
    const auto& label = record.joining[j];
    without.push_back(label.routes_without_capacity);
    imputed.push_back(label.routes_with_imputed_capacity);
    width.push_back(label.bin_width_gbps);
    total_gbps.push_back(label.total_gbps);
    systems.insert(systems.end(), label.systems.begin(), label.systems.end());
    owner.resize(systems.size(), static_cast<std::uint32_t>(j));
  }
  write_numbers(folder, "joining_routes_without_capacity", {"joining"}, without,
                "routes that join but have no public capacity, left out of the capacity", "1", Role::input);
  write_numbers(folder, "joining_routes_with_imputed_capacity", {"joining"}, imputed,
                "routes that join and whose capacity a [[capacity_prior]] assumes; /network/edge_capacity_prior names them",
                "1", Role::input);
  write_numbers(folder, "joining_bin_width_gbps", {"joining"}, width, "width of a capacity bin", "Gbit s-1",
                Role::coordinate);
  write_numbers(folder, "joining_total_gbps", {"joining"}, total_gbps, "capacity with nothing failed", "Gbit s-1",
                Role::input);
  count_axis(folder, "joining_member", systems.size(), "row of the list of systems that can join");
  write_numbers(folder, "joining_member_joining", {"joining_member"}, owner, "index of the joining outcome", "1",
                Role::coordinate);
  describe(folder.column("joining_member_system", {"joining_member"}, systems), "id of the system", Role::coordinate);
  count_axis(folder, "systems", longest(shape.systems_joining), "number of cable systems that still join the two ends");
  write_fewer_than_axis(folder, record);
  write_capacity_axis(folder, record, shape);
}

void write_count_axes(Folder& folder, const Tallies& shape) {
  std::vector<std::string> quantities;
  if (!shape.component_count.empty()) {
    count_axis(folder, "component_count", shape.component_count.size(),
               "number of connected components among the nodes that are up");
    count_axis(folder, "component_size", shape.largest_component.size(), "nodes in the largest component");
    quantities = {"component_count", "largest_component"};
  }
  if (!shape.elements_failed.empty()) {
    count_axis(folder, "elements_failed", shape.elements_failed.size(), "number of failed elements");
    quantities.emplace_back("elements_failed");
  }
  if (!quantities.empty()) describe(folder.axis("quantity", quantities), "counted quantity", Role::coordinate);
}

}  // namespace

void count_axis(Folder& folder, const std::string& name, std::size_t length, std::string_view long_name) {
  std::vector<std::uint32_t> values(length);
  std::iota(values.begin(), values.end(), 0u);
  describe(folder.axis<std::uint32_t>(name, values), long_name, "1", Role::coordinate);
}

void write_outcome_axes(Folder& folder, const RunRecord& record, const Tallies& shape) {
  if (!record.connectivity.empty()) write_connectivity_axis(folder, record);
  if (!record.joining.empty()) write_joining_axis(folder, record, shape);
  write_count_axes(folder, shape);
}

}  // namespace kaitei::results
