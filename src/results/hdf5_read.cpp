// The reading half of hdf5.hpp.
#include <hdf5_hl.h>

#include <algorithm>
#include <cstring>

#include "results/hdf5.hpp"

namespace kaitei::results::hdf5 {
namespace {

constexpr Scalar scalars[] = {Scalar::u8, Scalar::u32, Scalar::i32, Scalar::u64, Scalar::f64};
constexpr const char* scalar_names[] = {"u8", "u32", "i32", "u64", "f64"};

// H5LTopen_file_image would share the buffer instead of copying it, but leaks in HDF5 1.10.
Handle open_image(const Bytes& image) {
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "cannot make HDF5 properties");
  check(H5Pset_fapl_core(access.get(), std::size_t{1} << 20, false), "cannot open a file in memory");
  check(H5Pset_file_image(access.get(), const_cast<unsigned char*>(image.data()), image.size()),
        "cannot open a file in memory");
  return Handle(H5Fopen(unique_name().c_str(), H5F_ACC_RDONLY, access.get()), H5Fclose, "not an HDF5 file");
}

std::vector<std::uint64_t> shape_of(const Handle& space) {
  const int rank = H5Sget_simple_extent_ndims(space.get());
  if (rank < 0) throw Failure("unreadable shape");
  std::vector<hsize_t> sizes(static_cast<std::size_t>(rank));
  if (rank > 0) check(H5Sget_simple_extent_dims(space.get(), sizes.data(), nullptr), "unreadable shape");
  return {sizes.begin(), sizes.end()};
}

std::uint64_t count_of(const std::vector<std::uint64_t>& shape, const std::string& what) {
  std::uint64_t count = 1;
  for (const std::uint64_t size : shape)
    if (__builtin_mul_overflow(count, size, &count) || count > (std::uint64_t{1} << 36))
      throw Failure(what + " claims an impossible size");
  return count;
}

// Reads through `fetch(memory type, buffer)`, alike for datasets and attributes.
template <class Fetch>
Values read_values(const Handle& type, const Handle& space, const std::string& what, const Fetch& fetch) {
  Values values;
  values.shape = shape_of(space);
  const std::uint64_t count = count_of(values.shape, what);
  if (H5Tis_variable_str(type.get()) > 0) {
    values.type = "text";
    std::vector<char*> pointers(count, nullptr);
    if (count) check(fetch(type.get(), pointers.data()), "cannot read " + what);
    for (char* pointer : pointers) values.texts.emplace_back(pointer ? pointer : "");
    if (count) check(H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, pointers.data()), "cannot read " + what);
    return values;
  }
  const Handle native(H5Tget_native_type(type.get(), H5T_DIR_ASCEND), H5Tclose, "unknown type of " + what);
  for (std::size_t i = 0; i < std::size(scalars); ++i)
    if (H5Tequal(native.get(), memory_type(scalars[i])) > 0) values.type = scalar_names[i];
  if (values.type.empty()) throw Failure("unknown type of " + what);
  values.numbers.resize(count * H5Tget_size(native.get()));
  if (count) check(fetch(native.get(), values.numbers.data()), "cannot read " + what);
  return values;
}

template <class T>
std::vector<T> as(const Values& values, const std::string& what) {
  if (values.type != scalar_names[static_cast<int>(scalar_of<T>())]) throw Failure(what + " has another type");
  std::vector<T> result(values.numbers.size() / sizeof(T));
  if (!result.empty()) std::memcpy(result.data(), values.numbers.data(), values.numbers.size());
  return result;
}

Handle open_object(const Handle& file, const std::string& path) {
  return Handle(H5Oopen(file.get(), path.c_str(), H5P_DEFAULT), H5Oclose, "there is no " + path);
}

}  // namespace

OpenFile::OpenFile(const Bytes& image) : file_(open_image(image)) {}

std::vector<std::string> OpenFile::datasets() const {
  std::vector<std::string> paths;
  check(H5Ovisit2(file_.get(), H5_INDEX_NAME, H5_ITER_INC,
                  [](hid_t, const char* name, const H5O_info_t* info, void* out) -> herr_t {
                    if (info->type == H5O_TYPE_DATASET)
                      static_cast<std::vector<std::string>*>(out)->emplace_back("/").append(name);
                    return 0;
                  },
                  &paths, H5O_INFO_BASIC),
        "cannot list the tables");
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<std::string> OpenFile::tables(const std::string& folder) const {
  const Handle group(H5Gopen2(file_.get(), folder.c_str(), H5P_DEFAULT), H5Gclose, "there is no " + folder);
  std::vector<std::string> names, tables;
  check(H5Literate(group.get(), H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr,
                   [](hid_t, const char* name, const H5L_info_t*, void* out) -> herr_t {
                     static_cast<std::vector<std::string>*>(out)->emplace_back(name);
                     return 0;
                   },
                   &names),
        "cannot list " + folder);
  for (const std::string& name : names) {
    const Handle object(H5Oopen(group.get(), name.c_str(), H5P_DEFAULT), H5Oclose, "there is no " + name);
    if (H5Iget_type(object.get()) == H5I_DATASET) tables.push_back(name);
  }
  return tables;
}

bool OpenFile::is_axis(const std::string& path) const {
  const Handle dataset(H5Dopen2(file_.get(), path.c_str(), H5P_DEFAULT), H5Dclose, "there is no " + path);
  return H5DSis_scale(dataset.get()) > 0;
}

std::vector<std::string> OpenFile::axes(const std::string& path) const {
  const Handle dataset(H5Dopen2(file_.get(), path.c_str(), H5P_DEFAULT), H5Dclose, "there is no " + path);
  std::vector<std::string> names(shape(path).size());
  for (std::size_t i = 0; i < names.size(); ++i)
    check(H5DSiterate_scales(dataset.get(), static_cast<unsigned>(i), nullptr,
                             [](hid_t, unsigned, hid_t scale, void* out) -> herr_t {
                               char path_of_scale[256] = {};
                               if (H5Iget_name(scale, path_of_scale, sizeof path_of_scale) < 0) return -1;
                               const std::string_view whole = path_of_scale;
                               *static_cast<std::string*>(out) = whole.substr(whole.rfind('/') + 1);
                               return 1;
                             },
                             &names[i]),
          "cannot find the axes of " + path);
  return names;
}

bool OpenFile::has(const std::string& path) const {
  for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    if (H5Lexists(file_.get(), path.substr(0, slash).c_str(), H5P_DEFAULT) <= 0) return false;
    if (slash == std::string::npos) return true;
  }
}

std::vector<std::uint64_t> OpenFile::shape(const std::string& path) const {
  const Handle dataset(H5Dopen2(file_.get(), path.c_str(), H5P_DEFAULT), H5Dclose, "there is no " + path);
  return shape_of(Handle(H5Dget_space(dataset.get()), H5Sclose, "unreadable shape"));
}

bool OpenFile::is_text(const std::string& path) const {
  const Handle dataset(H5Dopen2(file_.get(), path.c_str(), H5P_DEFAULT), H5Dclose, "there is no " + path);
  const Handle type(H5Dget_type(dataset.get()), H5Tclose, "unknown type of " + path);
  return H5Tis_variable_str(type.get()) > 0;
}

bool OpenFile::has_fletcher32(const std::string& path) const {
  const Handle dataset(H5Dopen2(file_.get(), path.c_str(), H5P_DEFAULT), H5Dclose, "there is no " + path);
  const Handle plist(H5Dget_create_plist(dataset.get()), H5Pclose, "no properties of " + path);
  return H5Pget_filter_by_id2(plist.get(), H5Z_FILTER_FLETCHER32, nullptr, nullptr, nullptr, 0, nullptr, nullptr) >= 0;
}

Values OpenFile::read(const std::string& path) const {
  const Handle dataset(H5Dopen2(file_.get(), path.c_str(), H5P_DEFAULT), H5Dclose, "there is no " + path);
  const Handle type(H5Dget_type(dataset.get()), H5Tclose, "unknown type of " + path);
  const Handle space(H5Dget_space(dataset.get()), H5Sclose, "unreadable shape");
  // An axis without coordinates has a length and nothing else.
  if (H5Tget_class(type.get()) == H5T_FLOAT && H5Tget_size(type.get()) == sizeof(float))
    return {"axis", shape_of(space), {}, {}};
  return read_values(type, space, path, [&](hid_t memory, void* buffer) {
    return H5Dread(dataset.get(), memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer);
  });
}

template <class T>
std::vector<T> OpenFile::numbers(const std::string& path) const {
  return as<T>(read(path), path);
}
template std::vector<std::uint8_t> OpenFile::numbers(const std::string&) const;
template std::vector<std::uint32_t> OpenFile::numbers(const std::string&) const;
template std::vector<std::int32_t> OpenFile::numbers(const std::string&) const;
template std::vector<std::uint64_t> OpenFile::numbers(const std::string&) const;
template std::vector<double> OpenFile::numbers(const std::string&) const;

std::vector<std::string> OpenFile::texts(const std::string& path) const {
  Values values = read(path);
  if (values.type != "text") throw Failure(path + " has another type");
  return std::move(values.texts);
}

std::vector<std::string> OpenFile::attributes(const std::string& path) const {
  const Handle object = open_object(file_, path);
  std::vector<std::string> names;
  hsize_t position = 0;
  check(H5Aiterate2(object.get(), H5_INDEX_NAME, H5_ITER_INC, &position,
                    [](hid_t, const char* name, const H5A_info_t*, void* out) -> herr_t {
                      static_cast<std::vector<std::string>*>(out)->emplace_back(name);
                      return 0;
                    },
                    &names),
        "cannot list the attributes of " + path);
  std::sort(names.begin(), names.end());
  return names;
}

bool OpenFile::has_attribute(const std::string& path, const std::string& name) const {
  return H5Aexists(open_object(file_, path).get(), name.c_str()) > 0;
}

Values OpenFile::attribute(const std::string& path, const std::string& name) const {
  const Handle object = open_object(file_, path);
  const std::string what = "the attribute " + name + " of " + path;
  const Handle attribute(H5Aopen(object.get(), name.c_str(), H5P_DEFAULT), H5Aclose, "there is no " + what);
  const Handle type(H5Aget_type(attribute.get()), H5Tclose, "unknown type of " + what);
  const Handle space(H5Aget_space(attribute.get()), H5Sclose, "unreadable shape of " + what);
  return read_values(type, space, what,
                     [&](hid_t memory, void* buffer) { return H5Aread(attribute.get(), memory, buffer); });
}

template <class T>
T OpenFile::number_attribute(const std::string& path, const std::string& name) const {
  const auto values = as<T>(attribute(path, name), "the attribute " + name + " of " + path);
  if (values.size() != 1) throw Failure("the attribute " + name + " of " + path + " is not one number");
  return values.front();
}
template std::uint32_t OpenFile::number_attribute(const std::string&, const std::string&) const;
template std::int32_t OpenFile::number_attribute(const std::string&, const std::string&) const;
template std::uint64_t OpenFile::number_attribute(const std::string&, const std::string&) const;
template double OpenFile::number_attribute(const std::string&, const std::string&) const;

std::string OpenFile::text_attribute(const std::string& path, const std::string& name) const {
  const Values values = attribute(path, name);
  if (values.type != "text" || values.texts.size() != 1)
    throw Failure("the attribute " + name + " of " + path + " is not text");
  return values.texts.front();
}

}  // namespace kaitei::results::hdf5
