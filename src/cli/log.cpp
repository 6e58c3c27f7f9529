#include "cli/log.hpp"

#include <unistd.h>

#include <cstdlib>
#include <memory>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace kaitei::cli {

Destination stderr_destination() {
  return isatty(STDERR_FILENO) != 0 ? Destination::terminal : Destination::batch_log;
}

bool colour_wanted() {
  const char* no_colour = std::getenv("NO_COLOR");
  const bool forbidden = no_colour != nullptr && *no_colour != '\0';
  return stderr_destination() == Destination::terminal && !forbidden;
}

void set_up_log() {
  const auto mode = colour_wanted() ? spdlog::color_mode::automatic : spdlog::color_mode::never;
  auto logger = std::make_shared<spdlog::logger>("kaitei", std::make_shared<spdlog::sinks::stderr_color_sink_mt>(mode));
  logger->set_pattern(stderr_destination() == Destination::terminal ? "%^%l%$: %v" : "%Y-%m-%d %H:%M:%S %l: %v");
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace kaitei::cli
