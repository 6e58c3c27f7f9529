# Finds nvcc for the whole tree, or for kernels/ when it is built alone; a device is not needed.
set(CMAKE_CUDA_ARCHITECTURES "80-real;90-real;100-real;100-virtual" CACHE STRING "Device architectures")
include(CheckLanguage)
check_language(CUDA)
if(NOT CMAKE_CUDA_COMPILER)
  message(FATAL_ERROR "no nvcc was found (KAITEI_CUDA compiles the kernels for devices); install the CUDA Toolkit "
                      "and put nvcc on PATH, or use the release preset")
endif()
enable_language(CUDA)
set(CMAKE_CUDA20_STANDARD_COMPILE_OPTION "-std=c++20")  # CMake 3.25 does not know nvcc's flag
