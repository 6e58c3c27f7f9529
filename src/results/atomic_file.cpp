#include "results/atomic_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <string>
#include <system_error>
#include <utility>

#include "errors.hpp"

namespace kaitei::results {
namespace {

std::string advice(int error) {
  switch (error) {
    case ENOSPC: return "free some space, or write to another disk with -o";
    case EDQUOT: return "free some of your quota, or write elsewhere with -o";
    case EFBIG: return "raise the limit (ulimit -f unlimited), or write fewer per-trial bits";
    case EACCES:
    case EPERM:
    case EROFS: return "write to a folder of your own with -o, or have this one opened to you";
    case ENOENT: return "create the folder first, or correct the path";
    case ENOTDIR:
    case EISDIR:
    case ENAMETOOLONG:
    case ELOOP: return "correct the path";
    case EWOULDBLOCK: return "wait for it to end, or give each run its own file with -o";
    default: return "check the disk, or write elsewhere with -o";
  }
}

[[noreturn]] void fail(const std::string& what, int error) {
  const std::string why =
      error == EWOULDBLOCK ? "another run is writing it" : std::error_code(error, std::generic_category()).message();
  throw RunError(what + " (" + why + "); " + advice(error));
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

// Opens the file, made if it is not there, and locks it against every other process.
Descriptor open_locked(const std::string& path, const std::string& what) {
  for (;;) {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
    if (file.get() < 0) fail(what, errno);
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) fail(what, EWOULDBLOCK);
    // Its former owner may have renamed or removed it between our opening and locking it.
    struct stat ours{}, there{};
    if (::fstat(file.get(), &ours) == 0 && ::stat(path.c_str(), &there) == 0 && ours.st_ino == there.st_ino &&
        ours.st_dev == there.st_dev)
      return file;
  }
}

void check_names_a_file(const std::filesystem::path& path, const std::string& what) {
  std::error_code ignored;
  if (!path.has_filename() || std::filesystem::is_directory(path, ignored)) fail(what, EISDIR);
}

// Past RLIMIT_FSIZE the kernel kills the process unless SIGXFSZ is held back; then write() says EFBIG. Held back for
// this thread alone, and a signal that came meanwhile is taken off the queue.
class HoldFileSizeSignal {
 public:
  HoldFileSizeSignal() {
    sigemptyset(&signal_);
    sigaddset(&signal_, SIGXFSZ);
    pthread_sigmask(SIG_BLOCK, &signal_, &before_);
  }
  ~HoldFileSizeSignal() {
    const timespec now{};
    while (sigtimedwait(&signal_, nullptr, &now) > 0) {}
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  HoldFileSizeSignal(const HoldFileSizeSignal&) = delete;
  HoldFileSizeSignal& operator=(const HoldFileSizeSignal&) = delete;

 private:
  sigset_t signal_{}, before_{};
};

// "<path>.part", locked against a second writer, empty, and removed again unless it is renamed.
class Part {
 public:
  explicit Part(const std::filesystem::path& path)
      : path_(path.string() + ".part"), what_("cannot write " + path.string()), file_(open(path)) {
    if (::ftruncate(file_.get(), 0) != 0) {  // the destructor will not run
      const int error = errno;
      ::unlink(path_.c_str());
      fail(what_, error);
    }
  }
  ~Part() {
    if (!renamed_) ::unlink(path_.c_str());
  }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

  void write(std::span<const unsigned char> bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(file_.get(), bytes.data(), std::min<std::size_t>(bytes.size(), std::size_t{1} << 30));
      if (written < 0 && errno != EINTR) fail(what_, errno);
      if (written > 0) bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }

  void rename_to(const std::filesystem::path& path) {
    if (::fsync(file_.get()) != 0) fail(what_, errno);
    if (::rename(path_.c_str(), path.c_str()) != 0) fail(what_, errno);
    renamed_ = true;
  }

 private:
  Descriptor open(const std::filesystem::path& path) const {
    check_names_a_file(path, what_);
    return open_locked(path_, what_);
  }

  std::string path_, what_;
  Descriptor file_;
  bool renamed_ = false;
};

// Makes the rename itself durable. Some file systems cannot, and say EINVAL.
void sync_folder(const std::filesystem::path& path) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.get() < 0 || (::fsync(descriptor.get()) != 0 && errno != EINVAL && errno != ENOTSUP))
    fail("cannot make " + path.string() + " durable", errno);
}

}  // namespace

void write_atomically(const std::filesystem::path& path, std::initializer_list<std::span<const unsigned char>> parts) {
  const HoldFileSizeSignal hold;
  {
    Part part(path);
    for (const auto bytes : parts) part.write(bytes);
    part.rename_to(path);
  }
  sync_folder(path);
}

bool being_written(const std::filesystem::path& output) {
  const Descriptor file(::open((output.string() + ".lock").c_str(), O_RDONLY | O_CLOEXEC));
  return file.get() >= 0 && ::flock(file.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

struct OutputLock::State {
  std::string path;
  Descriptor file;
};

OutputLock::OutputLock(const std::filesystem::path& output) {
  const std::string what = "cannot write " + output.string(), path = output.string() + ".lock";
  check_names_a_file(output, what);
  state_ = std::make_unique<State>(State{path, open_locked(path, what)});
}

OutputLock::~OutputLock() { ::unlink(state_->path.c_str()); }

}  // namespace kaitei::results
