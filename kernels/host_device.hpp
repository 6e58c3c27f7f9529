// One functor source for host and device: KAITEI_HD marks what both compile.
#pragma once

#ifdef __CUDACC__
#define KAITEI_HD __host__ __device__ __forceinline__
#else
#define KAITEI_HD inline __attribute__((always_inline))
#endif
