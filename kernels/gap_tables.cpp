#include "kernels/gap_tables.hpp"

#include <algorithm>
#include <stdexcept>

namespace kaitei {
namespace {

// The survival probability (1 - 2^-z)^n as a binary fraction, limb 0 holding its most significant 64 bits; 1 itself
// is represented by `one`. After n steps it has exactly z n fractional bits, so enough limbs make it exact.
class Survival {
 public:
  explicit Survival(unsigned z) : z_(z), limbs_((z * trials_per_block + 63) / 64 + 1, 0) {}

  void step() {  // multiply by 1 - 2^-z
    const std::vector<std::uint64_t> before = limbs_;
    std::uint64_t borrow = 0;
    for (std::size_t i = limbs_.size(); i-- > 0;) {
      const std::uint64_t above = i == 0 ? static_cast<std::uint64_t>(one_) : before[i - 1];
      const std::uint64_t shifted = (before[i] >> z_) | (above << (64 - z_));
      const std::uint64_t difference = before[i] - shifted;
      const std::uint64_t result = difference - borrow;
      borrow = static_cast<std::uint64_t>(before[i] < shifted) | static_cast<std::uint64_t>(difference < borrow);
      limbs_[i] = result;
    }
    one_ = one_ && borrow == 0;
  }

  // floor(2^64 (1 - survival)); survival is less than 1 here.
  std::uint64_t complement() const {
    const bool exact = std::all_of(limbs_.begin() + 1, limbs_.end(), [](std::uint64_t limb) { return limb == 0; });
    return exact ? std::uint64_t{0} - limbs_[0] : ~limbs_[0];
  }

 private:
  unsigned z_;
  std::vector<std::uint64_t> limbs_;
  bool one_ = true;
};

}  // namespace

GapTable make_gap_table(unsigned z) {
  if (z < smallest_shift || z > largest_shift) throw std::out_of_range("gap table shift outside 5..32");
  GapTable table;
  Survival survival(z);
  for (std::uint64_t& entry : table.cdf) {
    survival.step();
    entry = survival.complement();
  }
  for (std::uint64_t top = 0; top < 1024; ++top) {
    const auto* bound = std::upper_bound(table.cdf, table.cdf + trials_per_block, top << 54);
    table.first[top] = static_cast<std::uint16_t>(bound - table.cdf);
  }
  return table;
}

const std::vector<GapTable>& gap_tables() {
  static const std::vector<GapTable> tables = [] {
    std::vector<GapTable> all;
    for (unsigned z = smallest_shift; z <= largest_shift; ++z) all.push_back(make_gap_table(z));
    return all;
  }();
  return tables;
}

}  // namespace kaitei
