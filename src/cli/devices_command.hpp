// kaitei devices: what trials can run on here.
#pragma once

#include <iosfwd>

namespace kaitei::cli {

struct DevicesOptions {
  bool json = false;
};

void list_devices(const DevicesOptions&, std::ostream& out);

}  // namespace kaitei::cli
