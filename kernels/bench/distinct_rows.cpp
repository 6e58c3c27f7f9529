// Reuse of states: each distinct set of failed edges solved once and counted as often as it was drawn, against solving
// every trial. The graph's failure probabilities are scaled to so many failed edges a trial in the mean. A state that
// was drawn w times is listed once for every binary digit of w, and the tallies of digit d count 2^d times; so all
// outcomes come out exactly as without reuse.
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "kernels/cpu_backend.hpp"
#include "kernels/cuda/cuda_backend.hpp"
#include "row.hpp"

namespace kaitei::bench {
namespace {

constexpr std::uint64_t smallest_trials = 65536;

// Distinct states and how often each was drawn.
class States {
 public:
  explicit States(std::uint32_t elements) : single_(elements) {}

  // The trials of a block: element e's words at failed[e * 32].
  void add_block(const std::uint32_t* failed) {
    for (std::uint32_t e = 0; e < single_.size(); ++e) {
      const std::uint32_t* row = failed + e * words_per_block;
      std::uint32_t anything = 0;
      for (std::uint32_t w = 0; w < words_per_block; ++w) anything |= row[w];
      for (std::uint32_t w = 0; anything != 0 && w < words_per_block; ++w)
        for (std::uint32_t bits = row[w]; bits != 0; bits &= bits - 1) {
          auto& members = trial_[w * trials_per_word + static_cast<std::uint32_t>(__builtin_ctz(bits))];
          if (members.empty()) touched_.push_back(&members);
          members.push_back(e);
        }
    }
    intact_ += trials_per_block - touched_.size();
    for (std::vector<std::uint32_t>* const members : touched_) {
      if (members->size() == 1) ++single_[members->front()];
      else ++several_drawn(*members);
      members->clear();
    }
    touched_.clear();
  }

  // Calls f(members, how often).
  template <class F>
  void for_each(F&& f) const {
    f(std::vector<std::uint32_t>{}, intact_);
    for (std::uint32_t e = 0; e < single_.size(); ++e)
      if (single_[e] != 0) f(std::vector<std::uint32_t>{e}, single_[e]);
    for (const auto& [name, state] : several_) f(state.members, state.drawn);
  }

 private:
  struct State {
    std::vector<std::uint32_t> members;
    std::uint64_t drawn = 0;
  };

  std::uint64_t& several_drawn(const std::vector<std::uint32_t>& members) {
    std::uint64_t name = 0;
    for (const std::uint32_t e : members) name ^= element_name(e);
    for (auto [at, end] = several_.equal_range(name); at != end; ++at)
      if (at->second.members == members) return at->second.drawn;
    return several_.insert({name, {members, 0}})->second.drawn;
  }

  std::uint64_t intact_ = 0;
  std::vector<std::uint64_t> single_;
  std::vector<std::uint32_t> trial_[trials_per_block];  // members of the block at hand, empty between blocks
  std::vector<std::vector<std::uint32_t>*> touched_;
  std::unordered_multimap<std::uint64_t, State> several_;
};

Tallies solve_once(const Model& model, const States& states) {
  std::map<int, std::vector<std::vector<std::uint32_t>>> digits;
  states.for_each([&](const std::vector<std::uint32_t>& members, std::uint64_t drawn) {
    for (int digit = 0; drawn >> digit != 0; ++digit)
      if ((drawn >> digit & 1) != 0) digits[digit].push_back(members);
  });
  Model listed = model;
  FailureLists& lists = listed.lists;
  lists.first = {0};
  std::map<int, TrialRange> ranges;  // from a block's first trial on
  for (const auto& [digit, sets] : digits) {
    while (lists.trials() % trials_per_block != 0) lists.first.push_back(lists.first.back());
    ranges[digit] = {lists.trials(), sets.size()};
    for (const auto& members : sets) {
      lists.members.insert(lists.members.end(), members.begin(), members.end());
      lists.first.push_back(static_cast<std::uint32_t>(lists.members.size()));
    }
  }
  const Plan plan(listed);
  Tallies sum = Tallies::for_model(model);
  std::vector<std::uint64_t> total(sum.pack().size());
  for (const auto& [digit, range] : ranges) {
    CpuSimulator simulator(plan);
    simulator.simulate(range);
    const std::vector<std::uint64_t> counts = simulator.tallies().pack();
    for (std::size_t i = 0; i < counts.size(); ++i) total[i] += counts[i] << digit;
  }
  sum.unpack(total);
  return sum;
}

// Every count, in one number.
double fingerprint(const Tallies& tallies) {
  std::uint64_t hash = 0;
  for (const std::uint64_t count : tallies.pack()) hash = (hash ^ count) * 0x100000001B3u;
  return static_cast<double>(hash >> 11);
}

}  // namespace

std::vector<Row> distinct_rows(const Options& options) {
  std::vector<Row> rows;
  double mean = 0;
  for (const auto& edge : options.graph.edges) mean += edge.failure_probability;
  for (const char* failures : {"1", "0.3", "0.1", "0.03"}) {
    RandomGraph graph = options.graph;
    for (auto& edge : graph.edges) edge.failure_probability *= std::stod(failures) / mean;
    const SamplerKeys keys{0x6b61697465690001, 2};
    const auto plan = std::make_shared<const Plan>(make_model(graph, {.components = true, .importance = true,
                                                                      .elements_failed = true}, keys));
    const auto draws = std::make_shared<const Plan>(draws_of(plan->model()));

    Row row;
    row.section = std::string("states that repeat, ") + failures + " failures a trial";
    row.unit = "trials";
    row.granularity = smallest_trials;
    row.answer = "fingerprint of all counts";
    row.name = "every trial";
    row.run = [plan](std::uint64_t n, std::uint64_t r) {
      CpuSimulator simulator(*plan);
      simulator.simulate({r * n, n});
      return fingerprint(simulator.tallies());
    };
    rows.push_back(row);
    row.name = "each distinct state once";
    row.baseline = row.partner = "every trial";
    row.run = [plan, draws](std::uint64_t n, std::uint64_t r) {
      States states(static_cast<std::uint32_t>(draws->model().elements.size()));
      CpuSimulator drawn(*draws);
      for (std::uint64_t first = r * n; first < (r + 1) * n; first += trials_per_block) {
        drawn.simulate({first, trials_per_block});
        states.add_block(drawn.failed());
      }
      return fingerprint(solve_once(plan->model(), states));
    };
    rows.push_back(row);
    row.name = "the draws alone";
    row.answer = "trials";
    row.partner = "";
    row.run = [draws](std::uint64_t n, std::uint64_t r) {
      CpuSimulator drawn(*draws);
      drawn.simulate({r * n, n});
      return static_cast<double>(drawn.tallies().trials);
    };
    rows.push_back(row);
    row.answer = "distinct states";
    const auto add_count = [&](std::string name, std::shared_ptr<const Backend> backend) {
      row.name = std::move(name);
      row.run = [draws, backend](std::uint64_t n, std::uint64_t r) {
        return static_cast<double>(backend->count_states(draws->model(), {r * n, n}).distinct);
      };
      rows.push_back(row);
    };
    add_count("distinct states counted", std::make_shared<CpuBackend>(1));
    row.partner = row.name;
    if (const std::vector<CudaDevice> devices = probe_cuda().devices; !devices.empty())
      add_count("distinct states counted, " + devices[0].name, make_cuda_backend({.devices = {devices[0].number}}));
  }
  return rows;
}

}  // namespace kaitei::bench
