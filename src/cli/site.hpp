// What a cluster wants in every batch script, from a small TOML file that a user or an administrator writes once.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kaitei::cli {

struct Site {
  std::string partition, account;      // empty: the cluster's default
  std::vector<std::string> modules;    // loaded in order
  std::vector<std::string> directives; // more lines of "#SBATCH ", such as "--constraint=gpu"
  std::vector<std::string> setup;      // shell lines before kaitei starts
  std::string launcher = "srun --mpi=pmix";  // of the ranks of an MPI run
};

// Reads the file; with an empty path $KAITEI_SITE, else ~/.config/kaitei/site.toml if it is there, else the defaults
// above. Throws UsageError "file:line:col: ..." for an unknown key or a value of the wrong type.
Site read_site(const std::filesystem::path& file);

}  // namespace kaitei::cli
