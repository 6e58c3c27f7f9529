#include "sample_record.hpp"

#include "experiment/dump.hpp"
#include "experiment/parse.hpp"

namespace kaitei::testing {
namespace {

using namespace network;

Network sample_network() {
  Network net;
  net.name = "sample";
  net.version = "2024-05";
  net.licence = "CC-BY-4.0";
  net.nodes = {
      {"toucheng", "Toucheng", "頭城", "頭城", "頭城", NodeKind::station, Site::station, "Taiwan", {121.82, 24.86}, false, {}, {"survey", Confidence::a}},
      {"shima", "Shima", "志摩", "志摩", "志摩", NodeKind::station, Site::town, "Japan", {136.88, 34.30}, false, {}, {"", Confidence::unsourced}},
      {"bu-1", "BU1", "", "", "", NodeKind::branching_unit, Site::station, "", {128.0, 28.0}, true, {}, {"press", Confidence::b}},
      {"taipei", "Taipei", "臺北", "臺北", "台北", NodeKind::city, Site::station, "Taiwan", {121.56, 25.03}, false, {}, {"", Confidence::c}}};
  System system;
  system.id = "asia-1";
  system.name = "Asia One 亞洲一號";
  system.aliases = {"A1", "アジア1"};
  system.owners = {"中華電信", "NTT"};
  system.ready_for_service = "2016-06";
  system.design_tbps = 54.8;
  System bare;
  bare.id = "bare";
  bare.status = Status::planned;
  net.systems = {system, bare};
  Segment first;
  first.id = "asia-1-s1";
  first.system = SystemId{0};
  first.from = NodeId{0};
  first.to = NodeId{2};
  first.length_km = 800.5;
  first.length_stated = true;
  first.fibre_pairs = 6;
  first.depth_shares = {0.1, 0.2, 0.7};
  first.repeatered = true;
  first.line = {{121.82, 24.86}, {125, 26}, {128, 28}};
  Segment second;
  second.id = "asia-1-s2";
  second.from = NodeId{2};
  second.to = NodeId{1};
  second.role = SegmentRole::branch;
  second.length_km = 1100;
  net.segments = {first, second};
  Route route;
  route.id = "asia-1-r1";
  route.from = NodeId{0};
  route.to = NodeId{1};
  route.segments = {SegmentId{0}, SegmentId{1}};
  net.routes = {route};
  PowerSection section;
  section.id = "asia-1-p1";
  section.segments = {SegmentId{0}, SegmentId{1}};
  section.end_a = NodeId{0};
  net.power_sections = {section};
  Link link;
  link.id = "toucheng-taipei";
  link.from = NodeId{0};
  link.to = NodeId{3};
  link.length_km = 45;
  net.links = {link};
  net.terminal_sets = {{"taiwan", {NodeId{0}, NodeId{3}}}, {"japan", {NodeId{1}}}};
  return net;
}

Graph sample_graph() {
  Graph graph;
  graph.elements = {{"segment:asia-1-s1", ElementKind::segment, 0},
                    {"segment:asia-1-s2", ElementKind::segment, 1},
                    {"station:toucheng", ElementKind::station, 0},
                    {"feed:asia-1-p1:a", ElementKind::feed, 0},
                    {"link:toucheng-taipei", ElementKind::link, 0}};
  graph.gates = {{GateKind::all_up, {0, 1, 2, 3}}, {GateKind::any_up, {}}};
  graph.node_failed = {2, 6, 6, 6};
  graph.edges = {{"asia-1-r1", NodeId{0}, NodeId{1}, 5, SystemId{0}, 54.8, std::nullopt, 0},
                 {"toucheng-taipei", NodeId{0}, NodeId{3}, 4, std::nullopt, std::nullopt}};
  return graph;
}

experiment::Experiment sample_experiment() {
  auto e = experiment::parse_text(R"(
    schema = 1
    name = "taiwan-japan"
    question = "Does Taiwan still reach Japan? 台灣還連得到日本嗎？"
    [network]
    source = "data"
    [[capacity_prior]]
    name = "assumed"
    tbps = 13.7
    [failure]
    mode = "window"
    exposure_days = 30
    [[scenario]]
    name = "discs"
    kind = "disc"
    sweep = { radius_km = [10, 25] }
    [run]
    trials = 1003
    seed = 9223372036854775807
  )", "sample.toml");
  e.overrides = {"run.trials=1003"};
  return e;
}

// Two losses of the three units; the sums are those of a real run.
engine::ScenarioRecord sample_scenario() {
  engine::NMinusKRecord n;
  n.failures = 2;
  n.units = {"cable:asia-1", "cable:bare", "group:本州"};
  n.unit_kinds = {experiment::UnitKind::cables, experiment::UnitKind::cables, experiment::UnitKind::groups};
  n.sets = {1, 3, 3};
  n.losses = {{"taiwan-japan/any", {}}, {"dark/fewer than 3 systems", {Loss::Kind::fewer_systems, 1, 3}}};
  n.answers.resize(2);
  n.answers[0].counts = {n.sets, {0, 0, 1}, {0, 0, 1}, {{0, 0, 0}, {0, 0, 0}, {1, 1, 0}}, {{0, 0, 0}, {0, 0, 0}, {1, 1, 0}},
                         {{0, 1}}, 7};
  n.answers[0].smallest = {2, {0, 1}, true, {0, 2, 1}, 9};
  n.answers[1].counts = {n.sets, {0, 0, 0}, {0, 0, 0}, std::vector(3, std::vector<std::uint64_t>(3)),
                         std::vector(3, std::vector<std::uint64_t>(3)), {}, 1};
  n.answers[1].smallest = {0, {}, false, {}, 1};
  Tallies& t = n.enumerated.emplace();
  t.trials = 3;
  t.worst = {{WorstTrial::outcome + 2 * WorstTrial::system + 450, 0}, {WorstTrial::system, 1}};
  n.worst_members = {{0, 1}, {1, 2}};
  t.systems_joining = {{1, 1, 1}, {2, 1}};
  t.component_count = {0, 2, 1, 0, 0};
  t.largest_component = {0, 0, 1, 0, 2};
  return {"two-cables", experiment::ScenarioKind::n_minus_k, n};
}

// Discs of two sizes over the trials of the run, beside random failure.
engine::ScenarioRecord sample_discs(const engine::RunRecord& run) {
  engine::SampledPoint small{run.tallies, run.tallies}, large = small;
  small.struck.disconnected = {3, 4, 0};
  large.struck.disconnected = {30, 40, 0};
  large.struck.systems_joining = {{600, 200, 203}, {1000, 3}};
  large.matched.capacity_gbps = {{1, 1}, {0, 0}};
  return {"discs", experiment::ScenarioKind::disc,
          engine::SampledRecord{experiment::sweep_axes(run.experiment.scenarios[0]), {small, large}, 0}};
}

// Two cables removed in two orders, beside two random ones.
engine::ScenarioRecord sample_sequence() {
  engine::AttackSequenceRecord a;
  a.units = {"cable:asia-1", "cable:bare"};
  a.unit_kinds = {experiment::UnitKind::cables, experiment::UnitKind::cables};
  a.nodes = 4;
  a.sequences = {{"degree", {0, 1}, {4, 2, 2}, {1, 1, 3}, {{2, 1, 0}, {1, 1, 0}}},
                 {"degree, recomputed", {1, 0}, {4, 4, 2}, {2, 1, 3}, {{2, 1, 0}, {1, 0, 0}}}};
  a.random.largest_sums = {4, 6};
  a.random.largest = {{8, 32}, {6, 20}, {4, 8}};
  a.random.disconnected = {{0, 1, 2}, {0, 2, 2}, {0, 0, 0}};
  a.random.systems = {{{4, 8}, {2, 2}, {0, 0}}, {{2, 2}, {1, 1}, {0, 0}}};
  return {"one-by-one", experiment::ScenarioKind::attack_sequence, a};
}

// A loss proven, one with a gap, and one that there is not.
engine::ScenarioRecord sample_attacker() {
  engine::AttackerRecord a;
  a.units = {"cable:asia-1", "cable:bare"};
  a.unit_kinds = {experiment::UnitKind::cables, experiment::UnitKind::cables};
  a.prices = {1500, 2250};
  a.budget = 2000;
  a.orders = 200;
  a.losses = {{"taiwan-japan/any", {}}, {"taiwan-japan/direct", {.outcome = 1}}, {"dark/fewer than 3 systems", {Loss::Kind::fewer_systems, 1, 3}}};
  const CheapestCut proven{true, 1500, 1500, {0}, 0}, open{true, 1500, 3750, {0, 1}, 0}, none{false, 0, 0, {}, 0};
  a.answers = {{proven, {1, 0}, 3750, engine::AttackAnswer::most_cost, 90, 110},
               {open, {0, 1}, 3750, 3000, 0, 200},
               {none, {}, 0, engine::AttackAnswer::most_cost, 0, 0}};
  return {"buyer", experiment::ScenarioKind::attacker, a};
}

}  // namespace

engine::RunRecord sample_record() {
  engine::RunRecord r;
  r.experiment = sample_experiment();
  r.network = sample_network();
  r.graph = sample_graph();
  r.probability = {0.1, 0.05, 0.01, 0, 1};
  using experiment::Definition;
  using experiment::Quantifier;
  r.connectivity = {{"taiwan-japan/any", "taiwan", "japan", Definition::any, Quantifier::any},
                    {"taiwan-japan/direct", "taiwan", "japan", Definition::direct, Quantifier::all},
                    {"台灣-日本/partner", "taiwan", "japan", Definition::partner, Quantifier::any}};
  r.joining = {{"taiwan-japan", "taiwan", "japan", {"asia-1", "bare"}, 100, 450, 1, {1, 2}, 2},
               {"dark", "taiwan", "japan", {"bare"}, 1, 0, 3, {3}, 0}};
  r.reach_sets = {"taiwan", "japan"};
  Tallies& t = r.tallies;
  t.trials = 1003;
  t.element_failed = {100, 50, 10, 0, 1003};
  t.disconnected = {120, 150, 0};
  t.failed_and_disconnected = {{90, 40, 10, 0, 120}, {100, 45, 10, 0, 150}, {0, 0, 0, 0, 0}};
  t.systems_joining = {{120, 383, 500}, {3, 1000}};
  t.capacity = {{120, 0, 83, 300, 500}, {1003}};
  t.capacity_gbps = {{350750, 143187500}, {0, 0}};
  t.component_count = {0, 853, 140, 10, 0};
  t.largest_component = {0, 0, 150, 0, 853};
  t.set_reach = {{0, 0, 150, 0, 853}, {10, 140, 0, 0, 853}};
  t.elements_failed = {0, 853, 140, 10, 0, 0};
  r.disconnected_bits.assign(3, std::vector<std::uint32_t>(32, 0));
  for (std::uint32_t trial = 0; trial < 1003; ++trial) {
    if (trial % 7 == 3) r.disconnected_bits[0][trial / 32] |= 1u << trial % 32;
    if (trial < 150) r.disconnected_bits[1][trial / 32] |= 1u << trial % 32;
  }
  r.disconnected_bits[0][31] |= 1u << 31;  // beyond the last trial: must not be written
  r.scenarios = {sample_scenario(), sample_discs(r), sample_sequence(), sample_attacker()};
  auto& p = r.provenance;
  p.program_version = "0.1.0";
  p.git_commit = "0123abc";
  p.build = "g++ -O3";
  p.command_line = "kaitei run taiwan-japan.toml \xff";  // not UTF-8, as a shell may pass it
  p.host = "ホスト";
  p.backend = "cpu";
  p.lanes = "256";
  p.resolved_experiment = experiment::dump(r.experiment);
  p.start_time = "2024-05-01T00:00:00Z";
  p.end_time = "2024-05-01T00:00:01Z";
  p.wall_seconds = 1.25;
  p.cpu_seconds = 2.25;
  p.worker_seconds = 2.125;
  p.peak_memory_bytes = 7 << 20;
  p.threads = 2;
  p.planned = {1024, 1003};
  p.sampler_tables_sha256 = std::string(64, 'a');
  p.inputs = {{"nodes.csv", std::string(64, 'b')}, {"セグメント.geojson", std::string(64, 'c')}};
  p.repairs = {"segment asia-1-s2: 2 points joined", ""};
  return r;
}

engine::RunRecord empty_record() {
  engine::RunRecord r;
  r.experiment = experiment::parse_text("schema = 1\nname = \"empty\"\n[network]\nsource = \"data\"", "empty.toml");
  r.provenance.resolved_experiment = experiment::dump(r.experiment);
  return r;
}

}  // namespace kaitei::testing
