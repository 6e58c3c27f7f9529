// Trials whose failed elements were chosen elsewhere, by a hazard or an attacker, and are listed here one trial after
// the other, instead of being drawn element by element.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kernels/host_device.hpp"
#include "kernels/trials.hpp"

namespace kaitei {

// Trial first_trial + i fails members[first[i]] to members[first[i + 1] - 1]; other trials fail nothing that is listed.
struct FailureLists {
  std::uint64_t first_trial = 0;       // a multiple of 1024
  std::vector<std::uint32_t> first{};  // one entry more than there are trials; empty: nothing is listed, trials are drawn
  std::vector<std::uint32_t> members{};  // element numbers
  // Whether the elements are drawn as well, and fail if either says so.
  bool beside_drawn = false;

  bool empty() const { return first.empty(); }
  std::uint64_t trials() const { return first.empty() ? 0 : first.size() - 1; }

  // One trial more.
  void append(std::span<const std::uint32_t> failed) {
    if (first.empty()) first = {0};
    members.insert(members.end(), failed.begin(), failed.end());
    first.push_back(static_cast<std::uint32_t>(members.size()));
  }
};

struct FailureListView {
  std::uint64_t first_trial = 0, trials = 0;  // trials 0: nothing is listed
  const std::uint32_t* first = nullptr;
  const std::uint32_t* members = nullptr;
  bool beside_drawn = false;

  KAITEI_HD bool replaces_draws() const { return trials != 0 && !beside_drawn; }
};

// Calls failed(element) for each listed element of the trial.
template <class Failed>
KAITEI_HD void for_each_listed(const FailureListView& view, std::uint64_t trial, Failed failed) {
  if (trial < view.first_trial || trial - view.first_trial >= view.trials) return;
  const std::uint64_t i = trial - view.first_trial;
  for (std::uint32_t m = view.first[i]; m < view.first[i + 1]; ++m) failed(view.members[m]);
}

// Sets the bits of a block's listed failures: element e in lane t at failed[e * words_per_block + t / 32].
KAITEI_HD void add_listed(const FailureListView& view, std::uint64_t block, std::uint32_t* failed) {
  for (std::uint32_t t = 0; t < trials_per_block; ++t)
    for_each_listed(view, block * trials_per_block + t, [&](std::uint32_t element) {
      failed[element * words_per_block + t / trials_per_word] |= 1u << (t % trials_per_word);
    });
}

}  // namespace kaitei
