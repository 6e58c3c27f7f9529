#include "cli/command_table.hpp"

#include <CLI/CLI.hpp>

namespace kaitei::cli {
namespace {

CommandOption row_of(const CLI::Option& option) {
  CommandOption row{{}, option.get_type_size() == 0 ? "" : option.get_type_name(), option.get_description(),
                    option.get_positional(), option.get_required()};
  if (row.positional) row.names.push_back(option.get_name());
  for (const std::string& name : option.get_snames()) row.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) row.names.push_back("--" + name);
  return row;
}

void add(const CLI::App& app, const std::string& path, std::vector<Command>& table) {
  Command command{path, app.get_description(), {}, {}};
  for (const CLI::Option* option : app.get_options()) command.options.push_back(row_of(*option));
  for (const CLI::App* inner : app.get_subcommands({})) command.commands.push_back(inner->get_name());
  table.push_back(std::move(command));
  for (const CLI::App* inner : app.get_subcommands({})) add(*inner, path.empty() ? inner->get_name() : path + " " + inner->get_name(), table);
}

}  // namespace

std::vector<Command> command_table(const CLI::App& app) {
  std::vector<Command> table;
  add(app, "", table);
  return table;
}

}  // namespace kaitei::cli
