#include "cli/report_command.hpp"

#include <ostream>
#include <random>

#include <fmt/format.h>

#include "cli/inspect_command.hpp"
#include "errors.hpp"
#include "report/report.hpp"
#include "results/atomic_file.hpp"

namespace kaitei::cli {
namespace {

using report::Format;

Format format_of(const ReportOptions& options) {
  const std::string& word = options.format;
  const std::string extension = options.output.extension().string();
  if (word == "html" || (word.empty() && (extension == ".html" || extension == ".htm" || options.output.empty()))) return Format::html;
  if (word == "md" || (word.empty() && extension == ".md")) return Format::markdown;
  throw UsageError(fmt::format("format \"{}\" is not known (a report is a page, html, or Markdown, md); name one with --format or by "
                               "the extension of the output", word.empty() ? extension : word));
}

}  // namespace

void write_report(const ReportOptions& options, std::ostream& out) {
  const Format format = format_of(options);
  report::Options how{format, report::language_of(options.language), std::nullopt};
  if (options.anonymise) {
    std::random_device random;
    how.anonymise = (std::uint64_t{random()} << 32) | random();
  }
  for (const auto& file : options.files)
    if (std::filesystem::exists(file) && !is_result_file(file))
      throw UsageError(fmt::format("{} is no result file (a report is made of what kaitei run wrote); run an experiment on it first",
                                   file.string()));
  std::filesystem::path output = options.output;
  if (output.empty()) output = std::filesystem::path(options.files.at(0)).replace_extension(format == Format::html ? ".html" : ".md");
  for (const auto& file : options.files)
    if (std::filesystem::weakly_canonical(file) == std::filesystem::weakly_canonical(output))
      throw UsageError(fmt::format("{} is the result itself (it would be overwritten); name another output", output.string()));
  const std::string text = report::report(options.files, how);
  results::write_atomically(output, {{reinterpret_cast<const unsigned char*>(text.data()), text.size()}});
  out << fmt::format("{}: {:.0f} kB\n", output.string(), static_cast<double>(text.size()) / 1000);
}

}  // namespace kaitei::cli
