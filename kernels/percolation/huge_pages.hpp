// An allocator for arrays that are read all over the place: asks Linux for 2 MiB pages, so that address translation
// does not cost more than the access. Elsewhere, or if the kernel declines, an ordinary allocation. Numbers of an array
// made with a size alone have no value yet: who needs zeros says so, and who fills it pays for no others.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace kaitei::percolation {

template <class T>
struct HugePageAllocator {
  using value_type = T;
  HugePageAllocator() = default;
  template <class U>
  HugePageAllocator(const HugePageAllocator<U>&) {}

  T* allocate(std::size_t count) {
    constexpr std::size_t page = std::size_t{1} << 21;
    const std::size_t bytes = count * sizeof(T);
    const std::size_t alignment = bytes < page ? 64 : page;
    void* memory = std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
    if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
    if (bytes >= page) madvise(memory, bytes, MADV_HUGEPAGE);
#endif
    return static_cast<T*>(memory);
  }
  template <class U>
  void construct(U* element) { ::new (static_cast<void*>(element)) U; }
  template <class U, class... Arguments>
  void construct(U* element, Arguments&&... arguments) {
    ::new (static_cast<void*>(element)) U(std::forward<Arguments>(arguments)...);
  }
  void deallocate(T* memory, std::size_t) { std::free(memory); }
  friend bool operator==(HugePageAllocator, HugePageAllocator) { return true; }
};

template <class T>
using HugeArray = std::vector<T, HugePageAllocator<T>>;

}  // namespace kaitei::percolation
