#include "results/worst_disc.hpp"

#include <array>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "results/columns.hpp"
#include "results/text.hpp"

namespace kaitei::results {
namespace {

using engine::DiscDamage;
using engine::WorstDiscPoint;
using engine::WorstDiscRecord;
using hdf5::Folder;
using hdf5::OpenFile;
using nlohmann::json;

// One number of the damage: its column, its unit, how to get and set it.
struct Measure {
  std::string_view name, unit, meaning;
  double (*get)(const DiscDamage&);
  void (*set)(DiscDamage&, double);
};

constexpr std::array<Measure, 4> measures{{
    {"outcomes_lost", "1", "connectivity outcomes disconnected", [](const DiscDamage& d) { return static_cast<double>(d.outcomes); },
     [](DiscDamage& d, double v) { d.outcomes = static_cast<std::uint32_t>(v); }},
    {"systems_lost", "1", "systems lost, summed over the joining outcomes",
     [](const DiscDamage& d) { return static_cast<double>(d.systems); },
     [](DiscDamage& d, double v) { d.systems = static_cast<std::uint32_t>(v); }},
    {"capacity_lost", "Tbit s-1", "capacity lost, summed over the joining outcomes",
     [](const DiscDamage& d) { return static_cast<double>(d.gbps) / 1000; },
     [](DiscDamage& d, double v) { d.gbps = static_cast<std::uint64_t>(std::llround(v * 1000)); }},
    {"elements_lost", "1", "elements that the disc touches", [](const DiscDamage& d) { return static_cast<double>(d.elements); },
     [](DiscDamage& d, double v) { d.elements = static_cast<std::uint32_t>(v); }},
}};

double mean(const WorstDiscPoint& point, const WorstDiscRecord& record, const Measure& measure) {
  double sum = 0;
  for (std::size_t i = 0; i < point.centres.size(); ++i)
    sum += record.cell_share[i / record.longitude.size()] * measure.get(point.centres[i]);
  return sum;
}

// A column beside the axis of radii, or of one value.
using OfPoint = std::function<double(const WorstDiscPoint&)>;
void write_points(Folder& folder, const std::string& name, const WorstDiscRecord& record, const OfPoint& get,
                  std::string_view long_name, std::string_view unit) {
  std::vector<double> values;
  for (const WorstDiscPoint& point : record.points) values.push_back(get(point));
  write_numbers(folder, name, {"radius_km"}, values, long_name, unit, Role::exact);
}

}  // namespace

void write_answer(Folder& folder, const engine::RunRecord&, const WorstDiscRecord& record) {
  folder.attribute("reach_km", record.reach_km);
  describe(folder.axis<double>("radius_km", record.radius_km), "radius of the disc", "km", Role::coordinate);
  describe(folder.axis<double>("latitude", record.latitude), "latitude of the centre", "degrees_north", Role::coordinate);
  describe(folder.axis<double>("longitude", record.longitude), "longitude of the centre", "degrees_east", Role::coordinate);
  write_numbers(folder, "cell_share", {"latitude"}, record.cell_share, "share of the area that each cell of the row has", "1",
                Role::exact);
  for (const Measure& measure : measures) {
    const std::string name(measure.name), meaning(measure.meaning);
    std::vector<double> map;
    for (const WorstDiscPoint& point : record.points)
      for (const DiscDamage& damage : point.centres) map.push_back(measure.get(damage));
    write_numbers(folder, name, {"radius_km", "latitude", "longitude"}, map, meaning + ", by centre of the disc", measure.unit,
                  Role::exact);
    write_points(folder, name + "_mean", record, [&](const WorstDiscPoint& p) { return mean(p, record, measure); },
                 meaning + ": mean over the grid, by the cells' areas", measure.unit);
    write_points(folder, name + "_most", record, [&](const WorstDiscPoint& p) { return measure.get(p.most); },
                 meaning + ": greatest at any centre looked at", measure.unit);
    write_points(folder, name + "_bound", record, [&](const WorstDiscPoint& p) { return measure.get(p.bound); },
                 meaning + ": no centre in the area does more", measure.unit);
    write_points(folder, "worst_" + name, record, [&](const WorstDiscPoint& p) { return measure.get(p.worst); },
                 meaning + ", by the worst disc found: most outcomes, then systems, then capacity", measure.unit);
  }
  write_points(folder, "worst_latitude", record, [](const WorstDiscPoint& p) { return p.place.latitude; },
               "latitude of the centre of the worst disc found", "degrees_north");
  write_points(folder, "worst_longitude", record, [](const WorstDiscPoint& p) { return p.place.longitude; },
               "longitude of the centre of the worst disc found", "degrees_east");
}

WorstDiscRecord read_worst_disc(const OpenFile& file, const std::string& group) {
  WorstDiscRecord record;
  record.radius_km = file.numbers<double>(group + "radius_km");
  record.latitude = file.numbers<double>(group + "latitude");
  record.longitude = file.numbers<double>(group + "longitude");
  record.cell_share = file.numbers<double>(group + "cell_share");
  record.reach_km = file.number_attribute<double>(group.substr(0, group.size() - 1), "reach_km");
  record.points.resize(record.radius_km.size());
  const std::size_t centres = record.latitude.size() * record.longitude.size();
  for (WorstDiscPoint& point : record.points) point.centres.resize(centres);
  for (const Measure& measure : measures) {
    const std::string name(measure.name);
    const auto map = file.numbers<double>(group + name), most = file.numbers<double>(group + name + "_most"),
               bound = file.numbers<double>(group + name + "_bound"), worst = file.numbers<double>(group + "worst_" + name);
    for (std::size_t p = 0; p < record.points.size(); ++p) {
      WorstDiscPoint& point = record.points[p];
      for (std::size_t i = 0; i < centres; ++i) measure.set(point.centres[i], map.at(p * centres + i));
      measure.set(point.most, most.at(p));
      measure.set(point.bound, bound.at(p));
      measure.set(point.worst, worst.at(p));
    }
  }
  const auto latitude = file.numbers<double>(group + "worst_latitude"), longitude = file.numbers<double>(group + "worst_longitude");
  for (std::size_t p = 0; p < record.points.size(); ++p) record.points[p].place = {longitude.at(p), latitude.at(p)};
  return record;
}

std::array<DiscNumber, 4> disc_numbers(const WorstDiscRecord& record, std::size_t radius) {
  const WorstDiscPoint& point = record.points.at(radius);
  std::array<DiscNumber, 4> numbers;
  for (std::size_t m = 0; m < measures.size(); ++m)
    numbers[m] = {mean(point, record, measures[m]), measures[m].get(point.most), measures[m].get(point.bound), measures[m].get(point.worst)};
  return numbers;
}

std::vector<double> disc_map(const WorstDiscRecord& record, std::size_t radius, std::size_t number) {
  std::vector<double> map;
  for (const DiscDamage& damage : record.points.at(radius).centres) map.push_back(measures.at(number).get(damage));
  return map;
}

std::string answer_text(const engine::RunRecord&, const WorstDiscRecord& record) {
  std::string text = fmt::format("  A disc about each of {} centres, all else standing; exact on this grid. A disc about any other\n"
                                 "  place of the area takes no more than the bound. The mean is over the centres, by area.\n",
                                 grouped(record.latitude.size() * record.longitude.size()));
  std::vector<std::vector<std::string>> rows{{"radius, km", "lost", "mean", "most", "bound"}};
  for (std::size_t p = 0; p < record.points.size(); ++p) {
    const auto numbers = disc_numbers(record, p);
    for (std::size_t m = 0; m < measures.size(); ++m) {
      std::string name(measures[m].name.substr(0, measures[m].name.find('_')));
      if (measures[m].unit != "1") name += ", Tbit/s";
      rows.push_back({m == 0 ? fmt::format("{:g}", record.radius_km.at(p)) : "", name, fmt::format("{:.4g}", numbers[m].mean),
                      fmt::format("{:g}", numbers[m].most), fmt::format("{:g}", numbers[m].bound)});
    }
  }
  return text + table(rows, {Align::right, Align::left, Align::right, Align::right, Align::right});
}

json answer_json(const engine::RunRecord&, const WorstDiscRecord& record) {
  json points = json::array();
  for (std::size_t p = 0; p < record.points.size(); ++p) {
    const WorstDiscPoint& point = record.points[p];
    json entry{{"radius_km", record.radius_km.at(p)}, {"worst", {{"latitude", point.place.latitude}, {"longitude", point.place.longitude}}}};
    const auto numbers = disc_numbers(record, p);
    for (std::size_t m = 0; m < measures.size(); ++m) {
      entry[measures[m].name] = {{"mean", numbers[m].mean}, {"most", numbers[m].most}, {"bound", numbers[m].bound}};
      entry["worst"][measures[m].name] = numbers[m].worst;
    }
    points.push_back(std::move(entry));
  }
  return {{"centres", record.latitude.size() * record.longitude.size()}, {"reach_km", record.reach_km}, {"points", points}};
}

}  // namespace kaitei::results
