#!/usr/bin/env python3
"""The ceiling that instruction counts set for the CUDA engine on the benchmark's graph, as a Markdown table.

Counts the instructions of each piece of a trial in the machine code that nvcc makes (roofline_probes.cu), multiplies by
how often a block of 1024 trials does it (kaitei-roofline-counts), and divides by a device's published peaks. It measures
nothing on a device and leaves out waiting: latencies, barriers, bank conflicts.

Usage: roofline.py COUNTS_PROGRAM        (needs nvcc, and nvdisasm or cuobjdump, on PATH)
"""
import collections
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent

# H200 SXM: NVIDIA's data sheet (132 multiprocessors, 1.98 GHz boost, 4.8 TB/s). Per multiprocessor and clock: 64
# 32-bit logical or add operations and 64 multiply-adds (CUDA C++ Programming Guide, arithmetic throughput, 9.0), four
# warp instructions issued, one warp's load or store.
MULTIPROCESSORS, CLOCK, WARP = 132, 1.98e9, 32
PER_CLOCK = {"alu": 2, "multiply": 2, "issue": 4, "memory": 1}  # warp instructions
NO_WORK = {"NOP", "BRA", "EXIT"}


def kind(opcode):
    if opcode in ("IMAD", "FFMA"):
        return "multiply"
    if opcode.startswith(("LD", "ST", "ATOM", "RED")) and opcode != "LDC":
        return "memory"
    return "alu" if not opcode.startswith(("U", "S2", "LDC")) else "other"


def machine_code(source):
    with tempfile.TemporaryDirectory() as folder:
        cubin = pathlib.Path(folder, "probes.cubin")
        subprocess.run(["nvcc", "-std=c++20", f"-I{HERE.parents[1]}", "-arch=sm_90", "-cubin", "-o", cubin, source],
                       check=True)
        tool = ["nvdisasm"] if shutil.which("nvdisasm") else ["cuobjdump", "-sass"]
        return subprocess.run([*tool, cubin], check=True, capture_output=True, text=True).stdout


def instructions(text):
    """Counter of kinds for each probe."""
    counts, probe = collections.defaultdict(collections.Counter), None
    for line in text.splitlines():
        if start := re.search(r"(?:^\.text\.|Function : )\w*?(probe_[a-z_]+?)(?=PK|PN|N6|N\d|Pj|v\b)", line):
            probe = start[1]
        if (code := re.search(r"/\*[0-9a-f]{4,}\*/\s+(?:@!?U?P\w+ )?([A-Z][A-Z0-9]*)", line)) and probe:
            if code[1] not in NO_WORK:
                counts[probe][kind(code[1])] += 1
                counts[probe]["issue"] += 1
    return counts


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    done = json.loads(subprocess.run([sys.argv[1]], check=True, capture_output=True, text=True).stdout)
    code = instructions(machine_code(HERE / "roofline_probes.cu"))
    nothing = code["probe_nothing"]
    cost = {name: {k: max(c[k] - nothing[k], 0) for k in PER_CLOCK} for name, c in code.items()}
    pull = {k: v / 16 for k, v in cost["probe_pull"].items()}  # the probe pulls sixteen times
    pieces = [("dense elements, eight bits at once", done["dense"], cost["probe_eight_bits"]),
              ("words that these leave undecided, four bits", done["queued_words"] / WARP, cost["probe_four_bits"]),
              ("sparse candidates, their two draws alone", done["sparse_candidates"] / WARP, cost["probe_four_bits"]),
              ("neighbours pulled from", done["pulls"], pull)]
    print("| piece | times a block | arithmetic | multiply | memory | issued |\n|---|---|---|---|---|---|")
    total = collections.Counter()
    for name, times, one in pieces:
        print(f"| {name} | {times:.0f} | {one['alu']:.0f} | {one['multiply']:.0f} | {one['memory']:.0f} | "
              f"{one['issue']:.0f} |")
        for k in PER_CLOCK:
            total[k] += times * one[k]
    print("| **a block, warp instructions** | | " + " | ".join(f"{total[k]:.0f}" for k in ("alu", "multiply", "memory", "issue")) + " |")
    clocks = {k: total[k] / PER_CLOCK[k] for k in PER_CLOCK}
    print("| **clocks of a multiprocessor** | | " + " | ".join(f"{clocks[k]:.0f}" for k in ("alu", "multiply", "memory", "issue")) + " |")
    edge_trials = done["edges"] * 1024
    ceiling = MULTIPROCESSORS * CLOCK * edge_trials / max(clocks.values())
    print(f"\n{total['alu'] * WARP / edge_trials:.2f} arithmetic operations an edge-trial; "
          f"{done['sweeps']:.1f} sweeps of {done['phases'] / done['sweeps']:.0f} phases a block. "
          f"Ceiling: {ceiling:.2g} edge-trials a second.")


if __name__ == "__main__":
    main()
