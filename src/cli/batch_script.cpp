#include "cli/batch_script.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace kaitei::cli {
namespace {

std::string quoted(const std::string& value) { return value.find(' ') == std::string::npos ? value : fmt::format("\"{}\"", value); }

std::string directives(const BatchJob& job, const Site& site) {
  std::string text;
  const auto add = [&](const std::string& line) { text += "#SBATCH " + line + "\n"; };
  add("--job-name=" + quoted(job.name));
  if (job.array > 0) add(fmt::format("--array=0-{}", job.array - 1));
  add(fmt::format("--nodes={}", job.array > 0 ? 1 : job.nodes));
  add(fmt::format("--ntasks-per-node={}", job.array > 0 ? 1 : job.ranks_per_node));
  add(fmt::format("--cpus-per-task={}", job.cpus_per_rank));
  if (job.gpus_per_node > 0) add(fmt::format("--gpus-per-node={}", job.gpus_per_node));
  if (!job.time.empty()) add("--time=" + job.time);
  add(fmt::format("--mem={}M", job.memory_mib));
  if (!site.partition.empty()) add("--partition=" + quoted(site.partition));
  if (!site.account.empty()) add("--account=" + quoted(site.account));
  for (const auto& line : site.directives) add(line);
  add(fmt::format("--output={}", quoted(job.name + (job.array > 0 ? ".%A_%a.log" : ".%j.log"))));
  add("--open-mode=append");
  add("--requeue");
  add(fmt::format("--signal=B:USR1@{}", job.seconds_to_save));
  return text;
}

std::string command(const BatchJob& job, const Site& site) {
  std::string line = job.array > 0 ? "" : site.launcher + " ";
  line += shell_word(job.program);
  for (const auto& word : job.run) line.append(" ").append(shell_word(word));
  // The count is written in: a single task that is sent again sees a SLURM_ARRAY_TASK_COUNT of 1.
  if (job.array > 0) line += fmt::format(" --shard \"$SLURM_ARRAY_TASK_ID/{}\"", job.array);
  return line;
}

}  // namespace

std::string shell_word(const std::string& word) {
  constexpr std::string_view harmless = "-_./=:,+@%";
  const auto plain = [&](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || harmless.find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::ranges::all_of(word, plain)) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string batch_script(const BatchJob& job, const Site& site) {
  std::string text = "#!/bin/bash\n" + directives(job, site) + "\n";
  for (const auto& note : job.notes) text += "# " + note + "\n";
  for (const auto& module : site.modules) text += "module load " + shell_word(module) + "\n";
  for (const auto& line : site.setup) text += line + "\n";
  // Slurm signals the steps of a job by name; a shard is no step, but this shell's child.
  const std::string pass_on = job.array > 0 ? "kill -USR1 \"$child\" 2>/dev/null"
                                            : "scancel --signal=USR1 \"$SLURM_JOB_ID.0\" 2>/dev/null";
  text += fmt::format(R"script(
{command} &
child=$!
# A little before the time limit Slurm sends USR1 here. It is passed on; kaitei saves a checkpoint and exits with 75.
pass_on() {{ again=1; {pass_on}; }}
trap pass_on USR1 TERM
again=1
while [ "$again" = 1 ]; do again=0; wait "$child"; code=$?; done

if [ "$code" = 75 ]; then
  if [ "${{SLURM_RESTART_COUNT:-0}}" -lt {requeues} ]; then
    echo "stopped with a checkpoint; requeued ($((${{SLURM_RESTART_COUNT:-0}} + 1)) of at most {requeues} times)"
    trap '' USR1 TERM
    scontrol requeue "$SLURM_JOB_ID" && exit 0
  fi
  echo "stopped with a checkpoint after {requeues} requeues; send the same job again to go on" >&2
fi
exit "$code"
)script",
                      fmt::arg("command", command(job, site)), fmt::arg("pass_on", pass_on),
                      fmt::arg("requeues", job.requeues));
  return text;
}

}  // namespace kaitei::cli
