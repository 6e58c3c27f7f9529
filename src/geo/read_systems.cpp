#include <array>

#include "geo/loading.hpp"
#include "network/dates.hpp"

namespace kaitei::geo {

using namespace network;

namespace {

void add(System system, Loading& loading) {
  loading.systems[system.id] = SystemId{static_cast<std::uint32_t>(loading.network.systems.size())};
  loading.network.systems.push_back(std::move(system));
}

bool is_kept(const System& system, const Row& row, Loading& loading) {
  const LoadOptions& options = loading.options;
  if (!options.as_of) {
    return system.status == Status::in_service || (system.status == Status::planned && options.include_planned);
  }
  const Service service = service_on(system, *options.as_of);
  if (!service.doubt.empty()) loading.note(row, {to_string(*options.as_of) + ": " + service.doubt});
  return service.active;
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
    system.landing_parties = row.list("landing_parties");
    system.suppliers = row.list("suppliers");
    system.status = row.word("status", statuses, std::optional(Status::in_service));
    system.ready_for_service = row.date("rfs");
    system.retired = row.date("retired");
    system.length_km = row.not_negative("length_km");
    system.design_tbps = row.not_negative("design_tbps");
    system.lit_tbps = row.not_negative("lit_tbps");
    system.spare_tbps = row.not_negative("spare_tbps");
    system.repeater_spacing_km = row.not_negative("repeater_spacing_km");
    system.fibre_pairs = row.positive_count("fibre_pairs");
    system.evidence = row.evidence();
    if (is_kept(system, row, loading)) {
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
