#!/bin/sh
# Records what a machine with a CUDA device has to say about kaitei: the device, its peaks, the tests on it, under
# compute-sanitizer too, and the benchmark. One folder of plain files comes out; docs/benchmarks.md says what to do with
# it. Usage: kernels/bench/record_gpu.sh [FOLDER]
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
out=${1:-gpu-record}
build=$here/build/kernels-cuda
mkdir -p "$out"
out=$(CDPATH='' cd -- "$out" && pwd)

nvidia-smi -q >"$out/nvidia-smi.txt" || { echo "no NVIDIA driver answers (there is no device to record); run where one does" >&2; exit 4; }
git -C "$here" rev-parse HEAD >"$out/commit.txt"
nvcc --version >"$out/nvcc.txt"
cmake -S "$here/kernels" -B "$build" -DCMAKE_BUILD_TYPE=Release -DKAITEI_CUDA=ON >"$out/configure.txt"
cmake --build "$build" -j "$(nproc)" >"$out/build.txt"
"$build/bench/kaitei-device-peaks" >"$out/peaks.json"
"$build/tests/test_cuda_device" >"$out/tests.txt"
# Every load, store and atomic operation watched: some hundred times slower, so a few small cases.
cases='State in every*,Random graphs*,Distinct failure states*'
compute-sanitizer --tool memcheck --error-exitcode 1 "$build/tests/test_cuda_device" "$cases" >"$out/memcheck.txt"
compute-sanitizer --tool racecheck --error-exitcode 1 "$build/tests/test_cuda_device" "$cases" >"$out/racecheck.txt"
compute-sanitizer --tool synccheck --error-exitcode 1 "$build/tests/test_cuda_device" "$cases" >"$out/synccheck.txt"
"$build/bench/kaitei-bench" --json >"$out/bench.json"
echo "recorded in $out"
