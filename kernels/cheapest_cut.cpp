#include "kernels/cheapest_cut.hpp"

#include <algorithm>
#include <stdexcept>

#include "kernels/cuts.hpp"

namespace kaitei {
namespace {

using Elements = std::vector<std::uint32_t>;

class Search {
 public:
  Search(Survival& survival, std::span<const std::uint64_t> prices, std::uint64_t most_searches, const std::atomic<bool>* stop)
      : survival_(survival), prices_(prices), last_search_(survival.searches() + most_searches), stop_(stop),
        state_(survival.element_count(), ElementState::up) {}

  CheapestCut run() {
    const std::uint64_t before = survival_.searches();
    Elements everything;
    for (std::uint32_t e = 0; e < state_.size(); ++e) everything.push_back(e);
    best_.exists = lost(everything);
    if (best_.exists) {
      best_.elements = everything;
      best_.cost = cost_of(everything);
      const std::uint64_t at_root = branch(0);
      best_.lower_bound = given_up_ ? std::min(at_root, best_.cost) : best_.cost;
      std::ranges::sort(best_.elements);
    }
    best_.searches = survival_.searches() - before;
    return best_;
  }

 private:
  std::uint64_t cost_of(const Elements& elements) const {
    std::uint64_t sum = 0;
    for (const std::uint32_t e : elements) sum += prices_[e];
    return sum;
  }

  bool find(const std::vector<ElementState>& state, Elements& witness) {
    if (stop_ != nullptr && stop_->load(std::memory_order_relaxed)) throw Stopped{};
    return survival_.find(state, witness);
  }

  bool lost(const Elements& failed) {
    std::vector<ElementState> state(state_.size(), ElementState::up);
    for (const std::uint32_t e : failed) state[e] = ElementState::failed;
    Elements witness;
    return !find(state, witness);
  }

  // Offers a cut, without what can be spared of it, the dearest first.
  void offer(Elements cut) {
    std::ranges::stable_sort(cut, [&](auto a, auto b) { return prices_[a] > prices_[b]; });
    for (std::size_t i = 0; i < cut.size();) {
      Elements fewer = cut;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (lost(fewer)) cut = std::move(fewer);
      else ++i;
    }
    if (const std::uint64_t cost = cost_of(cut); cost < best_.cost) {
      best_.cost = cost;
      best_.elements = std::move(cut);
    }
  }

  // Looks at every loss that holds the failed elements, which cost `spent`, and none of the certain ones. Returns a lower
  // bound on their cost.
  std::uint64_t branch(std::uint64_t spent) {
    std::vector<std::uint64_t> left(prices_.begin(), prices_.end());
    std::vector<ElementState> state = state_;
    std::uint64_t bound = spent;
    Elements first, witness, cut = failed_;
    while (find(state, witness)) {
      if (witness.empty()) return ~std::uint64_t{0};  // stands on certain elements alone
      if (first.empty()) first = witness;
      std::uint64_t least = ~std::uint64_t{0};
      for (const std::uint32_t e : witness) least = std::min(least, left[e]);
      bound += least;
      for (const std::uint32_t e : witness) {
        left[e] -= least;
        if (left[e] != 0) continue;
        state[e] = ElementState::failed;
        cut.push_back(e);
      }
      if (bound >= best_.cost) return bound;
    }
    offer(std::move(cut));
    if (bound >= best_.cost) return bound;
    if (survival_.searches() >= last_search_) {
      given_up_ = true;
      return bound;
    }
    std::ranges::stable_sort(first, {}, [&](std::uint32_t e) { return prices_[e]; });
    for (const std::uint32_t e : first) {
      if (given_up_) break;
      state_[e] = ElementState::failed;
      failed_.push_back(e);
      branch(spent + prices_[e]);
      failed_.pop_back();
      state_[e] = ElementState::certain;
    }
    for (const std::uint32_t e : first) state_[e] = ElementState::up;
    return bound;
  }

  Survival& survival_;
  std::span<const std::uint64_t> prices_;
  std::uint64_t last_search_;
  const std::atomic<bool>* stop_;
  std::vector<ElementState> state_;
  Elements failed_;
  CheapestCut best_;
  bool given_up_ = false;
};

}  // namespace

CheapestCut cheapest_cut(Survival& survival, std::span<const std::uint64_t> prices, std::uint64_t most_searches,
                         const std::atomic<bool>* stop) {
  if (prices.size() != survival.element_count() || std::ranges::find(prices, 0u) != prices.end())
    throw std::invalid_argument("an attacker's prices are positive, one an element");
  return Search(survival, prices, most_searches, stop).run();
}

}  // namespace kaitei
