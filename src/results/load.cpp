// Reading a file whole, and its checksum.
#include <cerrno>
#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "errors.hpp"
#include "results/checksum.hpp"
#include "results/damage.hpp"
#include "results/read.hpp"

namespace kaitei::results {
namespace {

hdf5::Bytes whole_file(const std::filesystem::path& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = in ? static_cast<std::streamoff>(in.tellg()) : -1;
  hdf5::Bytes bytes(size > 0 && !std::filesystem::is_directory(path) ? static_cast<std::size_t>(size) : 0);
  in.seekg(0);
  if (size >= 0) in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!in || std::filesystem::is_directory(path)) {
    const std::string why = errno ? std::generic_category().message(errno) : "not a regular file";
    throw DataError("cannot read " + path.string() + " (" + why + "); check the path and your rights");
  }
  return bytes;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < 5; ++i) text += (i ? ", " : "") + names[i];
  if (names.size() > 5) text += " and " + std::to_string(names.size() - 5) + " more";
  return text;
}

bool begins_as_hdf5(const hdf5::Bytes& bytes) {
  constexpr unsigned char signature[] = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  return bytes.size() >= std::size(signature) && std::equal(std::begin(signature), std::end(signature), bytes.begin());
}

}  // namespace

hdf5::Bytes load_checked(const std::filesystem::path& path) {
  hdf5::Bytes bytes = whole_file(path);
  const Seal seal = check_seal(bytes);
  if (seal == Seal::intact) {
    bytes.resize(bytes.size() - trailer_size);
    return bytes;
  }
  if (seal == Seal::missing && begins_as_hdf5(bytes))
    throw DataError(path.string() + " does not end with its checksum line (it was cut off, written to since, or never "
                    "finished); copy it again, or run the experiment again");
  if (seal == Seal::missing)
    throw DataError(path.string() + " is not a kaitei result file (it neither begins as HDF5 nor ends with a checksum "
                    "line); name a file that kaitei run wrote");
  const auto damaged = damaged_tables(bytes);
  const std::string where = damaged.empty() ? "texts, bookkeeping or the checksum line itself" : listed(damaged);
  throw DataError(path.string() + " is damaged: " + where + " (its SHA-256 is not the one in its last line, so no "
                  "number in it can be trusted); copy it again, or run the experiment again");
}

}  // namespace kaitei::results
