// Runs a command in this process and keeps what it prints and logs.
#pragma once

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include "cli/app.hpp"

namespace kaitei::cli {

struct Captured {
  ExitCode code;
  std::string out, log;
};

inline Captured run_captured(const std::vector<std::string>& arguments) {
  std::ostringstream out, log;
  const auto before = spdlog::default_logger();
  auto logger = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_st>(log));
  logger->set_pattern("%l: %v");
  spdlog::set_default_logger(logger);
  const ExitCode code = run_app(arguments, out);
  spdlog::set_default_logger(before);
  return {code, out.str(), log.str()};
}

}  // namespace kaitei::cli
