// The processes of one run: one, or as many as mpirun or srun started where kaitei was built with KAITEI_MPI.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

#include "engine/dealer.hpp"

namespace kaitei::engine {

enum class Processes { one, started };

// This process alone, or every process started with it: then MPI lives as long as the object, one a program. With one
// process, collective calls give back what they were given.
//
// It deals to the threads of every rank, so that a faster rank does more; a round ends with close() or with the work.
class Ranks final : public Dealer {
 public:
  explicit Ranks(Processes = Processes::one);
  ~Ranks() override;
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  int rank() const { return rank_; }
  int count() const { return count_; }
  // Of the ranks on the same machine, this one's number: which of its devices to take.
  int local_rank() const { return local_rank_; }
  bool first() const { return rank_ == 0; }

  // Collective: dealing starts again from 0.
  void open_round();
  std::uint64_t take() override;
  void close() override;
  std::uint64_t taken() override;

  // Collective. On rank 0: its tallies and every other rank's, exactly. On the others the tallies stay as they are. For
  // what packs into 64-bit words, as Tallies do.
  template <class Counted>
  void add_up(Counted& tallies) const {
    if (count_ == 1) return;
    Counted other = tallies;
    gather(tallies.pack(), [&](const std::vector<std::uint64_t>& words) {
      other.unpack(words);
      tallies += other;
    });
  }
  // Collective. On rank 0: bitwise or over the ranks.
  void unite(std::span<std::uint32_t> words) const;
  // Collective: rank 0's number, and whether the flag is set on any rank.
  std::uint64_t from_first(std::uint64_t) const;
  bool any(bool) const;
  // Collective: the sum over the ranks, on rank 0.
  double sum(double) const;
  // Takes every rank down at once with the exit code: what one rank alone must do when it fails among several.
  [[noreturn]] void abort(int exit_code) const;

  // Does the work, each rank its part. Where it throws on one of several all end, because the others would wait for it.
  template <class Work>
  void together(const Work& work) const {
    try {
      work();
    } catch (const std::exception& error) {
      if (count_ == 1) throw;
      give_up(error.what());
    }
  }
  // Collective: does the work on rank 0 alone. Where it throws there, the others get false.
  template <class Work>
  bool first_alone(const Work& work) const {
    if (!first()) return from_first(0) != 0;
    try {
      work();
    } catch (...) {
      from_first(0);
      throw;
    }
    return from_first(1) != 0;
  }

 private:
  // Collective: rank 0 gets every other rank's words, as many as its own, one rank after another.
  void gather(std::vector<std::uint64_t> words, const std::function<void(const std::vector<std::uint64_t>&)>& other) const;
  [[noreturn]] void give_up(const char* why) const;

  struct Counter;  // shared by the ranks
  bool mpi_ = false;
  int rank_ = 0, count_ = 1, local_rank_ = 0;
  LocalDealer own_;          // of a single process
  std::mutex mutex_;         // MPI is entered by one thread at a time
  Counter* counter_ = nullptr;
};

}  // namespace kaitei::engine
