#include "kernels/percolation/cuda_sweep.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "kernels/cuda/cuda_backend.hpp"
#include "kernels/cuda/device_memory.hpp"
#include "kernels/percolation/device_sort.hpp"
#include "kernels/percolation/sweep_kernels.cuh"
#include "kernels/percolation/windows.hpp"

namespace kaitei::percolation {
namespace {

using namespace device;
using cuda::check;
using cuda::device_array;
using cuda::DeviceArray;
using cuda::pinned_array;
using cuda::PinnedArray;

// Room on the host for what a window tells; its contents are there once the stream is done.
template <class T>
struct Copy {
  PinnedArray<T> here;
  std::size_t room = 0;

  void fetch(const T* from, std::size_t count, cudaStream_t stream) {
    if (count > room) here = pinned_array<T>(room = count);
    if (count != 0)
      check(cudaMemcpyAsync(here.get(), from, count * sizeof(T), cudaMemcpyDeviceToHost, stream), "copy a window");
  }
};

// The same, and as much room on the device.
template <class T>
struct Report : Copy<T> {
  DeviceArray<T> there;
  std::size_t there_room = 0;

  void make_room(std::size_t count) {
    if (count > there_room) there = device_array<T>(there_room = count);
  }
  void fetch(std::size_t count, cudaStream_t stream) { Copy<T>::fetch(there.get(), count, stream); }
};

template <class T>
DeviceArray<T> uploaded(const T* from, std::size_t count, const cuda::Stream& stream) {
  auto there = device_array<T>(count);
  if (count != 0)
    check(cudaMemcpyAsync(there.get(), from, count * sizeof(T), cudaMemcpyHostToDevice, stream.get()), "copy the graph");
  stream.wait();
  return there;
}

// Node: of the host's clusters. Forest: the device's.
template <class Node, class Forest>
class CudaSweep final : public Sweeper {
 public:
  CudaSweep(const Graph& graph, const Curve& curve, Kind kind, std::uint64_t key, CudaSweepOptions options)
      : kind_(kind), key_(key), options_(options), crossing_(graph.spanning == Spanning::crossing),
        windows_(windows_of(curve, options.longest_window)), node_count_(graph.node_count),
        bond_count_(graph.bonds.size()), growth_(graph.spanning, graph.axes, curve, graph.node_count, 0),
        elements_(curve.element_count()), times_(kind == Kind::site ? bond_count_ : 0) {
    cudaDeviceProp properties{};
    check(cudaGetDeviceProperties(&properties, options.device), "describe a device");
    grid_ = static_cast<unsigned>(properties.multiProcessorCount) * std::max(2048 / options.threads, 1u);
    bonds_ = uploaded(graph.bonds.data(), bond_count_, stream_);
    words_ = device_array<typename Forest::Word>(node_count_);
    size_ = device_array<std::uint32_t>(node_count_);
    slot_ = device_array<std::uint32_t>(node_count_);
    wound_ = device_array<std::uint32_t>(1);
    if (kind == Kind::site) rank_ = device_array<std::uint32_t>(node_count_);
    if (crossing_) {
      sides_ = uploaded(graph.sides.data(), node_count_, stream_);
      tags_ = device_array<std::uint32_t>(node_count_);
    }
    state_ = {node_count_, graph.spanning == Spanning::wrapping ? graph.axes : 0, bonds_.get(), rank_.get(),
              sides_.get(), words_.get(), size_.get(), tags_.get(), slot_.get()};
  }
  ~CudaSweep() override { cudaSetDevice(options_.device); }

  std::span<const PointValues> run(std::uint64_t sweep) override {
    check(cudaSetDevice(options_.device), "use a device");
    growth_.restart();
    order_elements(sweep);
    launch(node_count_, start_forest<Forest>, state_);
    clear(wound_.get(), 1);
    hooked_ = 0;
    for (std::size_t i = 0; i < windows_.size(); ++i) {
      ask(i);
      if (i > 0) grow(i - 1);
      stream_.wait();
    }
    if (!windows_.empty()) grow(windows_.size() - 1);
    return growth_.finish();
  }

 private:
  // What a window tells the host. Two, so that one is read while the other is filled.
  struct Page {
    Report<Link> links;
    Report<std::uint32_t> sites, sizes, tags, slot_count;
    Copy<std::uint32_t> times, wound;
    Report<Survey> survey;
    std::uint64_t link_count = 0;
  };

  template <class Kernel, class... Arguments>
  void launch(std::uint64_t count, Kernel kernel, Arguments... arguments) {
    if (count == 0) return;
    const std::uint64_t blocks = (count + options_.threads - 1) / options_.threads;
    KAITEI_LAUNCH(kernel, static_cast<unsigned>(std::min<std::uint64_t>(blocks, grid_)), options_.threads, 0,
                  stream_.get(), arguments...);
    check(cudaGetLastError(), "start a kernel");
  }
  template <class T>
  void clear(T* words, std::size_t count, int byte = 0) {
    if (count != 0) check(cudaMemsetAsync(words, byte, count * sizeof(T), stream_.get()), "clear memory");
  }

  // Elements by (threshold, element); for sites also the bonds by when they come.
  void order_elements(std::uint64_t sweep) {
    launch(elements_.count, draw_thresholds, elements_.count, key_, sweep, elements_.keys.get(), elements_.values.get());
    sort_records(elements_, stream_.get());
    if (kind_ == Kind::bond) {
      links_ = elements_.values.get();
      return;
    }
    launch(node_count_, rank_sites, std::uint64_t{node_count_}, elements_.values.get(), rank_.get());
    launch(bond_count_, time_bonds, bond_count_, bonds_.get(), rank_.get(), times_.keys.get(), times_.values.get());
    sort_records(times_, stream_.get());
    links_ = times_.values.get();
    cut_at_windows();
  }

  // For sites: how many bonds come before each window, and up to its end.
  void cut_at_windows() {
    std::vector<std::uint64_t> steps;
    for (const Window& window : windows_) steps.insert(steps.end(), {before(window), window.last});
    const auto wanted = uploaded(steps.data(), steps.size(), stream_);
    cuts_.make_room(steps.size());
    launch(steps.size(), find_cuts, bond_count_, times_.keys.get(), std::uint64_t{steps.size()}, wanted.get(),
           cuts_.there.get());
    cuts_.fetch(steps.size(), stream_.get());
    stream_.wait();
  }

  // Elements occupied before the first that the window takes.
  static std::uint64_t before(const Window& window) { return window.first == 0 ? 0 : window.first - 1; }

  // Joins what comes before the window, and has everything told that the window needs.
  void ask(std::size_t number) {
    const Window window = windows_[number];
    Page& page = pages_[number % 2];
    const std::uint64_t base = before(window), steps = window.last - base;
    const std::uint64_t first = kind_ == Kind::bond ? base : cuts_.here[2 * number];
    const std::uint64_t last = kind_ == Kind::bond ? window.last : cuts_.here[2 * number + 1];
    const std::uint64_t sites = kind_ == Kind::site ? steps : 0;
    const std::size_t slots = std::min<std::uint64_t>(2 * (last - first) + sites, node_count_);
    page.link_count = last - first;
    page.links.make_room(page.link_count);
    page.sites.make_room(sites);
    page.sizes.make_room(slots);
    page.tags.make_room(crossing_ ? slots : 0);
    page.slot_count.make_room(1);
    page.survey.make_room(1);
    if (slots > slot_room_) {
      slot_root_ = device_array<std::uint32_t>(slots);
      slot_room_ = slots;
    }

    launch(first - hooked_, hook_links<Forest>, state_, links_, hooked_, first, wound_.get());
    hooked_ = first;
    clear(size_.get(), node_count_);
    if (crossing_) clear(tags_.get(), node_count_);
    launch(node_count_, measure_clusters<Forest>, state_, base);
    clear(slot_.get(), node_count_, 0xFF);
    clear(page.slot_count.there.get(), 1);
    launch(page.link_count, touch_links<Forest>, state_, links_, first, last, page.slot_count.there.get(), slot_root_.get());
    launch(sites, touch_sites<Forest>, state_, elements_.values.get(), base, base + sites, page.slot_count.there.get(),
           slot_root_.get());
    launch(page.link_count, describe_links<Forest>, state_, links_, first, last, page.links.there.get());
    launch(sites, describe_sites<Forest>, state_, elements_.values.get(), base, base + sites, page.sites.there.get());
    launch(slots, describe_slots<Forest>, state_, page.slot_count.there.get(), slot_root_.get(), page.sizes.there.get(),
           page.tags.there.get());
    clear(page.survey.there.get(), 1);
    launch(node_count_, survey_clusters<Forest>, state_, page.survey.there.get());

    page.links.fetch(page.link_count, stream_.get());
    page.sites.fetch(sites, stream_.get());
    page.sizes.fetch(slots, stream_.get());
    page.tags.fetch(crossing_ ? slots : 0, stream_.get());
    page.slot_count.fetch(1, stream_.get());
    page.wound.fetch(wound_.get(), 1, stream_.get());
    page.survey.fetch(1, stream_.get());
    if (kind_ == Kind::site) page.times.fetch(times_.keys.get() + first, page.link_count, stream_.get());
  }

  // Takes the window's steps one by one, on the clusters that they touch and the two largest of the others.
  void grow(std::size_t number) {
    const Window window = windows_[number];
    const Page& page = pages_[number % 2];
    const Survey& survey = page.survey.here[0];
    growth_.occupied = before(window);
    take_clusters(page);
    growth_.spanned(crossing_ ? survey.crossed : page.wound.here[0]);

    constexpr std::size_t block_size = Growth<Node>::block_size;
    std::uint64_t block_first = window.first, link = 0;
    std::size_t in_block = 0;
    const auto record = [&] {
      growth_.record(in_block++);
      if (in_block < block_size && growth_.occupied < window.last) return;
      growth_.add_block(block_first, in_block);
      block_first += in_block;
      in_block = 0;
    };
    if (window.first == 0) record();
    while (growth_.occupied < window.last) {
      const std::uint64_t time = growth_.occupied++;
      if (kind_ == Kind::site) growth_.occupy(page.sites.here[time - before(window)]);
      const std::uint64_t end = kind_ == Kind::bond ? link + 1 : page.link_count;
      for (; link < end && (kind_ == Kind::bond || page.times.here[link] == time); ++link)
        growth_.join_spanning(page.links.here[link].from, page.links.here[link].to, page.links.here[link].winding);
      record();
    }
  }

  void take_clusters(const Page& page) {
    const Survey& survey = page.survey.here[0];
    const std::uint32_t slots = page.slot_count.here[0];
    sizes_.assign(page.sizes.here.get(), page.sizes.here.get() + slots);
    sizes_.push_back(static_cast<std::uint32_t>(survey.largest_untouched_two >> 32));
    sizes_.push_back(static_cast<std::uint32_t>(survey.largest_untouched_two));
    ClusterSizes state{0, 0, static_cast<std::uint32_t>(survey.count), survey.squares};
    for (const std::uint32_t size : sizes_) {
      state.second_largest = std::max(state.second_largest, std::min(size, state.largest));
      state.largest = std::max(state.largest, size);
    }
    growth_.clusters.go_on(sizes_, state);
    if constexpr (Growth<Node>::tagged)
      for (std::uint32_t slot = 0; slot < sizes_.size(); ++slot)
        growth_.clusters.set_tag(slot, crossing_ && slot < slots ? page.tags.here[slot] : 0);
  }

  Kind kind_;
  std::uint64_t key_;
  CudaSweepOptions options_;
  bool crossing_;
  std::vector<Window> windows_;
  std::uint32_t node_count_;
  std::uint64_t bond_count_;
  Growth<Node> growth_;
  cuda::Stream stream_;
  SortBuffers<std::uint64_t> elements_;  // thresholds
  SortBuffers<std::uint32_t> times_;     // of bonds, for sites
  DeviceArray<Bond> bonds_;
  DeviceArray<typename Forest::Word> words_;
  DeviceArray<std::uint32_t> size_, tags_, slot_, rank_, wound_, slot_root_;
  DeviceArray<std::uint8_t> sides_;
  std::size_t slot_room_ = 0;
  StateView<Forest> state_{};
  const std::uint32_t* links_ = nullptr;  // bonds in the order in which they come
  std::uint64_t hooked_ = 0;              // of them
  Report<std::uint64_t> cuts_;
  Page pages_[2];
  std::vector<std::uint32_t> sizes_;
  unsigned grid_ = 0;
};

}  // namespace

std::unique_ptr<Sweeper> make_cuda_sweeper(const Graph& graph, const Curve& curve, Kind kind, std::uint64_t key,
                                           CudaSweepOptions options) {
  check_curve(graph, curve, kind);
  const CudaProbe probe = probe_cuda();
  if (probe.devices.empty()) throw NoCudaDevice(probe.why_none);
  check(cudaSetDevice(options.device), "use a device");
  try {
    switch (graph.spanning) {
      case Spanning::none:
        return std::make_unique<CudaSweep<PlainNode, PlainForest>>(graph, curve, kind, key, options);
      case Spanning::crossing:
        return std::make_unique<CudaSweep<TaggedNode, PlainForest>>(graph, curve, kind, key, options);
      case Spanning::wrapping: break;
    }
    return std::make_unique<CudaSweep<TaggedNode, WindingForest>>(graph, curve, kind, key, options);
  } catch (const std::bad_alloc&) {
    const std::uint64_t bytes = cuda_sweep_bytes(graph.node_count, graph.bonds.size(), kind, graph.spanning);
    throw std::runtime_error("device " + std::to_string(options.device) + " has too little memory for a sweep of " +
                             std::to_string(graph.bonds.size()) + " edges (" + std::to_string((bytes >> 20) + 1) +
                             " MiB and the sort's scratch); run with --backend cpu");
  }
}

}  // namespace kaitei::percolation
