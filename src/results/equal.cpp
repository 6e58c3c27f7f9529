#include "results/equal.hpp"

#include <algorithm>
#include <set>

#include "results/columns.hpp"
#include "results/hdf5.hpp"

namespace kaitei::results {
namespace {

using hdf5::OpenFile;

// Tables outside /provenance but those of the roles left out.
std::set<std::string> compared_tables(const OpenFile& file, std::initializer_list<Role> left_out) {
  const auto compared = [&](const std::string& path) {
    if (path.starts_with("/provenance/")) return false;
    const std::string role = file.has_attribute(path, "role") ? file.text_attribute(path, "role") : "";
    return std::ranges::none_of(left_out, [&](Role out) { return role == to_string(out); });
  };
  std::set<std::string> paths;
  for (const std::string& path : file.datasets())
    if (compared(path)) paths.insert(path);
  return paths;
}

// What describes an experiment without changing it: its title and the wording of its question.
std::set<std::string> compared_attributes(const OpenFile& file) {
  std::set<std::string> names;
  for (const std::string& name : file.attributes("/"))
    if (name != "title" && name != "question") names.insert(name);
  return names;
}

template <class Read>
void compare(const std::set<std::string>& in_a, const std::set<std::string>& in_b, const std::string& prefix,
             const Read& read_pair, std::vector<std::string>& differing) {
  std::set<std::string> names = in_a;
  names.insert(in_b.begin(), in_b.end());
  for (const std::string& name : names)
    if (!in_a.contains(name) || !in_b.contains(name) || !read_pair(name)) differing.push_back(prefix + name);
}

}  // namespace

std::vector<std::string> differences(const hdf5::Bytes& a, const hdf5::Bytes& b) {
  const OpenFile file_a(a), file_b(b);
  std::vector<std::string> differing;
  compare(compared_attributes(file_a), compared_attributes(file_b), "/@",
          [&](const std::string& name) { return file_a.attribute("/", name) == file_b.attribute("/", name); }, differing);
  compare(compared_tables(file_a, {Role::estimate}), compared_tables(file_b, {Role::estimate}), "",
          [&](const std::string& path) { return file_a.read(path) == file_b.read(path); }, differing);
  return differing;
}

std::vector<std::string> differing_inputs(const hdf5::Bytes& a, const hdf5::Bytes& b) {
  const OpenFile file_a(a), file_b(b);
  std::vector<std::string> differing;
  compare(compared_tables(file_a, {Role::estimate, Role::tally}), compared_tables(file_b, {Role::estimate, Role::tally}),
          "", [&](const std::string& path) { return file_a.read(path) == file_b.read(path); }, differing);
  // How many bytes of per-trial bits there are goes with the trials.
  std::erase_if(differing, [](const std::string& path) { return path.starts_with("/per_trial/"); });
  return differing;
}

}  // namespace kaitei::results
