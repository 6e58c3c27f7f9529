#include <chrono>
#include <cmath>
#include <ctime>
#include <map>
#include <sstream>

#include "row.hpp"

namespace kaitei::bench {
namespace {

struct Times {
  double wall = 0, cpu = 0;
};

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <class F>
Times time(F&& f) {
  const auto start = std::chrono::steady_clock::now();
  const double start_cpu = cpu_seconds();
  f();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), cpu_seconds() - start_cpu};
}

std::uint64_t calibrate(const Row& row, double seconds) {
  for (std::uint64_t iterations = row.granularity;; iterations *= 4) {
    const Times took = time([&] { row.run(iterations, 0); });
    const double counts = row.clock == Clock::cpu ? took.cpu : took.wall;
    if (counts > seconds / 8) {
      const double units = static_cast<double>(iterations) * seconds / counts / static_cast<double>(row.granularity);
      return (static_cast<std::uint64_t>(units) + 1) * row.granularity;
    }
  }
}

}  // namespace

std::vector<Measurement> measure(const std::vector<Row>& rows, int repetitions, double seconds) {
  std::vector<Measurement> all;
  for (const Row& row : rows) all.push_back({row, 0, {}, {}, 0});
  for (auto begin = all.begin(); begin != all.end();) {
    auto end = begin;
    for (; end != all.end() && end->row.section == begin->row.section; ++end)
      end->iterations = calibrate(end->row, seconds);
    for (int repetition = 1; repetition <= repetitions; ++repetition)
      for (auto m = begin; m != end; ++m) {
        double answer = 0;
        const Times took = time([&] { answer = m->row.run(m->iterations, static_cast<std::uint64_t>(repetition)); });
        m->wall.push_back(took.wall);
        m->cpu.push_back(took.cpu);
        m->answer += answer / repetitions;
      }
    begin = end;
  }
  return all;
}

std::vector<std::string> disagreements(const std::vector<Row>& rows) {
  std::map<std::string, std::uint64_t> size;  // [section]: the same for all its rows, so that they are asked the same
  for (const Row& row : rows) size[row.section] = std::max(size[row.section], row.granularity);
  std::map<std::string, double> answers;
  for (const Row& row : rows) answers[row.section + "/" + row.name] = row.run(size[row.section], 1);
  std::vector<std::string> found;
  for (const Row& row : rows) {
    if (row.partner.empty()) continue;
    const double here = answers.at(row.section + "/" + row.name), there = answers.at(row.section + "/" + row.partner);
    if (std::abs(here - there) <= row.tolerance) continue;
    std::ostringstream line;
    line.precision(17);
    line << row.section << "/" << row.name << ": " << row.answer << " is " << here << ", but " << there << " by "
         << row.partner;
    found.push_back(line.str());
  }
  return found;
}

}  // namespace kaitei::bench
