#include "results/hdf5.hpp"

#include <algorithm>
#include <atomic>

namespace kaitei::results::hdf5 {
namespace {

// The innermost entry of HDF5's error stack is the cause; the rest says who called whom.
std::string innermost_reason() {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD,
           [](unsigned depth, const H5E_error2_t* error, void* out) -> herr_t {
             if (depth == 0 && error->desc) *static_cast<std::string*>(out) = error->desc;
             return 0;
           },
           &reason);
  H5Eclear2(H5E_DEFAULT);
  return reason.empty() ? "no reason given" : reason;
}

// Length of the valid UTF-8 sequence at the start of `text`, or 0.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool surrogate = first == 0xED && byte(1) >= 0xA0;
  const bool beyond = first == 0xF4 && byte(1) >= 0x90;
  return overlong || surrogate || beyond ? 0 : length;
}

}  // namespace

Quiet::Quiet() {
  H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Quiet::~Quiet() { H5Eset_auto2(H5E_DEFAULT, function_, data_); }

Handle::Handle(hid_t id, Close close, std::string_view what) : id_(id), close_(close) {
  if (id < 0) throw Failure(std::string(what) + ": " + innermost_reason());
}

Handle& Handle::operator=(Handle&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(close_, other.close_);
  return *this;
}

Handle::~Handle() {
  if (id_ >= 0) close_(id_);
}

void check(herr_t status, std::string_view what) {
  if (status < 0) throw Failure(std::string(what) + ": " + innermost_reason());
}

std::string unique_name() {
  static std::atomic<unsigned long> count{0};
  return "kaitei-" + std::to_string(count++);
}

hid_t memory_type(Scalar scalar) {
  switch (scalar) {
    case Scalar::u8: return H5T_NATIVE_UINT8;
    case Scalar::u32: return H5T_NATIVE_UINT32;
    case Scalar::i32: return H5T_NATIVE_INT32;
    case Scalar::u64: return H5T_NATIVE_UINT64;
    case Scalar::f64: return H5T_NATIVE_DOUBLE;
  }
  throw std::logic_error("unknown scalar");
}

std::string clean_utf8(std::string_view text) {
  text = text.substr(0, text.find('\0'));
  std::string clean;
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    clean += length ? text.substr(0, length) : std::string_view("\xEF\xBF\xBD");
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return clean;
}

}  // namespace kaitei::results::hdf5
