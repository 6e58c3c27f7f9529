#include "report.hpp"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <ostream>
#include <sstream>
#include <thread>

#include "kernels/block_function.hpp"

namespace kaitei::bench {
namespace {

std::string cpu_model() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "unknown";
}

// Ratio of this measurement's rate to its baseline's, pair by pair: [minimum, median, maximum].
std::vector<double> ratios(const Measurement& m, const std::vector<Measurement>& all) {
  std::vector<double> r;
  for (const Measurement& base : all) {
    if (base.name != m.baseline) continue;
    for (std::size_t i = 0; i < m.seconds.size(); ++i)
      r.push_back(base.seconds[i] / static_cast<double>(base.trials) * static_cast<double>(m.trials) / m.seconds[i]);
  }
  if (r.empty()) return r;
  std::sort(r.begin(), r.end());
  return {r.front(), median(r), r.back()};
}

}  // namespace

double median(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  const std::size_t middle = v.size() / 2;
  return v.size() % 2 == 1 ? v[middle] : (v[middle - 1] + v[middle]) / 2;
}

double edge_trials_per_second(const Measurement& m) {
  return static_cast<double>(m.trials) * static_cast<double>(m.edges) / median(m.seconds);
}

void print_table(std::ostream& out, const std::vector<Measurement>& all) {
  out << cpu_model() << ", " << std::thread::hardware_concurrency() << " hardware threads, "
      << instruction_set_name(widest_native()) << "; " << KAITEI_COMPILER << "\n"
      << "Each row: median of " << all.front().seconds.size()
      << " repetitions, taken in turn with its baseline; ratio as median (minimum-maximum) of the pairs.\n\n"
      << std::left << std::setw(44) << "benchmark" << std::right << std::setw(8) << "threads" << std::setw(17)
      << "10^9 edge-trials/s" << std::setw(13) << "P(no path)"
      << "  ratio to baseline\n";
  for (const Measurement& m : all) {
    out << std::left << std::setw(44) << m.name << std::right << std::setw(8) << m.threads << std::setw(18)
        << std::fixed << std::setprecision(3) << edge_trials_per_second(m) / 1e9 << std::setw(13) << std::scientific
        << std::setprecision(2) << m.disconnected << std::fixed << std::setprecision(1);
    if (const auto r = ratios(m, all); !r.empty())
      out << "  " << r[1] << " (" << r[0] << "-" << r[2] << ") x " << m.baseline;
    out << "\n";
  }
}

void print_json(std::ostream& out, const std::vector<Measurement>& all) {
  const std::time_t now = std::time(nullptr);
  char date[32];
  std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&now));
  out << "{\n  \"context\": {\"date\": \"" << date << "\", \"executable\": \"kaitei-bench\", \"num_cpus\": "
      << std::thread::hardware_concurrency() << ", \"cpu\": \"" << cpu_model() << "\", \"instruction_set\": \""
      << instruction_set_name(widest_native()) << "\", \"compiler\": \"" << KAITEI_COMPILER
      << "\"},\n  \"benchmarks\": [";
  const char* separator = "\n";
  for (const Measurement& m : all)
    for (std::size_t i = 0; i < m.seconds.size(); ++i) {
      out << separator << std::setprecision(9) << std::defaultfloat << "    {\"name\": \"" << m.name
          << "\", \"run_type\": \"iteration\", \"repetitions\": " << m.seconds.size() << ", \"repetition_index\": " << i
          << ", \"threads\": " << m.threads << ", \"iterations\": " << m.trials << ", \"real_time\": "
          << m.seconds[i] * 1e9 / static_cast<double>(m.trials) << ", \"time_unit\": \"ns\", \"items_per_second\": "
          << static_cast<double>(m.trials * m.edges) / m.seconds[i] << ", \"baseline\": \"" << m.baseline
          << "\", \"disconnected\": " << m.disconnected << "}";
      separator = ",\n";
    }
  out << "\n  ]\n}\n";
}

}  // namespace kaitei::bench
