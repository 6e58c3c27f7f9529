#include "results/write.hpp"

#include "errors.hpp"
#include "results/atomic_file.hpp"
#include "results/checksum.hpp"
#include "results/write_tables.hpp"

namespace kaitei::results {

hdf5::Bytes result_image(const engine::RunRecord& record) {
  try {
    hdf5::NewFile file(record.experiment.output.deflate_level);
    write_tables(file.root(), record);
    write_per_trial(file.root(), record);
    write_scenarios(file.root(), record);
    write_network(file.root(), record);
    write_provenance(file.root(), record);
    return file.image();
  } catch (const hdf5::Failure& failure) {
    throw RunError("the result file cannot be built (" + std::string(failure.what()) +
                   "); free some memory, or run without per-trial bits");
  }
}

void write_result(const engine::RunRecord& record, const std::filesystem::path& path) {
  const hdf5::Bytes image = result_image(record);
  const std::string trailer = trailer_for(image);
  write_atomically(path, {image, std::span(reinterpret_cast<const unsigned char*>(trailer.data()), trailer.size())});
}

}  // namespace kaitei::results
