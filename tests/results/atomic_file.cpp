#include "results/atomic_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "catch.hpp"
#include "errors.hpp"
#include "test_files.hpp"

using namespace kaitei;
using namespace kaitei::results;
using testing::bytes_of;
using testing::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

const std::vector<unsigned char> old_bytes{'o', 'l', 'd'}, new_bytes(200'000, 'n');

std::string failure_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const RunError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a file is replaced whole") {
  const TemporaryFolder folder;
  const fs::path path = folder / "結果.h5";
  testing::put_bytes(path, old_bytes);
  write_atomically(path, {new_bytes, old_bytes});
  CHECK(fs::file_size(path) == new_bytes.size() + old_bytes.size());
  CHECK_FALSE(fs::exists(path.string() + ".part"));
  testing::put_bytes(path.string() + ".part", new_bytes);  // left by a run that was killed
  write_atomically(path, {old_bytes});
  CHECK(bytes_of(path) == old_bytes);
  CHECK_FALSE(fs::exists(path.string() + ".part"));
}

TEST_CASE("paths that cannot be written are refused in words") {
  const TemporaryFolder folder;
  testing::put_bytes(folder / "file", old_bytes);
  fs::create_directory(folder / "folder.h5");
  for (const fs::path& path : {folder / "file" / "x.h5", folder / "none" / "x.h5", folder / "folder.h5",
                               fs::path("/proc/x.h5"), folder.path() / std::string(300, 'x')}) {
    const std::string message = failure_of([&] { write_atomically(path, {new_bytes}); });
    INFO(path << ": " << message);
    CHECK(message.find("cannot write") == 0);
    CHECK(message.find(" (") != std::string::npos);
    CHECK(message.find("); ") != std::string::npos);
    CHECK(failure_of([&] { const OutputLock lock(path); }) == message);
  }
  CHECK(fs::is_empty(folder / "folder.h5"));
  CHECK_FALSE(fs::exists(folder / "folder.h5.part"));
}

TEST_CASE("a destination that works is left as it was") {
  const TemporaryFolder folder;
  testing::put_bytes(folder / "x.h5", old_bytes);
  {
    const OutputLock lock(folder / "x.h5");
    CHECK(being_written(folder / "x.h5"));
    CHECK(failure_of([&] { const OutputLock second(folder / "x.h5"); }).find("another run is writing it") !=
          std::string::npos);
  }
  CHECK_FALSE(being_written(folder / "x.h5"));
  CHECK(bytes_of(folder / "x.h5") == old_bytes);
  CHECK_FALSE(fs::exists(folder / "x.h5.lock"));
}

TEST_CASE("two writers of one file do not mix") {
  const TemporaryFolder folder;
  const int other = ::open((folder / "x.h5.part").c_str(), O_WRONLY | O_CREAT, 0666);
  REQUIRE(::flock(other, LOCK_EX) == 0);
  CHECK_THAT(failure_of([&] { write_atomically(folder / "x.h5", {new_bytes}); }),
             ContainsSubstring("another run is writing it"));
  CHECK(fs::exists(folder / "x.h5.part"));  // it is the other's
  ::close(other);
}

TEST_CASE("a file size limit neither kills the process nor harms the old file") {
  const TemporaryFolder folder;
  const fs::path path = folder / "x.h5";
  testing::put_bytes(path, old_bytes);
  const pid_t pid = ::fork();
  REQUIRE(pid >= 0);
  if (pid == 0) {
    const rlimit limit{4096, 4096};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const std::string message = failure_of([&] { write_atomically(path, {new_bytes}); });
    ::_exit(message.find("ulimit -f") != std::string::npos ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(pid, &status, 0) == pid);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(bytes_of(path) == old_bytes);
  CHECK_FALSE(fs::exists(path.string() + ".part"));
}

TEST_CASE("a full disk leaves the old file") {
  const TemporaryFolder folder;
  const fs::path disk = folder / "disk";
  fs::create_directory(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=64k") != 0) {
    WARN("skipped: no right to mount a tmpfs");
    return;
  }
  testing::put_bytes(disk / "x.h5", old_bytes);
  const std::string message = failure_of([&] { write_atomically(disk / "x.h5", {new_bytes}); });
  const auto survivor = bytes_of(disk / "x.h5");
  const bool part_left = fs::exists(disk / "x.h5.part");
  ::umount(disk.c_str());
  CHECK_THAT(message, ContainsSubstring("No space left on device"));
  CHECK_THAT(message, ContainsSubstring("free some space"));
  CHECK(survivor == old_bytes);
  CHECK_FALSE(part_left);
}
