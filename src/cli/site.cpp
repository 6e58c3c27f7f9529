#include "cli/site.hpp"

#include <cstdlib>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "errors.hpp"
#include "experiment/nearest.hpp"

namespace kaitei::cli {
namespace {

const std::vector<std::string> keys = {"partition", "account", "modules", "directives", "setup", "launcher"};

[[noreturn]] void refuse(const std::filesystem::path& file, const toml::source_position& at, const std::string& what) {
  throw UsageError(fmt::format("{}:{}:{}: {}", file.string(), at.line, at.column, what));
}

void read(const std::filesystem::path& file, const toml::node& node, std::string_view key, std::string& value) {
  if (!node.is_string())
    refuse(file, node.source().begin, fmt::format("{} is no text (it goes into the batch script); put it in quotes", key));
  value = node.as_string()->get();
}

void read(const std::filesystem::path& file, const toml::node& node, std::string_view key, std::vector<std::string>& list) {
  if (!node.is_array() || !node.as_array()->is_homogeneous(toml::node_type::string))
    refuse(file, node.source().begin,
           fmt::format("{} is no list of texts (each becomes a line of the batch script); write {} = [\"...\"]", key, key));
  for (const auto& item : *node.as_array()) list.push_back(item.as_string()->get());
}

std::filesystem::path default_file() {
  if (const char* named = std::getenv("KAITEI_SITE")) return named;
  const char* home = std::getenv("HOME");
  const std::filesystem::path usual = std::filesystem::path(home ? home : "") / ".config/kaitei/site.toml";
  return std::filesystem::exists(usual) ? usual : std::filesystem::path();
}

}  // namespace

Site read_site(const std::filesystem::path& named) {
  const std::filesystem::path file = named.empty() ? default_file() : named;
  Site site;
  if (file.empty()) return site;
  if (!std::filesystem::is_regular_file(file))
    throw UsageError(fmt::format("{} is no file (the settings of the cluster are read from it); correct --site or $KAITEI_SITE",
                                 file.string()));
  toml::table table;
  try {
    table = toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    refuse(file, error.source().begin, fmt::format("{} (the site file cannot be read); correct it", error.description()));
  }
  for (const auto& [name, node] : table) {
    const std::string key(name.str());
    if (key == "partition") read(file, node, key, site.partition);
    else if (key == "account") read(file, node, key, site.account);
    else if (key == "launcher") read(file, node, key, site.launcher);
    else if (key == "modules") read(file, node, key, site.modules);
    else if (key == "directives") read(file, node, key, site.directives);
    else if (key == "setup") read(file, node, key, site.setup);
    else
      refuse(file, name.source().begin, fmt::format("unknown key \"{}\" (it would be ignored); {}", key,
                                                    experiment::suggestion(key, keys, "remove it")));
  }
  return site;
}

}  // namespace kaitei::cli
