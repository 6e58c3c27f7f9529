// The writing half of hdf5.hpp.
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>

#include "results/hdf5.hpp"

namespace kaitei::results::hdf5 {
namespace {

constexpr std::uint64_t chunk_bytes = std::uint64_t{1} << 20, worth_deflating = 1024;

hid_t file_type(Scalar scalar) {
  switch (scalar) {
    case Scalar::u8: return H5T_STD_U8LE;
    case Scalar::u32: return H5T_STD_U32LE;
    case Scalar::i32: return H5T_STD_I32LE;
    case Scalar::u64: return H5T_STD_U64LE;
    case Scalar::f64: return H5T_IEEE_F64LE;
  }
  throw std::logic_error("unknown scalar");
}

Handle text_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "cannot make a text type");
  check(H5Tset_size(type.get(), H5T_VARIABLE), "cannot make a text type");
  check(H5Tset_cset(type.get(), H5T_CSET_UTF8), "cannot make a text type");
  return type;
}

Handle properties(hid_t kind) { return Handle(H5Pcreate(kind), H5Pclose, "cannot make HDF5 properties"); }

// A table without rows is unlimited: HDF5 refuses a chunk larger than a fixed axis of length 0.
Handle space_of(const std::vector<hsize_t>& sizes) {
  std::vector<hsize_t> largest = sizes;
  for (hsize_t& size : largest)
    if (size == 0) size = H5S_UNLIMITED;
  return Handle(H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), largest.data()), H5Sclose,
                "cannot make a data space");
}

std::vector<hsize_t> chunk_of(std::vector<hsize_t> sizes, std::uint64_t element_bytes) {
  for (hsize_t& size : sizes) size = std::max<hsize_t>(size, 1);
  for (;;) {
    std::uint64_t bytes = element_bytes;
    for (const hsize_t size : sizes) bytes *= size;
    if (bytes <= chunk_bytes) return sizes;
    hsize_t& longest = *std::max_element(sizes.begin(), sizes.end());
    longest = (longest + 1) / 2;
  }
}

Handle storage(const std::vector<hsize_t>& sizes, std::uint64_t element_bytes) {
  Handle plist = properties(H5P_DATASET_CREATE);
  const auto chunk = chunk_of(sizes, element_bytes);
  check(H5Pset_chunk(plist.get(), static_cast<int>(chunk.size()), chunk.data()), "cannot set chunks");
  check(H5Pset_obj_track_times(plist.get(), false), "cannot switch off modification times");
  check(H5Pset_attr_creation_order(plist.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "cannot keep the order of attributes");
  return plist;
}

// For numbers only: HDF5 refuses filters on texts, which lie in its heap, where filters do not reach.
// Fletcher32 goes last, over the bytes as stored.
Handle filtered_storage(const std::vector<hsize_t>& sizes, std::uint64_t element_bytes, int deflate_level) {
  Handle plist = storage(sizes, element_bytes);
  std::uint64_t bytes = element_bytes;
  for (const hsize_t size : sizes) bytes *= size;
  if (deflate_level > 0 && bytes >= worth_deflating) {
    if (element_bytes > 1) check(H5Pset_shuffle(plist.get()), "cannot set the shuffle filter");
    check(H5Pset_deflate(plist.get(), static_cast<unsigned>(deflate_level)), "cannot set the deflate filter");
  }
  check(H5Pset_fletcher32(plist.get()), "cannot set the fletcher32 filter");
  return plist;
}

Handle create_dataset(hid_t parent, const std::string& name, hid_t type, const std::vector<hsize_t>& sizes,
                      const Handle& storage_properties) {
  const Handle space = space_of(sizes);
  return Handle(H5Dcreate2(parent, name.c_str(), type, space.get(), H5P_DEFAULT, storage_properties.get(), H5P_DEFAULT),
                H5Dclose, "cannot create " + name);
}

Column write_texts(hid_t parent, const std::string& name, const std::vector<hsize_t>& sizes,
                   const std::vector<std::string>& values) {
  const Handle type = text_type();
  Column column(create_dataset(parent, name, type.get(), sizes, storage(sizes, 2 * sizeof(char*))));
  std::vector<std::string> clean;
  clean.reserve(values.size());
  for (const std::string& value : values) clean.push_back(clean_utf8(value));
  std::vector<const char*> pointers;
  for (const std::string& value : clean) pointers.push_back(value.c_str());
  if (!values.empty())
    check(H5Dwrite(column.id(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), "cannot write " + name);
  return column;
}

Handle new_file() {
  const Handle access = properties(H5P_FILE_ACCESS), creation = properties(H5P_FILE_CREATE);
  check(H5Pset_fapl_core(access.get(), std::size_t{1} << 20, false), "cannot build a file in memory");
  // The earliest layout, for two reasons: every reader knows it, and HDF5 1.10 hands out images of later ones that it
  // then refuses to open (it clears the superblock's status flags without renewing the superblock's checksum).
  check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_EARLIEST, H5F_LIBVER_V18), "cannot choose the HDF5 version");
  // Small chunk-index nodes: most tables have one chunk, and the default node would be larger than the table.
  check(H5Pset_istore_k(creation.get(), 2), "cannot set the size of chunk indices");
  check(H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG), "cannot build a file in memory");
  check(H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "cannot keep the order of tables");
  check(H5Pset_attr_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "cannot keep the order of attributes");
  check(H5Pset_obj_track_times(creation.get(), false), "cannot switch off modification times");
  return Handle(H5Fcreate(unique_name().c_str(), H5F_ACC_TRUNC, creation.get(), access.get()), H5Fclose,
                "cannot build a file in memory");
}

}  // namespace

void Object::attribute(const std::string& name, std::string_view text) {
  const Handle type = text_type();
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "cannot make a data space");
  const Handle attribute(H5Acreate2(id(), name.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                         "cannot create the attribute " + name);
  const std::string clean = clean_utf8(text);
  const char* pointer = clean.c_str();
  check(H5Awrite(attribute.get(), type.get(), &pointer), "cannot write the attribute " + name);
}

void Object::write(const std::string& name, Scalar scalar, const void* values, std::size_t count, bool is_scalar) {
  const hsize_t size = count;
  const Handle space(is_scalar ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &size, nullptr), H5Sclose,
                     "cannot make a data space");
  const Handle attribute(H5Acreate2(id(), name.c_str(), file_type(scalar), space.get(), H5P_DEFAULT, H5P_DEFAULT),
                         H5Aclose, "cannot create the attribute " + name);
  check(H5Awrite(attribute.get(), memory_type(scalar), values), "cannot write the attribute " + name);
}

Folder Folder::folder(const std::string& name) {
  const Handle creation = properties(H5P_GROUP_CREATE);
  check(H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "cannot keep the order of tables");
  check(H5Pset_attr_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "cannot keep the order of attributes");
  check(H5Pset_obj_track_times(creation.get(), false), "cannot switch off modification times");
  return Folder(Handle(H5Gcreate2(id(), name.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT), H5Gclose,
                       "cannot create " + name),
                deflate_level_);
}

Column Folder::make_scale(const std::string& name, Column column, std::uint64_t size) {
  check(H5DSset_scale(column.id(), name.c_str()), "cannot make the axis " + name);
  axes_.emplace(name, Axis{Handle(H5Dopen2(id(), name.c_str(), H5P_DEFAULT), H5Dclose, "cannot open " + name), size});
  return column;
}

Column Folder::axis(const std::string& name, Scalar scalar, const void* coordinates, std::size_t count) {
  const std::vector<hsize_t> sizes{count};
  Column column(create_dataset(id(), name, file_type(scalar), sizes,
                               filtered_storage(sizes, H5Tget_size(memory_type(scalar)), deflate_level_)));
  if (count)
    check(H5Dwrite(column.id(), memory_type(scalar), H5S_ALL, H5S_ALL, H5P_DEFAULT, coordinates), "cannot write " + name);
  return make_scale(name, std::move(column), count);
}

Column Folder::axis(const std::string& name, const std::vector<std::string>& coordinates) {
  return make_scale(name, write_texts(id(), name, {coordinates.size()}, coordinates), coordinates.size());
}

void Folder::axis(const std::string& name, std::uint64_t size) {
  const std::vector<hsize_t> sizes{size};
  Column column(create_dataset(id(), name, H5T_IEEE_F32BE, sizes, filtered_storage(sizes, sizeof(float), 0)));
  // The exact words, the width of the number included, by which netCDF-4 knows an axis without coordinates.
  std::array<char, 80> text{};
  std::snprintf(text.data(), text.size(), "This is a netCDF dimension but not a netCDF variable.%10llu",
                static_cast<unsigned long long>(size));
  check(H5DSset_scale(column.id(), text.data()), "cannot make the axis " + name);
  axes_.emplace(name, Axis{Handle(H5Dopen2(id(), name.c_str(), H5P_DEFAULT), H5Dclose, "cannot open " + name), size});
}

std::vector<hsize_t> Folder::sizes(const std::string& name, const std::vector<std::string>& axes,
                                   std::size_t count) const {
  std::vector<hsize_t> result;
  hsize_t product = 1;
  for (const std::string& axis : axes) {
    result.push_back(axes_.at(axis).size);
    product *= result.back();
  }
  if (axes.empty() || product != count) throw std::logic_error("the column " + name + " does not fill its axes");
  return result;
}

void Folder::attach(const Column& column, const std::vector<std::string>& axes) const {
  for (std::size_t i = 0; i < axes.size(); ++i)
    check(H5DSattach_scale(column.id(), axes_.at(axes[i]).scale.get(), static_cast<unsigned>(i)),
          "cannot attach the axis " + axes[i]);
}

Column Folder::column(const std::string& name, const std::vector<std::string>& axes, Scalar scalar, const void* values,
                      std::size_t count, const void* fill) {
  const auto lengths = sizes(name, axes, count);
  const Handle plist = filtered_storage(lengths, H5Tget_size(memory_type(scalar)), deflate_level_);
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (scalar == Scalar::f64) fill = &nan;
  if (fill) check(H5Pset_fill_value(plist.get(), memory_type(scalar), fill), "cannot set the fill value");
  Column column(create_dataset(id(), name, file_type(scalar), lengths, plist));
  if (count)
    check(H5Dwrite(column.id(), memory_type(scalar), H5S_ALL, H5S_ALL, H5P_DEFAULT, values), "cannot write " + name);
  attach(column, axes);
  if (fill) column.fill_attribute(scalar, fill);
  return column;
}

Column Folder::column(const std::string& name, const std::vector<std::string>& axes,
                      const std::vector<std::string>& values) {
  Column column = write_texts(id(), name, sizes(name, axes, values.size()), values);
  attach(column, axes);
  return column;
}

NewFile::NewFile(int deflate_level)
    : file_(new_file()),
      root_(Handle(H5Gopen2(file_.get(), "/", H5P_DEFAULT), H5Gclose, "cannot open the root"), deflate_level) {}

Bytes NewFile::image() const {
  check(H5Fflush(file_.get(), H5F_SCOPE_GLOBAL), "cannot finish the file");
  const ssize_t size = H5Fget_file_image(file_.get(), nullptr, 0);
  if (size < 0) check(-1, "cannot take the finished file");
  Bytes bytes(static_cast<std::size_t>(size));
  if (H5Fget_file_image(file_.get(), bytes.data(), bytes.size()) < 0) check(-1, "cannot take the finished file");
  return bytes;
}

}  // namespace kaitei::results::hdf5
