#include "kernels/cpu_backend.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <vector>

#include "kernels/block.hpp"
#include "kernels/stage_block.hpp"

namespace kaitei {
namespace {

// Memory on a cache line's boundary, as vectors need it.
template <class T>
class Aligned {
 public:
  explicit Aligned(std::size_t count)
      : bytes_((std::max<std::size_t>(count, 1) * sizeof(T) + 63) / 64 * 64),
        data_(static_cast<T*>(std::aligned_alloc(64, bytes_))) {
    if (data_ == nullptr) throw std::bad_alloc();
    std::fill_n(data_.get(), count, T{});
  }
  T* get() const { return data_.get(); }
  std::size_t bytes() const { return bytes_; }

 private:
  struct Free {
    void operator()(T* p) const { std::free(p); }
  };
  std::size_t bytes_;
  std::unique_ptr<T, Free> data_;
};

void keep_worst(std::uint64_t block, const std::uint32_t* valid, const std::uint64_t* damage, Tallies& tallies) {
  for (std::uint32_t t = 0; t < trials_per_block; ++t)
    if (damage[t] != 0 && (valid[t / trials_per_word] >> (t % trials_per_word) & 1u))
      tallies.keep_if_worst({damage[t], block * trials_per_block + t});
}

// Of failed bits.
std::size_t row_count(const PlanView& plan) {
  std::size_t rows = std::size_t{plan.literal_count} * (plan.stages.size == 0 ? 1 : stage_count);
  for (const ComponentView& view : plan.components) rows += view.elimination.row_count;
  return rows;
}

std::uint32_t most_nodes(const PlanView& plan) {
  std::uint32_t most = 0;
  for (const ComponentView& view : plan.components) most = view.node_failed.size;
  for (const TaskView& task : plan.tasks) most = std::max(most, task.node_count);
  return most;
}

std::string drawing(const Plan& plan) {
  if (plan.view().stages.size == 0) return "every element in every trial";
  std::string drawn = "only what can change an answer: ";
  for (const StageView& stage : plan.view().stages)
    drawn += std::to_string(stage.elements.size) + (&stage == plan.view().stages.begin() ? " elements in every trial" : " more") +
             (&stage + 1 == plan.view().stages.end() ? "" : ", ");
  return drawn + " where one is still open";
}

std::vector<std::uint64_t*> rows(std::vector<std::vector<std::uint64_t>>& tables) {
  std::vector<std::uint64_t*> pointers;
  for (auto& table : tables) pointers.push_back(table.data());
  return pointers;
}

}  // namespace

struct CpuSimulator::State {
  State(const Plan& p, LaneWidth width, InstructionSet set)
      : plan(p),
        simulate_block(block_function(width, set)),
        simulate_stages(stages_function(width, set)),
        tallies(Tallies::for_model(p.model())),
        nodes(p.view().components.size == 0 ? 0 : p.view().components[0].node_failed.size),
        failed(row_count(p.view()) * words_per_block),
        missed(nodes * words_per_block),
        reached((std::size_t{p.view().reach_slots} + 3 * nodes) * 16),
        disconnected(std::size_t{p.view().connectivity.size} * words_per_block),
        list(nodes),
        work_node(most_nodes(p.view())),
        work_queued(most_nodes(p.view())),
        damage(p.model().worst == 0 ? 0 : trials_per_block) {
    joint = rows(tallies.failed_and_disconnected);
    systems = rows(tallies.systems_joining);
    capacity = rows(tallies.capacity);
    set_reach = rows(tallies.set_reach);
    view = {&tallies.trials,           tallies.element_failed.data(),   tallies.disconnected.data(), joint.data(),
            systems.data(),            capacity.data(),                 tallies.capacity_gbps.data(),
            tallies.component_count.data(), tallies.largest_component.data(), set_reach.data(),
            tallies.elements_failed.data()};
    scratch = {failed.get(), missed.get(), reached.get(), disconnected.get(), list.get(), {work_node.get(), work_queued.get()},
               p.model().worst == 0 ? nullptr : damage.get()};
    for (std::uint32_t stage = 0; stage < p.view().stages.size; ++stage)
      stages.failed[stage] = failed.get() + std::size_t{stage} * p.view().literal_count * words_per_block;
    stages.reached = reached.get();
    stages.work = scratch.work;
    stages.disconnected = disconnected.get();
  }

  std::uint64_t scratch_bytes() const {
    return failed.bytes() + missed.bytes() + reached.bytes() + disconnected.bytes() + list.bytes() + work_node.bytes() +
           work_queued.bytes() + damage.bytes();
  }

  const Plan& plan;
  BlockFunction simulate_block;
  StagesFunction simulate_stages;
  Tallies tallies;
  std::size_t nodes;
  Aligned<std::uint32_t> failed, missed, reached, disconnected, list, work_node;
  Aligned<std::uint8_t> work_queued;
  Aligned<std::uint64_t> damage;
  std::vector<std::uint64_t*> joint, systems, capacity, set_reach;
  TallyView view{};
  BlockScratch scratch{};
  StageScratch stages{};
};

CpuSimulator::CpuSimulator(const Plan& plan, LaneWidth width, InstructionSet set)
    : state_(std::make_unique<State>(plan, width, set)) {}
CpuSimulator::~CpuSimulator() = default;
CpuSimulator::CpuSimulator(CpuSimulator&&) noexcept = default;

void CpuSimulator::simulate(TrialRange range, const TrialBits& bits) {
  if (range.count == 0) return;
  State& s = *state_;
  if (s.plan.view().stages.size != 0) {
    s.tallies.trials += range.count;
    s.simulate_stages(s.plan.view(), range, s.stages,
                      {s.tallies.disconnected.data(), bits.first_trial / trials_per_word, bits.row});
    return;
  }
  const std::uint64_t end = (range.first + range.count - 1) / trials_per_block + 1;
  std::uint32_t valid[words_per_block];
  for (std::uint64_t block = range.first / trials_per_block; block < end; ++block) {
    for (std::uint32_t word = 0; word < words_per_block; ++word) valid[word] = valid_trials(range, block, word);
    s.simulate_block(s.plan.view(), block, valid, s.scratch, s.view);
    if (s.scratch.damage != nullptr) keep_worst(block, valid, s.scratch.damage, s.tallies);
    if (bits.row == nullptr) continue;
    const std::uint64_t word = (block * trials_per_block - bits.first_trial) / trials_per_word;
    for (std::size_t c = 0; c < s.tallies.disconnected.size(); ++c)
      for (std::uint32_t w = 0; w < words_per_block; ++w)
        if (valid[w] != 0) bits.row[c][word + w] |= s.scratch.disconnected[c * words_per_block + w];
  }
}

const Tallies& CpuSimulator::tallies() const { return state_->tallies; }

const std::uint32_t* CpuSimulator::failed() const { return state_->failed.get(); }

std::uint64_t CpuSimulator::state_bytes(const Plan& plan) { return State(plan, widest_native(), InstructionSet::native).scratch_bytes(); }

std::string CpuBackend::lanes() const {
  return std::to_string(static_cast<unsigned>(lanes_)) + " (" + instruction_set_name(lanes_) + ")";
}

std::unique_ptr<Simulator> CpuBackend::make_simulator(const Plan& plan, unsigned) const {
  return std::make_unique<CpuSimulator>(plan, lanes_);
}

WorkerPlan CpuBackend::plan_worker(const Plan& plan, unsigned worker) const {
  const std::uint64_t state = CpuSimulator::state_bytes(plan);
  return {.worker = "thread " + std::to_string(worker),
          .state = "in main memory, through the core's caches",
          .shape = "a block of 1024 trials, " + std::to_string(static_cast<unsigned>(lanes_)) + " at a time",
          .drawing = drawing(plan),
          .state_bytes = state,
          .memory_bytes = state + Tallies::for_model(plan.model()).pack().size() * sizeof(std::uint64_t)};
}

StateCounts CpuBackend::count_states(const Model& model, TrialRange range) const {
  const Plan plan(draws_of(model));
  CpuSimulator simulator(plan, lanes_);
  std::vector<std::uint64_t> names;
  names.reserve(range.count);
  std::uint64_t of_block[trials_per_block];
  for (std::uint64_t trial = range.first, end = range.first + range.count; trial < end;) {
    const std::uint64_t place = trial % trials_per_block, count = std::min(trials_per_block - place, end - trial);
    simulator.simulate({trial, count});
    std::fill(std::begin(of_block), std::end(of_block), 0);
    for (std::uint32_t e = 0; e < model.elements.size(); ++e)
      for (std::uint32_t word = 0; word < words_per_block; ++word)
        for_each_bit(simulator.failed()[e * words_per_block + word],
                     [&](std::uint32_t lane) { of_block[word * trials_per_word + lane] ^= element_name(e); });
    names.insert(names.end(), of_block + place, of_block + place + count);
    trial += count;
  }
  return count_names(std::move(names));
}

}  // namespace kaitei
