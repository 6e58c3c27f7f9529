// A thin layer of ownership over the HDF5 1.10 C API: every handle is closed, every call is checked, and HDF5's own
// complaint becomes part of the exception instead of a page on stderr. Files are built and read as images in memory,
// so HDF5 itself never meets a full disk or a file that changes under it.
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kaitei::results::hdf5 {

// "<what was tried>: <HDF5's innermost reason>"; callers turn it into DataError or RunError.
struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using Bytes = std::vector<unsigned char>;

// Keeps HDF5 from printing its error stack while it lives.
class Quiet {
 public:
  Quiet();
  ~Quiet();
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  H5E_auto2_t function_ = nullptr;
  void* data_ = nullptr;
};

// Owns one HDF5 id. Throws Failure on construction from an invalid id.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);
  Handle(hid_t id, Close close, std::string_view what);
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept;
  ~Handle();
  hid_t get() const { return id_; }

 private:
  hid_t id_;
  Close close_;
};

void check(herr_t status, std::string_view what);

// A name no other file in memory has: HDF5 takes two of the same name for one file.
std::string unique_name();

enum class Scalar { u8, u32, i32, u64, f64 };
template <class T>
constexpr Scalar scalar_of();
template <> constexpr Scalar scalar_of<std::uint8_t>() { return Scalar::u8; }
template <> constexpr Scalar scalar_of<std::uint32_t>() { return Scalar::u32; }
template <> constexpr Scalar scalar_of<std::int32_t>() { return Scalar::i32; }
template <> constexpr Scalar scalar_of<std::uint64_t>() { return Scalar::u64; }
template <> constexpr Scalar scalar_of<double>() { return Scalar::f64; }
hid_t memory_type(Scalar);

// Text as HDF5 and its readers can take it: bytes that are not UTF-8 become U+FFFD, NUL ends the text.
std::string clean_utf8(std::string_view);

// An object that carries attributes: a folder (HDF5 group) or a column (dataset).
class Object {
 public:
  void attribute(const std::string& name, std::string_view text);
  void attribute(const std::string& name, double value) { write(name, Scalar::f64, &value, 1, true); }
  void attribute(const std::string& name, std::uint64_t value) { write(name, Scalar::u64, &value, 1, true); }
  void attribute(const std::string& name, std::uint32_t value) { write(name, Scalar::u32, &value, 1, true); }
  void attribute(const std::string& name, std::int32_t value) { write(name, Scalar::i32, &value, 1, true); }
  void attribute(const std::string& name, std::uint8_t value) { write(name, Scalar::u8, &value, 1, true); }
  void attribute(const std::string& name, std::span<const std::uint8_t> values) {
    write(name, Scalar::u8, values.data(), values.size(), false);
  }
  hid_t id() const { return handle_.get(); }

 protected:
  explicit Object(Handle handle) : handle_(std::move(handle)) {}
  void write(const std::string& name, Scalar, const void* values, std::size_t count, bool scalar);

 private:
  Handle handle_;
};

class Column : public Object {
 public:
  explicit Column(Handle handle) : Object(std::move(handle)) {}
  void fill_attribute(Scalar scalar, const void* value) { write("_FillValue", scalar, value, 1, false); }
};

// A group being written. Axes are HDF5 dimension scales; a column names the axes it stretches over.
class Folder : public Object {
 public:
  Folder(Handle group, int deflate_level) : Object(std::move(group)), deflate_level_(deflate_level) {}

  Folder folder(const std::string& name);

  template <class T>
  Column axis(const std::string& name, std::span<const T> coordinates) {
    return axis(name, scalar_of<T>(), coordinates.data(), coordinates.size());
  }
  Column axis(const std::string& name, const std::vector<std::string>& coordinates);
  // An axis without coordinates, by netCDF-4's convention; takes no space.
  void axis(const std::string& name, std::uint64_t size);

  // Row-major; throws std::logic_error if the values do not fill the axes. A double column's fill value is NaN.
  template <class T>
  Column column(const std::string& name, const std::vector<std::string>& axes, std::span<const T> values,
                std::optional<T> fill = std::nullopt) {
    return column(name, axes, scalar_of<T>(), values.data(), values.size(), fill ? &*fill : nullptr);
  }
  Column column(const std::string& name, const std::vector<std::string>& axes, const std::vector<std::string>& values);

 private:
  struct Axis {
    Handle scale;
    std::uint64_t size;
  };
  Column axis(const std::string& name, Scalar, const void* coordinates, std::size_t count);
  Column column(const std::string& name, const std::vector<std::string>& axes, Scalar, const void* values,
                std::size_t count, const void* fill);
  Column make_scale(const std::string& name, Column, std::uint64_t size);
  std::vector<hsize_t> sizes(const std::string& name, const std::vector<std::string>& axes, std::size_t count) const;
  void attach(const Column&, const std::vector<std::string>& axes) const;

  int deflate_level_;
  std::map<std::string, Axis> axes_;
};

// An HDF5 file being built in memory. Equal contents in equal order give equal bytes.
class NewFile {
 public:
  explicit NewFile(int deflate_level);
  Folder& root() { return root_; }
  // The finished file. Folders and columns stay usable, but what they add later is not in it.
  Bytes image() const;

 private:
  Quiet quiet_;
  Handle file_;
  Folder root_;
};

// What a dataset holds, of any type this format uses.
struct Values {
  std::string type;                  // "u8", "u32", "i32", "u64", "f64", "text", or "axis" for one without coordinates
  std::vector<std::uint64_t> shape;
  Bytes numbers;                     // raw values in the machine's byte order
  std::vector<std::string> texts;
  friend bool operator==(const Values&, const Values&) = default;
};

// An HDF5 file read from memory. Paths are "/group/name". Every function throws Failure where the file does not hold
// what is asked.
class OpenFile {
 public:
  explicit OpenFile(const Bytes& image);

  std::vector<std::string> datasets() const;  // paths, sorted
  // Names of the datasets right in the folder, in the order they were made.
  std::vector<std::string> tables(const std::string& folder) const;
  bool is_axis(const std::string& path) const;
  std::vector<std::string> axes(const std::string& path) const;  // names of the axes a column stretches over
  bool has(const std::string& path) const;
  bool is_text(const std::string& path) const;
  bool has_fletcher32(const std::string& path) const;
  Values read(const std::string& path) const;
  template <class T>
  std::vector<T> numbers(const std::string& path) const;
  std::vector<std::string> texts(const std::string& path) const;
  std::vector<std::uint64_t> shape(const std::string& path) const;

  std::vector<std::string> attributes(const std::string& path) const;  // names, sorted
  bool has_attribute(const std::string& path, const std::string& name) const;
  // The attribute of a dataset or group as a one-element or longer Values.
  Values attribute(const std::string& path, const std::string& name) const;
  template <class T>
  T number_attribute(const std::string& path, const std::string& name) const;
  std::string text_attribute(const std::string& path, const std::string& name) const;

 private:
  Quiet quiet_;
  Handle file_;
};

// Every table and attribute of the folder at `path`, in the order they were made, into an empty folder.
void copy_folder(const OpenFile& from, const std::string& path, Folder& to);

}  // namespace kaitei::results::hdf5
