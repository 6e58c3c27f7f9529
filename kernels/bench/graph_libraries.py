#!/usr/bin/env python3
"""Times igraph, networkit, scipy and graph-tool on the large graphs' questions, in turn with kaitei-bench, into one JSON.

usage: graph_libraries.py KAITEI_BENCH [REPETITIONS [SECONDS]] > docs/benchmarks/large-<machine>.json

Needs numpy, and igraph >= 1.0, networkit, scipy (pip install) and graph-tool (apt-get install python3-graph-tool); one
that is missing is left out and said on stderr. All work on kaitei-bench's own graphs, and what they find is compared with
what it finds; an answer that differs ends the run with exit code 1. Each repetition runs kaitei-bench's rows once, SECONDS
long each (0.2), and every library once, so that all meet the same state of the machine. Times are CPU times of one
thread, for two threads wall times. What a row times:

  label                        the components of the whole graph; the library's graph object is made before
  sample at 1/2, build, label  drawing which edges there are (numpy), making the library's graph of them, its components
  shuffle and sweep            numpy's permutation, and the largest component's size after every edge
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy

SECTIONS = (("large square lattice, 1000 by 1000", "lattice.bin", 10**6),
            ("large Erdos-Renyi, 5 million nodes, 10 million edges", "erdos-renyi.bin", 5 * 10**6),
            ("large R-MAT, 2^20 nodes, 10 million edges", "rmat.bin", 2**20))


class Scipy:
    def __init__(self):
        import scipy
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        self.name = f"scipy {scipy.__version__}"
        self.coo_array, self.components = coo_array, connected_components

    def make(self, n, ends):
        return self.coo_array((numpy.ones(len(ends), numpy.int8), (ends[:, 0], ends[:, 1])), (n, n)).tocsr()

    def count(self, graph):
        return self.components(graph, directed=False)[0]


class Igraph:
    def __init__(self):
        import igraph

        self.name = f"igraph {igraph.__version__}"
        if int(igraph.__version__.split(".")[0]) < 1:
            raise ImportError(f"{self.name} is older than 1.0")
        self.igraph = igraph

    def make(self, n, ends):
        return self.igraph.Graph(n, ends)

    def count(self, graph):
        return len(graph.connected_components())


class Networkit:
    def __init__(self):
        import networkit

        self.name = f"networkit {networkit.__version__}"
        self.networkit = networkit
        networkit.setNumberOfThreads(1)

    def make(self, n, ends):
        return self.networkit.GraphFromCoo((ends[:, 0], ends[:, 1]), n=n)

    def count(self, graph, algorithm="ConnectedComponents"):
        found = getattr(self.networkit.components, algorithm)(graph)
        found.run()
        return found.numberOfComponents()

    def count_on_two_threads(self, graph):
        self.networkit.setNumberOfThreads(2)
        count = self.count(graph, "ParallelConnectedComponents")
        self.networkit.setNumberOfThreads(1)
        return count


class GraphTool:
    def __init__(self):
        import graph_tool
        import graph_tool.topology

        self.name = f"graph-tool {graph_tool.__version__.split()[0]}"
        self.graph_tool = graph_tool
        graph_tool.openmp_set_num_threads(1)

    def make(self, n, ends):
        graph = self.graph_tool.Graph(directed=False)
        graph.add_vertex(n)
        graph.add_edge_list(ends)
        return graph

    def count(self, graph):
        return len(self.graph_tool.topology.label_components(graph)[1])

    def largest_by_step(self, graph, ends, random):
        return self.graph_tool.topology.edge_percolation(graph, random.permutation(ends))[0]


def available():
    for load in (Scipy, Igraph, Networkit, GraphTool):
        try:
            yield load()
        except ImportError as missing:
            print(f"{load.__name__.lower()} is left out: {missing}", file=sys.stderr)


def timed(clock, run):
    before = clock()
    answer = run()
    return clock() - before, answer


def entry(section, name, edges, seconds, baseline, threads=1):
    return {"name": f"{section}/{name}", "run_name": f"{section}/{name}", "run_type": "iteration", "iterations": 1,
            "real_time": seconds * 1e9, "cpu_time": seconds * 1e9, "time_unit": "ns", "items_per_second": edges / seconds,
            "label": "edges", "section": section, "baseline": baseline, "clock": "cpu" if threads == 1 else "wall",
            "threads": threads}


class Section:
    def __init__(self, bench, libraries, name, file, nodes):
        self.bench, self.libraries, self.name, self.nodes = bench, libraries, name, nodes
        self.ends = numpy.fromfile(file, numpy.uint32).reshape(-1, 2).astype(numpy.int32)
        self.graphs = [library.make(nodes, self.ends) for library in libraries]

    def expect(self, what, found, expected, tolerance=0.0):
        if abs(found - expected) > tolerance:
            raise SystemExit(f"{self.name}: {what} finds {found}, but kaitei-bench {expected} (they do not do the same); "
                             "its times are of no use")

    def repeat(self, repetition, seconds):
        """The JSON of kaitei-bench's rows, the libraries' entries added."""
        results = json.loads(subprocess.run([self.bench, "--json", "--filter", self.name, "--repetitions", "1", "--seconds",
                                             seconds], check=True, capture_output=True).stdout)
        rows = {e["name"].removeprefix(self.name + "/"): e for e in results["benchmarks"]}
        components, sampled, largest = (rows[f"twin {r}"][a] for r, a in (
            ("label", "components a node"), ("sample at 1/2 and label", "components a node"),
            ("sweep", "share of the largest cluster")))
        random = numpy.random.default_rng(repetition)

        def add(name, took, baseline, threads=1):
            results["benchmarks"].append(entry(self.name, name, len(self.ends), took, baseline, threads))

        for library, graph in zip(self.libraries, self.graphs):
            name = library.name
            took, count = timed(time.process_time, lambda: library.count(graph))
            self.expect(name, count / self.nodes, components, 0.5 / self.nodes)
            add(f"{name}: label", took, "twin label")
            took, count = timed(time.process_time, lambda: library.count(
                library.make(self.nodes, self.ends[random.random(len(self.ends)) < 0.5])))
            self.expect(name, count / self.nodes, sampled, 0.01)
            add(f"{name}: sample at 1/2, build, label", took, "twin sample at 1/2 and label")
            if hasattr(library, "count_on_two_threads"):
                took, count = timed(time.perf_counter, lambda: library.count_on_two_threads(graph))
                self.expect(name, count / self.nodes, components, 0.5 / self.nodes)
                add(f"{name}: label, 2 threads", took, "twin label", 2)
            if hasattr(library, "largest_by_step"):
                took, sizes = timed(time.process_time, lambda: library.largest_by_step(graph, self.ends, random))
                self.expect(name, sizes[len(sizes) * 2 // 3] / self.nodes, largest, 0.05)
                add(f"{name}: shuffle and sweep", took, "twin sweep")
        return results


def main(bench, repetitions=3, seconds="0.2"):
    libraries = list(available())
    results, entries = None, []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([bench, "--large-graphs", folder], check=True)
        for name, file, nodes in SECTIONS:
            section = Section(bench, libraries, name, Path(folder) / file, nodes)
            for repetition in range(int(repetitions)):
                results = section.repeat(repetition, seconds)
                entries += results["benchmarks"]
    results["benchmarks"] = entries
    json.dump(results, sys.stdout, indent=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
