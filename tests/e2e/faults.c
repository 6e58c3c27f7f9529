/* Faults of storage, HDF5 and the clock, for a program started with LD_PRELOAD=<this library>. The environment says which:
 *
 *   FAULT_PATH       the files meant: those whose path contains it; without it, none
 *   FAULT_WRITE, FAULT_FSYNC, FAULT_RENAME  that call on them fails with this errno, write() after half of its bytes
 *   FAULT_AFTER      but the first so many calls of each kind still work
 *   FAULT_DELAY_MS   every write() and fsync() of them takes so much longer
 *   FAULT_H5DWRITE   the HDF5 library's H5Dwrite() fails from the call of this number on
 *   FAULT_CLOCK      the wall clock jumps by so many seconds half a second after the start
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static long setting(const char* name) {
  const char* value = getenv(name);
  return value == NULL ? 0 : atol(value);
}

static int is_meant(const char* path) {
  const char* part = getenv("FAULT_PATH");
  return part != NULL && strstr(path, part) != NULL;
}

static int is_open_on_meant(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = '\0';
  return is_meant(path);
}

static void wait_for_server(void) {
  const long ms = setting("FAULT_DELAY_MS");
  const struct timespec delay = {ms / 1000, ms % 1000 * 1000000};
  nanosleep(&delay, NULL);
}

/* The errno that this call is to fail with, 0 to let it pass. */
static int fault(const char* name, atomic_long* calls) {
  const int error = (int)setting(name);
  return error != 0 && atomic_fetch_add(calls, 1) >= setting("FAULT_AFTER") ? error : 0;
}

ssize_t write(int fd, const void* bytes, size_t size) {
  static atomic_long calls;
  static _Thread_local int half_written;
  if (!is_open_on_meant(fd)) return NEXT(write)(fd, bytes, size);
  wait_for_server();
  if (half_written == 0) {
    half_written = fault("FAULT_WRITE", &calls);
    return NEXT(write)(fd, bytes, half_written == 0 || size < 2 ? size : size / 2);
  }
  errno = half_written;
  half_written = 0;
  return -1;
}

int fsync(int fd) {
  static atomic_long calls;
  if (!is_open_on_meant(fd)) return NEXT(fsync)(fd);
  wait_for_server();
  const int error = fault("FAULT_FSYNC", &calls);
  if (error == 0) return NEXT(fsync)(fd);
  errno = error;
  return -1;
}

int rename(const char* from, const char* to) {
  static atomic_long calls;
  const int error = is_meant(to) ? fault("FAULT_RENAME", &calls) : 0;
  if (error == 0) return NEXT(rename)(from, to);
  errno = error;
  return -1;
}

int H5Dwrite(long dataset, long memory_type, long memory_space, long file_space, long transfer, const void* values) {
  static atomic_long calls;
  const long first = setting("FAULT_H5DWRITE");
  if (first != 0 && atomic_fetch_add(&calls, 1) + 1 >= first) return -1;
  return NEXT(H5Dwrite)(dataset, memory_type, memory_space, file_space, transfer, values);
}

static long jump(void) {
  static atomic_llong first;
  struct timespec now;
  NEXT(clock_gettime)(CLOCK_MONOTONIC, &now);
  const long long ms = now.tv_sec * 1000LL + now.tv_nsec / 1000000;
  long long none = 0;
  atomic_compare_exchange_strong(&first, &none, ms);
  return ms - atomic_load(&first) > 500 ? setting("FAULT_CLOCK") : 0;
}

int clock_gettime(clockid_t clock, struct timespec* now) {
  const int result = NEXT(clock_gettime)(clock, now);
  if (clock == CLOCK_REALTIME) now->tv_sec += jump();
  return result;
}

time_t time(time_t* now) {
  struct timespec precise;
  clock_gettime(CLOCK_REALTIME, &precise);
  if (now != NULL) *now = precise.tv_sec;
  return precise.tv_sec;
}
