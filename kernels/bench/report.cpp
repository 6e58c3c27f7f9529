#include "report.hpp"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <ostream>
#include <thread>

#include "bench_commit.hpp"
#include "kernels/block_function.hpp"

namespace kaitei::bench {
namespace {

std::string cpu_model() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "unknown";
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + "\"";
}

double median(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  const std::size_t middle = v.size() / 2;
  return v.size() % 2 == 1 ? v[middle] : (v[middle - 1] + v[middle]) / 2;
}

std::vector<double> rates(const Measurement& m, Clock clock) {
  std::vector<double> r;
  for (const double seconds : clock == Clock::cpu ? m.cpu : m.wall)
    r.push_back(static_cast<double>(m.iterations) * m.row.items_per_iteration / seconds);
  return r;
}

// Rate over the baseline's, repetition by repetition.
std::vector<double> ratios(const Measurement& m, const std::vector<Measurement>& all) {
  for (const Measurement& base : all) {
    if (base.row.section != m.row.section || base.row.name != m.row.baseline) continue;
    const Clock clock = m.row.clock == Clock::cpu && base.row.clock == Clock::cpu ? Clock::cpu : Clock::wall;
    std::vector<double> r = rates(m, clock);
    const std::vector<double> b = rates(base, clock);
    for (std::size_t i = 0; i < r.size(); ++i) r[i] /= b[i];
    return r;
  }
  return {};
}

}  // namespace

Context context_of_this_machine() {
  const std::time_t now = std::time(nullptr);
  char date[32];
  std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&now));
  return {{"date", date},
          {"executable", "kaitei-bench"},
          {"commit", bench_commit},
          {"cpu", cpu_model()},
          {"instruction_set", instruction_set_name(widest_native())},
          {"compiler", KAITEI_COMPILER}};
}

void print_table(std::ostream& out, const Context& context, const std::vector<Measurement>& all) {
  for (const auto& [key, value] : context) out << key << ": " << value << "\n";
  out << "Each row: median of the repetitions, taken in turn with its baseline; ratio: median (minimum-maximum) of the "
         "pairs.\n";
  std::string section;
  for (const Measurement& m : all) {
    if (m.row.section != section) {
      section = m.row.section;
      out << "\n" << section << ", 10^9 " << m.row.unit << "/s\n";
    }
    out << "  " << std::left << std::setw(32) << m.row.name << std::right << std::setw(10) << std::setprecision(4)
        << std::defaultfloat << median(rates(m, m.row.clock)) / 1e9 << "   " << m.row.answer << " "
        << std::setprecision(5) << m.answer;
    if (const auto r = ratios(m, all); !r.empty())
      out << "   " << std::fixed << std::setprecision(1) << median(r) << " ("
          << *std::min_element(r.begin(), r.end()) << "-" << *std::max_element(r.begin(), r.end()) << ") x "
          << m.row.baseline;
    out << "\n";
  }
}

void print_json(std::ostream& out, const Context& context, const std::vector<Measurement>& all) {
  out << "{\n  \"context\": {";
  for (const auto& [key, value] : context) out << "\n    " << quoted(key) << ": " << quoted(value) << ",";
  out << "\n    \"num_cpus\": " << std::thread::hardware_concurrency() << ",\n    \"json_schema_version\": 1\n  },\n"
      << "  \"benchmarks\": [";
  const char* separator = "\n";
  for (const Measurement& m : all) {
    const std::string name = quoted(m.row.section + "/" + m.row.name);
    const std::vector<double> rate = rates(m, m.row.clock);
    const double nanoseconds = 1e9 / static_cast<double>(m.iterations);
    for (std::size_t i = 0; i < m.wall.size(); ++i) {
      out << separator << std::setprecision(9) << std::defaultfloat << "    {\"name\": " << name << ", \"run_name\": "
          << name << ", \"run_type\": \"iteration\", \"repetitions\": " << m.wall.size() << ", \"repetition_index\": "
          << i << ", \"threads\": " << m.row.threads << ", \"iterations\": " << m.iterations << ", \"real_time\": "
          << m.wall[i] * nanoseconds << ", \"cpu_time\": " << m.cpu[i] * nanoseconds
          << ", \"time_unit\": \"ns\", \"items_per_second\": " << rate[i] << ", \"label\": " << quoted(m.row.unit)
          << ", \"section\": " << quoted(m.row.section) << ", \"baseline\": " << quoted(m.row.baseline)
          << ", \"whole_items\": " << m.row.whole << ", \"clock\": \"" << (m.row.clock == Clock::cpu ? "cpu" : "wall") << "\", " << quoted(m.row.answer)
          << ": " << m.answer << "}";
      separator = ",\n";
    }
  }
  out << "\n  ]\n}\n";
}

}  // namespace kaitei::bench
