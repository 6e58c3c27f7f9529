#include <array>

#include "geo/loading.hpp"

namespace kaitei::geo {

using namespace network;

namespace {

void add(System system, Loading& loading) {
  loading.systems[system.id] = SystemId{static_cast<std::uint32_t>(loading.network.systems.size())};
  loading.network.systems.push_back(std::move(system));
}

bool is_kept(Status status, const LoadOptions& options) {
  return status == Status::in_service || (status == Status::planned && options.include_planned);
}

}  // namespace

void read_systems(const Table& table, Loading& loading) {
  constexpr std::array statuses{Status::in_service, Status::planned, Status::retired};
  UniqueIds ids;
  for (const Row& row : table.rows) {
    System system;
    system.id = ids.take(row);
    system.name = row.text("name");
    if (system.name.empty()) system.name = system.id;
    system.aliases = row.list("aliases");
    system.owners = row.list("owners");
    system.status = row.word("status", statuses, std::optional(Status::in_service));
    system.ready_for_service = row.text("rfs");
    system.retired = row.text("retired");
    system.length_km = row.not_negative("length_km");
    system.design_tbps = row.not_negative("design_tbps");
    system.lit_tbps = row.not_negative("lit_tbps");
    system.fibre_pairs = row.positive_count("fibre_pairs");
    system.evidence = row.evidence();
    if (is_kept(system.status, loading.options)) {
      add(std::move(system), loading);
    } else {
      loading.left_out_systems.insert(system.id);
    }
  }
}

void make_systems_from_segments(const Table& segments, Loading& loading) {
  for (const Row& row : segments.rows) {
    System system;
    system.id = row.text("system");
    if (system.id.empty()) system.id = row.id();
    system.name = system.id;
    if (!loading.systems.contains(system.id)) add(std::move(system), loading);
  }
}

}  // namespace kaitei::geo
