#include "cli/progress.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace kaitei::cli {
namespace {

constexpr double seconds_between_bars = 0.2, seconds_between_lines = 30;
constexpr std::size_t bar_width = 6;

double share_done(const engine::Progress& progress) {
  return progress.total == 0 ? 1 : static_cast<double>(progress.done) / static_cast<double>(progress.total);
}

std::string clock_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  return whole < 3600 ? fmt::format("{}:{:02}", whole / 60, whole % 60)
                      : fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string percent_done(const engine::Progress& progress) {
  return fmt::format("{:.0f}%", std::floor(100 * share_done(progress)));
}

// Rate, time left and estimate.
std::string pace(const engine::Progress& progress) {
  const double rate = progress.rate;
  std::string text = fmt::format(", {:.2g} {}/s", rate, progress.unit);
  if (rate > 0)
    text += fmt::format(", {} left", clock_text(static_cast<double>(progress.total - progress.done) / rate));
  if (!progress.estimate.empty()) text += "; " + progress.estimate;
  return text;
}

// The first `columns` characters of UTF-8 text.
std::string first_characters(const std::string& text, std::size_t columns) {
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size(); ++end) {
    const bool starts_character = (static_cast<unsigned char>(text[end]) & 0xC0) != 0x80;
    if (starts_character && ++count > columns) break;
  }
  return text.substr(0, end);
}

std::size_t terminal_columns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

std::string progress_line(const engine::Progress& progress) {
  return fmt::format("{} of {} {} ({}){}", progress.done, progress.total, progress.unit, percent_done(progress),
                     pace(progress));
}

std::string progress_bar(const engine::Progress& progress, std::size_t columns) {
  const auto filled = static_cast<std::size_t>(share_done(progress) * static_cast<double>(bar_width));
  const std::string bar(std::min(filled, bar_width), '#'), rest(bar_width - bar.size(), '.');
  return first_characters(fmt::format("[{}{}] {}{}", bar, rest, percent_done(progress), pace(progress)), columns);
}

ProgressReporter::~ProgressReporter() {
  if (bar_shown_) std::fputs("\r\033[K", stderr);
}

void ProgressReporter::report(const engine::Progress& progress) {
  const bool terminal = destination_ == Destination::terminal;
  const double pause = terminal ? seconds_between_bars : seconds_between_lines;
  if (progress.seconds - last_seconds_ < pause) return;
  last_seconds_ = progress.seconds;
  if (terminal) {
    // One column stays free: a full line would wrap, and the next bar would start below it.
    fmt::print(stderr, "\r\033[K{}", progress_bar(progress, terminal_columns() - 1));
    std::fflush(stderr);
    bar_shown_ = true;
  } else {
    spdlog::info("{}", progress_line(progress));
  }
}

}  // namespace kaitei::cli
