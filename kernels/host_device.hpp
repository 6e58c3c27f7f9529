// One functor source for host and device: KAITEI_HD marks what both compile.
#pragma once

#define KAITEI_PRAGMA(x) _Pragma(#x)

#ifdef __CUDACC__
#define KAITEI_HD __host__ __device__ __forceinline__
#define KAITEI_UNROLL(n) KAITEI_PRAGMA(unroll n)
#else
#define KAITEI_HD inline __attribute__((always_inline))
#define KAITEI_UNROLL(n) KAITEI_PRAGMA(GCC unroll n)
#endif
