// A result file with any values in its tables, under a checksum that fits, has a report or is refused with a DataError or a
// UsageError. An input is a list of changes, five bytes each: a table, a place in it, and the byte that comes to stand there.
// How HDF5 lays a file out is left alone: the checksum guards against damage, and HDF5 1.10 itself crashes on broken heaps.
#include <cstdint>
#include <cstring>
#include <vector>

#include <hdf5.h>

#include "errors.hpp"
#include "report/report.hpp"
#include "results/checksum.hpp"
#include "results/read.hpp"
#include "results/write.hpp"
#include "sample_record.hpp"
#include "scratch.hpp"

namespace {

using namespace kaitei;
using results::hdf5::Bytes;

struct Sample {
  Sample() {
    results::write_result(testing::sample_record(), scratch.folder / "sample.h5");
    image = results::load_checked(scratch.folder / "sample.h5");
    tables = results::hdf5::OpenFile(image).datasets();
  }
  fuzz::Scratch scratch;
  Bytes image;
  std::vector<std::string> tables;
};

hid_t open_in_memory(const Bytes& image) {
  const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  H5Pset_fapl_core(access, std::size_t{1} << 16, false);
  H5Pset_file_image(access, const_cast<unsigned char*>(image.data()), image.size());
  const hid_t file = H5Fopen("changed", H5F_ACC_RDWR, access);
  H5Pclose(access);
  return file;
}

Bytes image_of(hid_t file) {
  H5Fflush(file, H5F_SCOPE_GLOBAL);
  Bytes image(static_cast<std::size_t>(H5Fget_file_image(file, nullptr, 0)));
  H5Fget_file_image(file, image.data(), image.size());
  return image;
}

void change(hid_t file, const std::string& table, std::size_t place, unsigned char value) {
  const hid_t dataset = H5Dopen2(file, table.c_str(), H5P_DEFAULT), type = H5Dget_type(dataset), space = H5Dget_space(dataset);
  const auto count = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space));
  if (count > 0 && H5Tis_variable_str(type) > 0) {
    std::vector<char*> texts(count);
    H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data());
    char* text = texts[place % count];
    if (text && *text) text[place / count % std::strlen(text)] = static_cast<char>(value);
    H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data());
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, texts.data());
  } else if (count > 0) {
    Bytes numbers(count * H5Tget_size(type));
    H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data());
    numbers[place % numbers.size()] = value;
    H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data());
  }
  H5Sclose(space);
  H5Tclose(type);
  H5Dclose(dataset);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Sample sample;
  const std::size_t changes = size / 5;
  const hid_t file = open_in_memory(sample.image);
  for (; size >= 5; data += 5, size -= 5)
    change(file, sample.tables[(data[0] | data[1] << 8) % sample.tables.size()], static_cast<std::size_t>(data[2] | data[3] << 8), data[4]);
  Bytes changed = image_of(file);
  H5Fclose(file);
  const std::string seal = results::trailer_for(changed);
  changed.insert(changed.end(), seal.begin(), seal.end());
  const auto path = sample.scratch.write("changed.h5", changed);
  try {
    if (changes % 2 == 0) report::report({path}, {report::Format::html, report::Language::english, {}});
    else report::report({path}, {report::Format::markdown, report::Language::japanese, changes % 3});
  } catch (const DataError&) {
  } catch (const UsageError&) {
  }
  return 0;
}
