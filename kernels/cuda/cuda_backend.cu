#include "kernels/cuda/cuda_backend.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "kernels/cuda/device_memory.hpp"
#include "kernels/cuda/device_states.hpp"
#include "kernels/cuda/occupancy.hpp"

namespace kaitei {
namespace cuda {

Kernel kernel_of(Placement placement) {
  switch (placement) {
    case Placement::shared: return simulate_blocks<Placement::shared>;
    case Placement::reached_shared: return simulate_blocks<Placement::reached_shared>;
    case Placement::global: break;
  }
  return simulate_blocks<Placement::global>;
}

const char* name_of(Placement placement) {
  if (placement == Placement::shared) return "shared";
  return placement == Placement::reached_shared ? "reached-shared" : "global";
}

Occupancy choose_occupancy(const DevicePlanView& sizes, const CudaOptions& options) {
  constexpr unsigned enough_warps = 16;  // of the 64 that a multiprocessor can hold
  int device = 0;
  check(cudaGetDevice(&device), "name its device");
  cudaDeviceProp properties{};
  check(cudaGetDeviceProperties(&properties, device), "describe a device");
  Occupancy best;
  for (const Placement placement : {Placement::shared, Placement::reached_shared, Placement::global}) {
    if (!options.placement.empty() && options.placement != name_of(placement)) continue;
    for (const unsigned threads : {128u, 256u, 512u, 1024u}) {
      if (options.threads != 0 && threads != 128) continue;
      Occupancy one{placement, options.threads != 0 ? options.threads : threads};
      one.words = footprint(sizes, placement, one.threads);
      const std::size_t shared_bytes = one.words.shared_words * sizeof(std::uint32_t);
      if (shared_bytes > properties.sharedMemPerBlockOptin) continue;
      check(cudaFuncSetAttribute(kernel_of(placement), cudaFuncAttributeMaxDynamicSharedMemorySize,
                                 static_cast<int>(shared_bytes)),
            "use shared memory");
      check(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&one.blocks_per_multiprocessor, kernel_of(placement),
                                                          static_cast<int>(one.threads), shared_bytes),
            "find the occupancy");
      one.thread_blocks = one.blocks_per_multiprocessor * properties.multiProcessorCount;
      if (one.warps_per_multiprocessor() > best.warps_per_multiprocessor()) best = one;
    }
    if (best.warps_per_multiprocessor() >= enough_warps) break;
  }
  if (best.thread_blocks == 0)
    throw std::invalid_argument("no thread block with state in " + options.placement + " memory fits the device");
  check(cudaFuncSetAttribute(kernel_of(best.placement), cudaFuncAttributeMaxDynamicSharedMemorySize,
                             static_cast<int>(best.words.shared_words * sizeof(std::uint32_t))),
        "use shared memory");
  return best;
}

namespace {

// Blocks of 1024 trials whose bits or candidates come back at once, while the next are under way.
constexpr std::uint64_t blocks_per_copy = 2048;

std::string mebibytes(std::uint64_t bytes) { return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MiB"; }

// Memory that one stream works with.
struct Slot {
  Stream stream;
  DeviceArray<std::uint32_t> memory, bits;
  DeviceArray<Candidate> candidates;
  DeviceArray<unsigned long long> candidate_count;
  PinnedArray<std::uint32_t> host_bits;
  PinnedArray<unsigned long long> host_candidate_count;
  std::uint64_t first_block = 0, block_count = 0;  // under way; 0: none
};

class CudaSimulator final : public Simulator {
 public:
  CudaSimulator(const Plan& plan, int device, const CudaOptions& options)
      : plan_(plan), device_(device), say_(options.say), total_(Tallies::for_model(plan.model())), part_(total_) {
    check(cudaSetDevice(device), "use a device");
    const DevicePlan device_plan(plan);
    occupancy_ = choose_occupancy(device_plan.sizes(), options);
    grid_ = occupancy_.thread_blocks;
    const std::vector<std::byte>& bytes = device_plan.bytes();
    copy_stream_.emplace();
    plan_bytes_ = device_array<std::byte>(bytes.size());
    view_ = device_plan.view(plan_bytes_.get());
    tallies_ = device_array<unsigned long long>(view_.tally.size);
    host_tallies_ = pinned_array<unsigned long long>(view_.tally.size);
    check(cudaMemcpyAsync(plan_bytes_.get(), bytes.data(), bytes.size(), cudaMemcpyHostToDevice, copy_stream_->get()),
          "copy the model");
    clear_tallies();
    copy_stream_->wait();
  }

  ~CudaSimulator() override { cudaSetDevice(device_); }

  void simulate(TrialRange range, const TrialBits& bits) override {
    if (range.count == 0) return;
    check(cudaSetDevice(device_), "use a device");
    const std::uint64_t first = range.first / trials_per_block;
    const std::uint64_t end = (range.first + range.count - 1) / trials_per_block + 1;
    const bool copies = bits.row != nullptr || plan_.model().worst != 0;
    allocate(bits.row != nullptr, copies ? std::min(end - first, blocks_per_copy) : end - first);
    std::size_t next = 0;
    for (std::uint64_t block = first; block < end; next = (next + 1) % slots_.size()) {
      Slot& slot = slots_[next];
      collect(slot, bits);
      slot.first_block = block;
      slot.block_count = copies ? std::min(end - block, blocks_at_once_) : end - block;
      block += slot.block_count;
      launch(slot, range, bits);
    }
    for (std::size_t i = 0; i < slots_.size(); ++i) collect(slots_[(next + i) % slots_.size()], bits);
    add_tallies();
  }

  const Tallies& tallies() const override { return total_; }

  StateCounts count_states(TrialRange range) {
    if (range.count == 0) return {};
    const std::uint64_t first = range.first / trials_per_block;
    const std::uint64_t end = (range.first + range.count - 1) / trials_per_block + 1;
    names_ = device_array<std::uint64_t>((end - first) * trials_per_block);
    allocate(false, end - first);
    Slot& slot = slots_.front();
    slot.first_block = first;
    slot.block_count = end - first;
    launch(slot, range, {});
    return count_names(names_.get() + range.first % trials_per_block, range.count, slot.stream.get());
  }

 private:
  // Slots for so many blocks at once; smaller ones, and fewer thread blocks, where memory is short.
  void allocate(bool bits, std::uint64_t blocks) {
    const bool worst = plan_.model().worst != 0;
    const std::uint64_t wanted = blocks;
    const int wanted_grid = grid_;
    blocks = std::min(blocks, most_blocks_);
    if (!slots_.empty() && has_bits_ >= bits && blocks_at_once_ >= blocks) return;
    for (;;) {
      slots_.clear();
      try {
        for (int i = 0; i < (bits || worst ? 2 : 1); ++i) slots_.push_back(make_slot(bits, worst, blocks));
        break;
      } catch (const std::bad_alloc&) {
        if (grid_ == 1 && blocks == 1)
          throw std::runtime_error("device " + std::to_string(device_) + " has too little memory for one block of 1024 "
                                   "trials (" + mebibytes(slot_bytes(bits, worst, 1)) + "); run with --backend cpu");
        grid_ = std::max(grid_ / 2, 1);
        if (bits || worst) most_blocks_ = blocks = std::max<std::uint64_t>(blocks / 2, 1);
        else if (grid_ == 1) blocks = 1;
      }
    }
    has_bits_ = bits;
    blocks_at_once_ = bits || worst ? blocks : wanted;
    if (say_ && (blocks_at_once_ != wanted || grid_ != wanted_grid))
      say_("device " + std::to_string(device_) + " is short of memory: batches of " + std::to_string(blocks_at_once_) +
           " blocks of 1024 trials instead of " + std::to_string(wanted) + ", " + std::to_string(grid_) +
           " thread blocks instead of " + std::to_string(wanted_grid) + " (slower; the results are the same)");
  }

  std::uint64_t slot_bytes(bool bits, bool worst, std::uint64_t blocks) const {
    return static_cast<std::uint64_t>(grid_) * occupancy_.words.global_words * sizeof(std::uint32_t) +
           (bits ? view_.connectivity.size * blocks * words_per_block * sizeof(std::uint32_t) : 0) +
           (worst ? blocks * trials_per_block * sizeof(Candidate) : 0);
  }

  Slot make_slot(bool bits, bool worst, std::uint64_t blocks) const {
    Slot slot;
    slot.memory = device_array<std::uint32_t>(static_cast<std::uint64_t>(grid_) * occupancy_.words.global_words);
    if (bits) {
      slot.bits = device_array<std::uint32_t>(view_.connectivity.size * blocks * words_per_block);
      slot.host_bits = pinned_array<std::uint32_t>(view_.connectivity.size * blocks * words_per_block);
    }
    if (worst) {
      slot.candidates = device_array<Candidate>(blocks * trials_per_block);
      slot.candidate_count = device_array<unsigned long long>(1);
      slot.host_candidate_count = pinned_array<unsigned long long>(1);
    }
    return slot;
  }

  // The launch and the copies after it, all in the slot's stream.
  void launch(Slot& slot, TrialRange range, const TrialBits& bits) {
    const bool worst = plan_.model().worst != 0;
    const std::size_t bit_words = view_.connectivity.size * slot.block_count * words_per_block;
    const Work work{.range = range,
                    .first_block = slot.first_block,
                    .block_count = slot.block_count,
                    .tallies = tallies_.get(),
                    .bits = bits.row == nullptr ? nullptr : slot.bits.get(),
                    .candidates = slot.candidates.get(),
                    .candidate_count = slot.candidate_count.get(),
                    .names = names_.get(),
                    .floor = floor(),
                    .memory = slot.memory.get(),
                    .words_per_thread_block = occupancy_.words.global_words};
    if (worst)
      check(cudaMemsetAsync(slot.candidate_count.get(), 0, sizeof(unsigned long long), slot.stream.get()), "clear memory");
    const auto grid = static_cast<unsigned>(std::min<std::uint64_t>(slot.block_count, static_cast<unsigned>(grid_)));
    KAITEI_LAUNCH(kernel_of(occupancy_.placement), grid, occupancy_.threads,
                  occupancy_.words.shared_words * sizeof(std::uint32_t), slot.stream.get(), view_, work);
    check(cudaGetLastError(), "start a kernel");
    if (bits.row != nullptr && bit_words != 0)
      check(cudaMemcpyAsync(slot.host_bits.get(), slot.bits.get(), bit_words * sizeof(std::uint32_t),
                            cudaMemcpyDeviceToHost, slot.stream.get()),
            "copy the trial bits");
    if (worst)
      check(cudaMemcpyAsync(slot.host_candidate_count.get(), slot.candidate_count.get(), sizeof(unsigned long long),
                            cudaMemcpyDeviceToHost, slot.stream.get()),
            "copy the number of candidates");
  }

  // The least of the worst trials so far, once there are enough of them.
  Candidate floor() const {
    if (total_.worst.empty() || total_.worst.size() < total_.worst_kept) return {0, 0};
    return {total_.worst.back().damage, total_.worst.back().trial};
  }

  // Waits for the slot, and takes what it brought.
  void collect(Slot& slot, const TrialBits& bits) {
    if (slot.block_count == 0) return;
    slot.stream.wait();
    const std::uint64_t words = slot.block_count * words_per_block;
    if (bits.row != nullptr) {
      const std::uint64_t at = (slot.first_block * trials_per_block - bits.first_trial) / trials_per_word;
      for (std::size_t c = 0; c < view_.connectivity.size; ++c)
        for (std::uint64_t w = 0; w < words; ++w)  // words without a valid trial may lie outside the row
          if (slot.host_bits[c * words + w] != 0) bits.row[c][at + w] |= slot.host_bits[c * words + w];
    }
    if (slot.candidates != nullptr && slot.host_candidate_count[0] != 0) {
      std::vector<Candidate> candidates(slot.host_candidate_count[0]);
      check(cudaMemcpyAsync(candidates.data(), slot.candidates.get(), candidates.size() * sizeof(Candidate),
                            cudaMemcpyDeviceToHost, slot.stream.get()),
            "copy the candidates");
      slot.stream.wait();
      for (const Candidate& candidate : candidates) total_.keep_if_worst({candidate.damage, candidate.trial});
    }
    slot.block_count = 0;
  }

  void clear_tallies() {
    check(cudaMemsetAsync(tallies_.get(), 0, view_.tally.size * sizeof(unsigned long long), copy_stream_->get()),
          "clear memory");
  }

  // Every stream is done: adds what was counted, with the host's check for overflow.
  void add_tallies() {
    check(cudaMemcpyAsync(host_tallies_.get(), tallies_.get(), view_.tally.size * sizeof(unsigned long long),
                          cudaMemcpyDeviceToHost, copy_stream_->get()),
          "copy the tallies");
    clear_tallies();
    copy_stream_->wait();
    part_.unpack({host_tallies_.get(), host_tallies_.get() + view_.tally.size});
    total_ += part_;
  }

  const Plan& plan_;
  int device_;
  std::function<void(const std::string&)> say_;
  Tallies total_, part_;
  Occupancy occupancy_;
  int grid_ = 0;
  std::optional<Stream> copy_stream_;
  DeviceArray<std::byte> plan_bytes_;
  DeviceArray<unsigned long long> tallies_;
  PinnedArray<unsigned long long> host_tallies_;
  DevicePlanView view_{};
  DeviceArray<std::uint64_t> names_;
  std::vector<Slot> slots_;
  bool has_bits_ = false;
  std::uint64_t blocks_at_once_ = 0, most_blocks_ = blocks_per_copy;  // where bits or candidates are copied
};

class CudaBackend final : public Backend {
 public:
  CudaBackend(std::vector<CudaDevice> devices, CudaOptions options)
      : devices_(std::move(devices)), options_(std::move(options)) {}

  std::string name() const override { return "cuda"; }
  std::string device() const override {
    std::string names;
    for (const CudaDevice& device : devices_) names += (names.empty() ? "" : ", ") + device.name;
    return names;
  }
  std::string lanes() const override { return "32 (CUDA)"; }
  unsigned workers() const override { return static_cast<unsigned>(devices_.size()); }
  std::uint64_t blocks_per_batch() const override { return 16384; }
  std::unique_ptr<Simulator> make_simulator(const Plan& plan, unsigned worker) const override {
    try {
      return std::make_unique<CudaSimulator>(plan, devices_[worker].number, options_);
    } catch (const std::bad_alloc&) {
      throw std::runtime_error("device " + std::to_string(devices_[worker].number) + " has too little memory for the "
                               "model (" + mebibytes(DevicePlan(plan).bytes().size()) + "); run with --backend cpu");
    }
  }
  WorkerPlan plan_worker(const Plan& plan, unsigned worker) const override {
    check(cudaSetDevice(devices_[worker].number), "use a device");
    const DevicePlan device_plan(plan);
    const Occupancy occupancy = choose_occupancy(device_plan.sizes(), options_);
    WorkerPlan result;
    result.worker = "device " + std::to_string(devices_[worker].number) + ", " + devices_[worker].name;
    result.state = occupancy.placement == Placement::shared           ? "all in shared memory"
                   : occupancy.placement == Placement::reached_shared ? "reach in shared memory, failures in global memory"
                                                                      : "in global memory";
    result.shape = std::to_string(occupancy.thread_blocks) + " thread blocks of " + std::to_string(occupancy.threads) +
                   " threads, " + std::to_string(occupancy.warps_per_multiprocessor()) + " warps a multiprocessor";
    result.drawing = "every element in every trial";
    result.state_bytes = occupancy.words.shared_words * sizeof(std::uint32_t);
    result.memory_bytes = device_plan.bytes().size() + device_plan.sizes().tally.size * sizeof(std::uint64_t) +
                          static_cast<std::uint64_t>(occupancy.thread_blocks) * occupancy.words.global_words *
                              sizeof(std::uint32_t);
    result.blocks_at_once = static_cast<std::uint64_t>(occupancy.thread_blocks);
    return result;
  }
  StateCounts count_states(const Model& model, TrialRange range) const override {
    const Plan plan(draws_of(model));
    try {
      return CudaSimulator(plan, devices_.front().number, options_).count_states(range);
    } catch (const std::bad_alloc&) {
      throw std::runtime_error("device " + std::to_string(devices_.front().number) + " has too little memory to tell the "
                               "failure states of " + std::to_string(range.count) + " trials apart (" +
                               mebibytes(24 * range.count) + "); ask for fewer, or run with --backend cpu");
    }
  }

 private:
  std::vector<CudaDevice> devices_;
  CudaOptions options_;
};

}  // namespace
}  // namespace cuda

CudaProbe probe_cuda() {
  constexpr int oldest_major = 8;
  int count = 0;
  const cudaError_t error = cudaGetDeviceCount(&count);
  if (error != cudaSuccess) cudaGetLastError();
  if (error == cudaErrorInsufficientDriver) {
    int version = 0;
    cudaRuntimeGetVersion(&version);
    return {{}, "the NVIDIA driver is missing, or older than CUDA " + std::to_string(version / 1000) + "." +
                    std::to_string(version % 1000 / 10) + " needs"};
  }
  if (error == cudaErrorNoDevice || (error == cudaSuccess && count == 0)) return {{}, "this machine has no CUDA device"};
  if (error != cudaSuccess) return {{}, std::string("CUDA finds no device: ") + cudaGetErrorString(error)};
  CudaProbe probe;
  for (int number = 0; number < count; ++number) {
    cudaDeviceProp properties{};
    if (cudaGetDeviceProperties(&properties, number) != cudaSuccess) continue;
    const std::string capability = std::to_string(properties.major) + "." + std::to_string(properties.minor);
    if (properties.major < oldest_major) {
      probe.why_none = std::string(properties.name) + " has compute capability " + capability + ", below 8.0";
      continue;
    }
    probe.devices.push_back({number, properties.name, capability, properties.totalGlobalMem,
                             properties.sharedMemPerBlockOptin, static_cast<unsigned>(properties.multiProcessorCount)});
  }
  if (!probe.devices.empty()) probe.why_none.clear();
  else if (probe.why_none.empty()) probe.why_none = "no CUDA device can be described";
  return probe;
}

std::unique_ptr<Backend> make_cuda_backend(CudaOptions options) {
  CudaProbe probe = probe_cuda();
  if (probe.devices.empty()) throw NoCudaDevice(probe.why_none);
  if (!options.devices.empty())
    std::erase_if(probe.devices, [&](const CudaDevice& device) {
      return std::find(options.devices.begin(), options.devices.end(), device.number) == options.devices.end();
    });
  if (probe.devices.empty()) throw NoCudaDevice("there is no CUDA device of the numbers given");
  return std::make_unique<cuda::CudaBackend>(std::move(probe.devices), std::move(options));
}

}  // namespace kaitei
