#include "kernels/cuts.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "kernels/combinations.hpp"

namespace kaitei {
namespace {

using Witness = std::vector<std::uint32_t>;
enum class Go { on, enough };

void heed(const std::atomic<bool>* stop) {
  if (stop != nullptr && stop->load(std::memory_order_relaxed)) throw Stopped{};
}

// What ends a search before its time.
struct Patience {
  const std::atomic<bool>* stop = nullptr;
  std::uint64_t last_search = std::numeric_limits<std::uint64_t>::max();
};

// The tree of the search. leaf(failed, state) is called where the failed elements make a loss: with any of the elements
// that are still `up` beside them they make one too. It says whether to go on.
template <class Leaf>
class Branching {
 public:
  Branching(Survival& survival, const Patience& patience, Leaf leaf)
      : survival_(survival), patience_(patience), leaf_(std::move(leaf)),
        state_(survival.element_count(), ElementState::up) {}

  // Every lost set of up to `left` elements. Go::enough: the leaf or the patience ended it.
  Go run(std::uint32_t left) { return branch(left, {}); }

 private:
  // standing: witnesses that share no element and stand in this state.
  Go branch(std::uint32_t left, std::vector<Witness> standing) {
    while (standing.size() <= left) {
      if (survival_.searches() >= patience_.last_search) return Go::enough;
      Witness witness;
      if (!find_beside(standing, witness)) break;
      if (witness.empty()) return Go::on;  // stands on certain elements alone
      standing.push_back(std::move(witness));
    }
    if (standing.size() > left) return Go::on;
    if (standing.empty()) return leaf_(failed_, state_);

    std::ranges::stable_sort(standing, {}, &Witness::size);
    const Witness chosen = std::move(standing.front());
    standing.erase(standing.begin());
    Go go = Go::on;
    std::size_t decided = 0;
    for (; decided < chosen.size() && go == Go::on; ++decided) {
      const std::uint32_t element = chosen[decided];
      state_[element] = ElementState::failed;
      failed_.push_back(element);
      go = branch(left - 1, standing);
      failed_.pop_back();
      state_[element] = ElementState::certain;
    }
    for (std::size_t i = 0; i < decided; ++i) state_[chosen[i]] = ElementState::up;
    return go;
  }

  // A witness with all the standing ones' elements failed too.
  bool find_beside(const std::vector<Witness>& standing, Witness& witness) {
    heed(patience_.stop);
    for (const Witness& other : standing)
      for (const std::uint32_t element : other) state_[element] = ElementState::failed;
    const bool found = survival_.find(state_, witness);
    for (const Witness& other : standing)
      for (const std::uint32_t element : other) state_[element] = ElementState::up;
    return found;
  }

  Survival& survival_;
  Patience patience_;
  Leaf leaf_;
  std::vector<ElementState> state_;
  std::vector<std::uint32_t> failed_;
};

bool lost(Survival& survival, const std::vector<std::uint32_t>& failed) {
  std::vector<ElementState> state(survival.element_count(), ElementState::up);
  for (const std::uint32_t element : failed) state[element] = ElementState::failed;
  Witness witness;
  return !survival.find(state, witness);
}

// The last element was failed because the set was not lost without it.
bool minimal(Survival& survival, const std::vector<std::uint32_t>& failed) {
  for (std::size_t i = 0; i + 1 < failed.size(); ++i) {
    std::vector<std::uint32_t> fewer = failed;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (lost(survival, fewer)) return false;
  }
  return true;
}

// How far a state is from a loss: systems joining, then disjoint witnesses found one after the other (no set of fewer
// elements is a loss), then how long these are.
struct Strength {
  std::size_t systems = 0;
  std::vector<Witness> standing;

  std::size_t length() const {
    std::size_t sum = 0;
    for (const Witness& witness : standing) sum += witness.size();
    return sum;
  }
  bool weaker_than(const Strength& other) const {
    return std::tuple(systems, standing.size(), other.length()) < std::tuple(other.systems, other.standing.size(), length());
  }
  bool lost() const { return standing.empty(); }
  bool everlasting() const { return !lost() && standing.back().empty(); }
};

Strength strength(Survival& survival, std::vector<ElementState> state) {
  Strength found;
  for (Witness witness; survival.find(state, witness);) {
    if (found.standing.empty()) found.systems = survival.systems_joining();
    found.standing.push_back(witness);
    if (witness.empty()) break;  // stands on nothing that can fail
    for (const std::uint32_t element : witness) state[element] = ElementState::failed;
  }
  return found;
}

// The same without elements that can be spared, the latest taken being kept longest.
std::vector<std::uint32_t> thinned(Survival& survival, std::vector<std::uint32_t> cut) {
  for (std::size_t i = 0; i < cut.size();) {
    std::vector<std::uint32_t> fewer = cut;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (lost(survival, fewer)) cut = std::move(fewer);
    else ++i;
  }
  return cut;
}

}  // namespace

std::vector<std::uint32_t> greedy_cut(Survival& survival, const std::atomic<bool>* stop) {
  std::vector<ElementState> state(survival.element_count(), ElementState::up);
  std::vector<std::uint32_t> taken;
  for (Strength now = strength(survival, state); !now.lost() && !now.everlasting();) {
    std::optional<std::uint32_t> best;
    Strength left_by_best;
    Witness candidates;  // any other element leaves all of these standing
    for (const Witness& witness : now.standing) candidates.insert(candidates.end(), witness.begin(), witness.end());
    std::ranges::sort(candidates);
    for (const std::uint32_t element : candidates) {
      heed(stop);
      state[element] = ElementState::failed;
      Strength left = strength(survival, state);
      state[element] = ElementState::up;
      if (best && !left.weaker_than(left_by_best)) continue;
      best = element;
      left_by_best = std::move(left);
    }
    state[*best] = ElementState::failed;
    taken.push_back(*best);
    now = std::move(left_by_best);
  }
  return taken;
}

SmallestCut smallest_cut(Survival& survival, std::uint64_t most_searches, const std::atomic<bool>* stop) {
  SmallestCut result;
  const std::uint64_t before = survival.searches();
  std::vector<std::uint32_t> everything(survival.element_count());
  for (std::uint32_t element = 0; element < everything.size(); ++element) everything[element] = element;
  result.exists = lost(survival, everything);
  if (result.exists) {
    result.greedy = greedy_cut(survival, stop);
    result.elements = thinned(survival, result.greedy);
    Patience patience{stop, survival.searches() + most_searches};
    while (result.lower_bound < result.elements.size()) {
      const auto leaf = [&](const std::vector<std::uint32_t>& failed, const std::vector<ElementState>&) {
        result.elements = failed;
        return Go::enough;
      };
      Branching(survival, patience, leaf).run(result.lower_bound);
      if (survival.searches() >= patience.last_search) break;
      if (result.elements.size() > result.lower_bound) ++result.lower_bound;  // none of this size
    }
    std::ranges::sort(result.elements);
  }
  result.searches = survival.searches() - before;
  return result;
}

CutCounts count_cuts(Survival& survival, const CutSettings& settings) {
  const std::uint32_t elements = survival.element_count(), size = settings.size;
  if (size > elements) throw std::invalid_argument("sets of more elements than there are");
  const std::vector<std::uint64_t> table = binomial_table(elements, size);
  const CombinationView choose{elements, size, table.data()};
  CutCounts counts;
  for (std::uint32_t j = 0; j <= size; ++j) {
    counts.sets.push_back(choose.binomial(elements, j));
    if (counts.sets[j] == std::numeric_limits<std::uint64_t>::max())
      throw std::overflow_error("the number of sets does not fit 64 bits");
  }
  counts.lost.resize(size + 1);
  counts.minimal.resize(size + 1);
  counts.lost_with.assign(size + 1, std::vector<std::uint64_t>(elements));
  counts.minimal_with = counts.lost_with;
  const std::uint64_t before = survival.searches();

  const auto leaf = [&](const std::vector<std::uint32_t>& failed, const std::vector<ElementState>& state) {
    const auto used = static_cast<std::uint32_t>(failed.size());
    const auto free = static_cast<std::uint32_t>(std::ranges::count(state, ElementState::up));
    for (std::uint32_t j = used; j <= size; ++j) {
      const std::uint64_t sets = choose.binomial(free, j - used);
      counts.lost[j] += sets;
      for (const std::uint32_t element : failed) counts.lost_with[j][element] += sets;
      if (j == used || free == 0) continue;
      const std::uint64_t with_one = choose.binomial(free - 1, j - used - 1);
      for (std::uint32_t element = 0; element < elements; ++element)
        if (state[element] == ElementState::up) counts.lost_with[j][element] += with_one;
    }
    if (minimal(survival, failed)) {
      ++counts.minimal[used];
      for (const std::uint32_t element : failed) ++counts.minimal_with[used][element];
      std::vector<std::uint32_t> cut = failed;
      std::ranges::sort(cut);
      counts.cuts.push_back(std::move(cut));
    }
    return Go::on;
  };
  Branching(survival, {settings.stop}, leaf).run(size);
  std::ranges::sort(counts.cuts, [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  if (counts.cuts.size() > settings.listed) counts.cuts.resize(settings.listed);
  counts.searches = survival.searches() - before;
  return counts;
}

}  // namespace kaitei
