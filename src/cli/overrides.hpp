// The values of an experiment that the command line changes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace kaitei::cli {

// --set, and the options that stand for one key each.
class Overrides {
 public:
  void add_set(CLI::App&);
  void add_output(CLI::App&);
  void add_backend(CLI::App&);  // and --threads
  void add_trials(CLI::App&);
  void add_seed(CLI::App&);

  // "key=value" in the order: every --set, then the options of their own.
  std::vector<std::string> all() const;

 private:
  std::vector<std::string> set_;
  std::string output_, backend_, threads_, trials_, seed_;
};

}  // namespace kaitei::cli
