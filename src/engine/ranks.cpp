#include "engine/ranks.hpp"

#include <algorithm>
#include <cstdlib>

#ifdef KAITEI_MPI
#include <mpi.h>

#include <limits>
#include <stdexcept>
#endif

namespace kaitei::engine {

TrialRange Ranks::share(TrialRange all) const {
  const std::uint64_t first_block = all.first / trials_per_block, end = all.first + all.count;
  const std::uint64_t blocks = all.count == 0 ? 0 : (end - 1) / trials_per_block + 1 - first_block;
  const auto cut = [&](int rank) {  // rank * blocks / count without overflow
    const std::uint64_t n = static_cast<std::uint64_t>(count_), r = static_cast<std::uint64_t>(rank);
    const std::uint64_t block = first_block + blocks / n * r + std::min(blocks % n, r);
    return std::clamp(block * trials_per_block, all.first, end);
  };
  return {cut(rank_), cut(rank_ + 1) - cut(rank_)};
}

#ifdef KAITEI_MPI

Ranks::Ranks() {
  int provided = 0;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &count_);
}

Ranks::~Ranks() { MPI_Finalize(); }

void Ranks::add_up(Tallies& tallies) const {
  std::vector<std::uint64_t> words = tallies.pack();
  if (words.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    throw std::length_error("tallies of more than 2^31 counts do not fit an MPI message");
  const int size = static_cast<int>(words.size());
  if (rank_ != 0) {
    MPI_Send(words.data(), size, MPI_UINT64_T, 0, 0, MPI_COMM_WORLD);
    return;
  }
  Tallies other = tallies;
  for (int rank = 1; rank < count_; ++rank) {
    MPI_Recv(words.data(), size, MPI_UINT64_T, rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    other.unpack(words);
    tallies += other;
  }
}

void Ranks::abort(int exit_code) const {
  MPI_Abort(MPI_COMM_WORLD, exit_code);
  std::abort();
}

#else

Ranks::Ranks() = default;
Ranks::~Ranks() = default;
void Ranks::add_up(Tallies&) const {}
void Ranks::abort(int exit_code) const { std::exit(exit_code); }

#endif

}  // namespace kaitei::engine
