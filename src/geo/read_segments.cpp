#include <fmt/format.h>

#include <array>
#include <cmath>

#include "geo/geodesic.hpp"
#include "geo/loading.hpp"
#include "geo/snap.hpp"

namespace kaitei::geo {

using namespace network;

namespace {

constexpr double sum_tolerance = 0.01 + 1e-9;  // the hundredth, and rounding
constexpr double rounding = 1e-6;

std::optional<std::array<double, 3>> read_depth_shares(const Row& row, RepairNotes& notes) {
  constexpr std::array columns{"shallow_fraction", "slope_fraction", "deep_fraction"};
  std::array<double, 3> shares{};
  std::size_t known = 0;
  double sum = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::optional<double> share = row.not_negative(columns[i]);
    known += share.has_value();
    shares[i] = share.value_or(0);
    sum += shares[i];
  }
  if (known == 0) return std::nullopt;
  if (known < columns.size()) {
    row.refuse("some depth fractions without the others", "together they are the whole length",
               "give shallow_fraction, slope_fraction and deep_fraction, or none");
  }
  if (std::abs(sum - 1) > sum_tolerance) {
    row.refuse(fmt::format("depth fractions sum to {}", sum), "together they are the whole length", "make them sum to 1");
  }
  if (std::abs(sum - 1) > rounding) notes.push_back(fmt::format("depth fractions scaled from a sum of {} to 1", sum));
  for (double& share : shares) share /= sum;
  return shares;
}

// Where length_km comes from: stated for the segment itself, or its drawn length scaled to what is stated for the system.
enum class LengthBasis { stated, scaled };

std::string_view to_string(LengthBasis basis) { return basis == LengthBasis::stated ? "stated" : "scaled"; }

void read_length(const Row& row, Segment& segment) {
  const std::optional<double> stated = row.not_negative("length_km");
  const LengthBasis basis = row.word("length_basis", std::array{LengthBasis::stated, LengthBasis::scaled},
                                     std::optional(LengthBasis::stated));
  segment.length_stated = stated && basis == LengthBasis::stated;
  segment.length_km = stated ? *stated : line_length_km(segment.line);
  if (segment.length_km <= 0) {
    row.refuse("a length of 0 km", stated ? "a segment of no length never fails" : "its nodes lie at one place",
               stated ? "correct it, or leave it empty to have it measured" : "correct the nodes or state length_km");
  }
}

}  // namespace

void read_segments(const Table& table, bool has_systems_layer, Loading& loading) {
  constexpr std::array roles{SegmentRole::trunk, SegmentRole::branch};
  UniqueIds ids;
  for (const Row& row : table.rows) {
    Segment segment;
    segment.id = ids.take(row);
    if (loading.is_left_out(row)) {
      loading.left_out_segments.insert(segment.id);
      loading.left_out_ends.insert({row.text("from"), row.text("to")});
      continue;
    }
    const bool names_system = has_systems_layer || !row.text("system").empty();
    segment.system = names_system ? loading.system(row) : loading.systems.at(segment.id);
    RepairNotes notes;
    segment.line = read_line(row, loading.options.snap_tolerance_km, notes);
    const LineEnds ends = snap_ends(row, loading, segment.line, notes);
    segment.from = ends.from;
    segment.to = ends.to;
    segment.role = row.word("role", roles, std::optional(SegmentRole::trunk));
    read_length(row, segment);
    segment.fibre_pairs = row.positive_count("fibre_pairs");
    segment.depth_shares = read_depth_shares(row, notes);
    segment.repeatered = row.flag("repeatered");
    segment.evidence = row.evidence();
    loading.note(row, notes);
    loading.segments[segment.id] = SegmentId{static_cast<std::uint32_t>(loading.network.segments.size())};
    loading.network.segments.push_back(std::move(segment));
  }
}

}  // namespace kaitei::geo
