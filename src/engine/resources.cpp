#include "engine/resources.hpp"

#include <sys/resource.h>

namespace kaitei::engine {
namespace {

rusage usage() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return used;
}

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec); }

}  // namespace

double cpu_seconds() {
  const rusage used = usage();
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

std::uint64_t peak_memory_bytes() { return static_cast<std::uint64_t>(usage().ru_maxrss) * 1024; }  // Linux counts KiB

}  // namespace kaitei::engine
