// The processes of one run: one, or as many as mpirun or srun started where kaitei was built with KAITEI_MPI.
#pragma once

#include "kernels/tallies.hpp"
#include "kernels/trials.hpp"

namespace kaitei::engine {

// Starts MPI on construction and ends it on destruction; one object a program.
class Ranks {
 public:
  Ranks();
  ~Ranks();
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  int rank() const { return rank_; }
  int count() const { return count_; }

  // This rank's part of the trials: contiguous, cut between blocks of 1024.
  TrialRange share(TrialRange) const;
  // On rank 0: its tallies and every other rank's, exactly. On the others the tallies stay as they are.
  void add_up(Tallies&) const;
  // Takes every rank down at once with the exit code: what one rank alone must do when it fails among several.
  [[noreturn]] void abort(int exit_code) const;

 private:
  int rank_ = 0, count_ = 1;
};

}  // namespace kaitei::engine
