#include "engine/ranks.hpp"

#include <cstdio>
#include <cstdlib>

#ifdef KAITEI_MPI
#include <mpi.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#endif

namespace kaitei::engine {

#ifdef KAITEI_MPI

struct Ranks::Counter {
  MPI_Win window = MPI_WIN_NULL;
  std::uint64_t* value = nullptr;  // on rank 0

  std::uint64_t update(MPI_Op operation, std::uint64_t operand) const {
    std::uint64_t before = 0;
    MPI_Fetch_and_op(&operand, &before, MPI_UINT64_T, 0, 0, operation, window);
    MPI_Win_flush(0, window);
    return before;
  }
};

Ranks::Ranks(Processes processes) {
  if (processes == Processes::one) return;
  mpi_ = true;
  int provided = 0;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &count_);
  MPI_Comm node = MPI_COMM_NULL;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &node);
  MPI_Comm_rank(node, &local_rank_);
  MPI_Comm_free(&node);
  if (count_ == 1) return;
  if (provided < MPI_THREAD_SERIALIZED)
    throw std::runtime_error("this MPI library gives no thread but the first one access (kaitei's threads take their "
                             "batches through it); load an MPI built with thread support");
  counter_ = new Counter;
  MPI_Win_allocate(rank_ == 0 ? sizeof(std::uint64_t) : 0, sizeof(std::uint64_t), MPI_INFO_NULL, MPI_COMM_WORLD,
                   &counter_->value, &counter_->window);
  MPI_Win_lock_all(MPI_MODE_NOCHECK, counter_->window);
}

Ranks::~Ranks() {
  if (counter_ != nullptr) {
    MPI_Win_unlock_all(counter_->window);
    MPI_Win_free(&counter_->window);
    delete counter_;
  }
  if (mpi_) MPI_Finalize();
}

void Ranks::open_round() {
  if (counter_ == nullptr) return own_.open();
  const std::lock_guard lock(mutex_);
  MPI_Barrier(MPI_COMM_WORLD);  // nobody still takes batches of the last round
  if (rank_ == 0) counter_->update(MPI_REPLACE, 0);
  MPI_Barrier(MPI_COMM_WORLD);
}

std::uint64_t Ranks::take() {
  if (counter_ == nullptr) return own_.take();
  const std::lock_guard lock(mutex_);
  return counter_->update(MPI_SUM, 1);
}

void Ranks::close() {
  if (counter_ == nullptr) return own_.close();
  const std::lock_guard lock(mutex_);
  counter_->update(MPI_REPLACE, closed);
}

std::uint64_t Ranks::taken() {
  if (counter_ == nullptr) return own_.taken();
  const std::lock_guard lock(mutex_);
  return counter_->update(MPI_NO_OP, 0);
}

void Ranks::gather(std::vector<std::uint64_t> words, const std::function<void(const std::vector<std::uint64_t>&)>& other) const {
  if (words.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    throw std::length_error("tallies of more than 2^31 counts do not fit an MPI message");
  const int size = static_cast<int>(words.size());
  if (rank_ != 0) {
    MPI_Send(words.data(), size, MPI_UINT64_T, 0, 0, MPI_COMM_WORLD);
    return;
  }
  for (int rank = 1; rank < count_; ++rank) {
    MPI_Recv(words.data(), size, MPI_UINT64_T, rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    other(words);
  }
}

void Ranks::unite(std::span<std::uint32_t> words) const {
  if (count_ == 1) return;
  constexpr std::size_t piece = std::size_t{1} << 26;
  for (std::size_t begin = 0; begin < words.size(); begin += piece) {
    const auto part = words.subspan(begin, std::min(piece, words.size() - begin));
    const void* send = rank_ == 0 ? MPI_IN_PLACE : part.data();
    MPI_Reduce(send, part.data(), static_cast<int>(part.size()), MPI_UINT32_T, MPI_BOR, 0, MPI_COMM_WORLD);
  }
}

std::uint64_t Ranks::from_first(std::uint64_t value) const {
  if (count_ > 1) MPI_Bcast(&value, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
  return value;
}

bool Ranks::any(bool flag) const {
  int value = flag;
  if (count_ > 1) MPI_Allreduce(MPI_IN_PLACE, &value, 1, MPI_INT, MPI_LOR, MPI_COMM_WORLD);
  return value != 0;
}

double Ranks::sum(double value) const {
  double total = value;
  if (count_ > 1) MPI_Reduce(&value, &total, 1, MPI_DOUBLE, MPI_SUM, 0, MPI_COMM_WORLD);
  return total;
}

void Ranks::abort(int exit_code) const {
  if (mpi_) MPI_Abort(MPI_COMM_WORLD, exit_code);
  std::abort();
}

#else

struct Ranks::Counter {};

Ranks::Ranks(Processes) {}
Ranks::~Ranks() = default;
void Ranks::open_round() { own_.open(); }
std::uint64_t Ranks::take() { return own_.take(); }
void Ranks::close() { own_.close(); }
std::uint64_t Ranks::taken() { return own_.taken(); }
void Ranks::gather(std::vector<std::uint64_t>, const std::function<void(const std::vector<std::uint64_t>&)>&) const {}
void Ranks::unite(std::span<std::uint32_t>) const {}
std::uint64_t Ranks::from_first(std::uint64_t value) const { return value; }
bool Ranks::any(bool flag) const { return flag; }
double Ranks::sum(double value) const { return value; }
void Ranks::abort(int exit_code) const { std::exit(exit_code); }

#endif

void Ranks::give_up(const char* why) const {
  std::fprintf(stderr, "rank %d failed: %s\n", rank_, why);
  abort(1);
}

}  // namespace kaitei::engine
