#include "cli/manual.hpp"

#include <fmt/format.h>

#include "cli/version.hpp"

namespace kaitei::cli {
namespace {

std::string escaped(const std::string& text) {
  std::string roff;
  for (const char c : text) {
    if (c == '\\') roff += "\\e";
    else if (c == '-') roff += "\\-";
    else roff += c;
  }
  return roff.starts_with('.') || roff.starts_with('\'') ? fmt::format("\\&{}", roff) : roff;
}

std::string bold(const std::string& text) { return fmt::format("\\fB{}\\fR", escaped(text)); }
std::string italic(const std::string& text) { return fmt::format("\\fI{}\\fR", escaped(text)); }

std::string heading(const Command& command) {
  std::string text = bold(fmt::format("kaitei {}", command.path));
  for (const CommandOption& option : command.options)
    if (option.positional) text += fmt::format(option.required ? fmt::runtime(" {}") : fmt::runtime(" [{}]"), italic(option.names.front()));
  return text;
}

std::string entry(const CommandOption& option) {
  std::string names;
  for (const std::string& name : option.names)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", option.positional ? italic(name) : bold(name));
  if (!option.positional && !option.value.empty()) names += fmt::format(" {}", italic(option.value));
  return fmt::format(".TP\n{}\n{}.\n", names, escaped(option.description));
}

std::string entries(const Command& command) {
  std::string text;
  for (const CommandOption& option : command.options) text += entry(option);
  return text;
}

}  // namespace

std::string manual(const std::vector<Command>& table) {
  std::string page = fmt::format(
      ".TH KAITEI 1 \"\" \"kaitei {}\" \"User Commands\"\n"
      ".SH NAME\nkaitei \\- undersea\\-cable network resilience simulator\n"
      ".SH SYNOPSIS\n\\fBkaitei\\fR \\fIcommand\\fR [\\fIoptions\\fR]\n"
      ".SH DESCRIPTION\nkaitei simulates the failure of undersea cables, landing stations, power feeds and land links in millions of "
      "states, and says how likely places are cut off, with the error of each number. Experiments are TOML files; results are HDF5 "
      "files, and a summary on standard output. Messages go to standard error.\n"
      ".SH OPTIONS\n{}.SH COMMANDS\n",
      program_version, entries(table.front()));
  for (std::size_t i = 1; i < table.size(); ++i) {
    if (!table[i].commands.empty()) continue;  // its inner commands follow
    page += fmt::format(".SS \"{}\"\n{}.\n{}", heading(table[i]), escaped(table[i].description), entries(table[i]));
  }
  return page +
         ".SH EXIT STATUS\n"
         ".TP\n0\nDone; of compare: the results are equal.\n"
         ".TP\n1\nFailed; of compare: they differ.\n"
         ".TP\n2\nThe experiment or the command line is wrong.\n"
         ".TP\n3\nThe input data are wrong.\n"
         ".TP\n4\nNo usable device.\n"
         ".TP\n75\nStopped early with a checkpoint; the same command goes on.\n"
         ".SH ENVIRONMENT\n"
         ".TP\n\\fBKAITEI_SITE\\fR\nSettings of the cluster for submit, a TOML file.\n"
         ".TP\n\\fBNO_COLOR\\fR\nIf not empty, no colours on a terminal.\n"
         ".SH EXAMPLES\n"
         ".TP\n\\fBkaitei run experiment.toml \\-\\-set run.trials=1e6 \\-o result.h5\\fR\nSimulate, and write a result file.\n"
         ".TP\n\\fBkaitei inspect result.h5\\fR\nCheck the file and print its summary again.\n"
         ".TP\n\\fBkaitei validate \\-\\-reference\\fR\nEvery key of an experiment, its unit, default and limits.\n";
}

}  // namespace kaitei::cli
