// The CUDA engine, kernels and host part, compiled for the tests' device on the CPU.
#include "cuda_runtime.h"

#include "kernels/cuda/cuda_backend.cu"
