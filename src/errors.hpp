// The error types of kaitei. The command line alone turns them into messages and exit codes (design: 1, 2, 3, 4, 75).
// Messages read "<what is wrong> (<why it matters>); <what to do>".
#pragma once

#include <stdexcept>
#include <string>

namespace kaitei {

// The command, or the experiment file, is wrong: exit 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Input data is unreadable, inconsistent or damaged: exit 3.
struct DataError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// No device that the run was told to use: exit 4.
struct DeviceError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Everything else that stops a run, such as an output that cannot be written: exit 1.
struct RunError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Stopped by a signal, with a checkpoint from which the same command goes on: exit 75.
struct StoppedEarly : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace kaitei
