#include "results/write.hpp"

#include "errors.hpp"
#include "results/atomic_file.hpp"
#include "results/checksum.hpp"
#include "results/write_tables.hpp"

namespace kaitei::results {
namespace {

template <class WriteNetwork>
hdf5::Bytes build(const engine::RunRecord& record, const WriteNetwork& write_the_network) {
  try {
    hdf5::NewFile file(record.experiment.output.deflate_level);
    write_tables(file.root(), record);
    write_per_trial(file.root(), record);
    write_scenarios(file.root(), record);
    if (record.curves.empty()) write_the_network(file.root());
    write_provenance(file.root(), record);
    return file.image();
  } catch (const hdf5::Failure& failure) {
    throw RunError("the result file cannot be built (" + std::string(failure.what()) +
                   "); free some memory, or run without per-trial bits");
  }
}

}  // namespace

hdf5::Bytes result_image(const engine::RunRecord& record) {
  return build(record, [&](hdf5::Folder& root) { write_network(root, record); });
}

hdf5::Bytes result_image(const engine::RunRecord& record, const hdf5::OpenFile& network_from) {
  return build(record, [&](hdf5::Folder& root) {
    hdf5::Folder network = root.folder("network");
    hdf5::copy_folder(network_from, "/network", network);
  });
}

void write_image(const hdf5::Bytes& image, const std::filesystem::path& path) {
  const std::string trailer = trailer_for(image);
  write_atomically(path, {image, std::span(reinterpret_cast<const unsigned char*>(trailer.data()), trailer.size())});
}

void write_result(const engine::RunRecord& record, const std::filesystem::path& path) {
  write_image(result_image(record), path);
}

}  // namespace kaitei::results
