#include "cli/completion.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "errors.hpp"

namespace kaitei::cli {
namespace {

// Inside single quotes of any of the three shells.
std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? "'\\''" : std::string(1, c);
  return result + "'";
}

// Between the brackets of an _arguments specification.
std::string bracketed(const std::string& text) {
  std::string result = "[";
  for (const char c : text) result += std::string_view("[]:\\").find(c) == std::string_view::npos ? std::string(1, c) : std::string("\\") + c;
  return result + "]";
}

std::vector<std::string> dashed(const Command& command) {
  std::vector<std::string> names;
  for (const CommandOption& option : command.options)
    if (!option.positional) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

const Command& named(const std::vector<Command>& table, const std::string& path) {
  return *std::ranges::find(table, path, &Command::path);
}

std::string inner(const Command& command, const std::string& name) {
  return command.path.empty() ? name : fmt::format("{} {}", command.path, name);
}

std::string bash(const std::vector<Command>& table) {
  std::string known, cases;
  for (const Command& command : table) {
    if (!command.path.empty()) known += fmt::format("{}{}", known.empty() ? "" : "|", quoted(command.path));
    cases += fmt::format("    {}) commands={} options={} ;;\n", quoted(command.path), quoted(fmt::format("{}", fmt::join(command.commands, " "))),
                         quoted(fmt::format("{}", fmt::join(dashed(command), " "))));
  }
  return fmt::format(R"(# Completion of kaitei for bash; made by: kaitei completion bash
_kaitei() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} command= options= commands= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "${{command:+$command }}${{COMP_WORDS[i]}}" in
      {}) command="${{command:+$command }}${{COMP_WORDS[i]}}" ;;
    esac
  done
  case "$command" in
{}  esac
  if [[ $current == -* ]]; then mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
  elif [[ -n $commands ]]; then mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$current")
  else mapfile -t COMPREPLY < <(compgen -f -- "$current"); compopt -o filenames 2>/dev/null || true
  fi
}}
complete -F _kaitei kaitei
)", known, cases);
}

// The arguments of _arguments: '(-o --output)'{-o,--output}'[Result file]:TEXT:_files'.
std::string zsh_options(const Command& command) {
  std::string text;
  for (const CommandOption& option : command.options) {
    if (option.positional) continue;
    const std::string names = fmt::format("{}", fmt::join(option.names, " ")), what = bracketed(option.description);
    const std::string head = option.names.size() == 1 ? quoted(names) : fmt::format("{}{{{}}}", quoted(fmt::format("({})", names)), fmt::join(option.names, ","));
    text += fmt::format(" \\\n    {}{}", head, quoted(option.value.empty() ? what : fmt::format("{}:{}:_files", what, option.value)));
  }
  return text;
}

std::string zsh_described(const std::vector<Command>& table, const Command& command) {
  std::string text;
  for (const std::string& name : command.commands)
    text += fmt::format(" {}", quoted(fmt::format("{}:{}", name, named(table, inner(command, name)).description)));
  return text;
}

std::string zsh(const std::vector<Command>& table) {
  std::string functions;
  for (const Command& command : table) {
    std::string name = command.path.empty() ? "_kaitei" : fmt::format("_kaitei_{}", command.path);
    std::ranges::replace(name, ' ', '_');
    if (command.commands.empty()) {
      functions += fmt::format("{}() {{\n  _arguments{} \\\n    '*:file:_files'\n}}\n", name, zsh_options(command));
      continue;
    }
    functions += fmt::format(
        "{0}() {{\n  local curcontext=\"$curcontext\" line state\n  _arguments -C{1} \\\n    '1:command:->command' '*::argument:->argument'\n"
        "  case $state in\n    command) local -a commands=({2}); _describe command commands ;;\n"
        "    argument) (( $+functions[{0}_$line[1]] )) && {0}_$line[1] ;;\n  esac\n}}\n",
        name, zsh_options(command), zsh_described(table, command));
  }
  return fmt::format("#compdef kaitei\n# Completion of kaitei for zsh; made by: kaitei completion zsh\n{}"
                     "if [[ $funcstack[1] == _kaitei ]]; then _kaitei \"$@\"; else compdef _kaitei kaitei; fi\n", functions);
}

std::string fish(const std::vector<Command>& table) {
  std::string text = "# Completion of kaitei for fish; made by: kaitei completion fish\n";
  for (const Command& command : table) {
    std::string seen, none;  // conditions: inside this command; and in none of those inside it
    for (std::size_t at = 0; at < command.path.size();) {
      const std::size_t end = std::min(command.path.find(' ', at), command.path.size());
      seen += fmt::format("{}__fish_seen_subcommand_from {}", seen.empty() ? "" : "; and ", command.path.substr(at, end - at));
      at = end + 1;
    }
    if (!command.commands.empty())
      none = fmt::format("{}not __fish_seen_subcommand_from {}", seen.empty() ? "" : "; and ", fmt::join(command.commands, " "));
    for (const std::string& name : command.commands)
      text += fmt::format("complete -c kaitei -f -n {} -a {} -d {}\n", quoted(seen + none), name, quoted(named(table, inner(command, name)).description));
    for (const CommandOption& option : command.options) {
      if (option.positional) continue;
      std::string names;
      for (const std::string& name : option.names) names += name.starts_with("--") ? fmt::format(" -l {}", name.substr(2)) : fmt::format(" -s {}", name.substr(1));
      text += fmt::format("complete -c kaitei -n {}{}{} -d {}\n", quoted(seen + none), names, option.value.empty() ? "" : " -r", quoted(option.description));
    }
  }
  return text;
}

}  // namespace

std::string completion(const std::vector<Command>& table, const std::string& shell) {
  if (shell == "bash") return bash(table);
  if (shell == "zsh") return zsh(table);
  if (shell == "fish") return fish(table);
  throw UsageError(fmt::format("completion for \"{}\" is not known (it differs from shell to shell); name bash, zsh or fish", shell));
}

}  // namespace kaitei::cli
