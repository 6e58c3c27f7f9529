// kaitei man and completion on the command line.
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/completion.hpp"
#include "cli/manual.hpp"

namespace kaitei::cli {

void add_shell_commands(CLI::App& app, Action& chosen) {
  app.add_subcommand("man", "Print the manual page, in roff: kaitei man | man -l -")->callback([&app, &chosen] {
    chosen = [&app](const Context& context) {
      context.out << manual(command_table(app));
      return ExitCode::done;
    };
  });
  const auto shell = std::make_shared<std::string>();
  CLI::App& command = *app.add_subcommand("completion", "Print what makes a shell complete commands and options");
  command.add_option("shell", *shell, "bash, zsh or fish")->type_name("WORD")->required();
  command.callback([&app, shell, &chosen] {
    chosen = [&app, shell](const Context& context) {
      context.out << completion(command_table(app), *shell);
      return ExitCode::done;
    };
  });
}

}  // namespace kaitei::cli
