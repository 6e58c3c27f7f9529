#!/usr/bin/env python3
"""Times igraph, networkit and scipy on the large graphs' questions, in turn with kaitei-bench, into one JSON file.

usage: graph_libraries.py KAITEI_BENCH [REPETITIONS] > docs/benchmarks/large-<machine>.json

Needs igraph >= 1.0, networkit, scipy and numpy (pip install igraph networkit scipy); one that is missing is left out and
said on stderr. The graphs are of the same kind and size as kaitei-bench's, by numpy's random numbers. Each repetition runs
every library once and kaitei-bench once, so that all meet the same state of the machine; times are CPU times of one thread.
Making a library's own graph object is not timed for the whole graph; for a sample it is, as the library needs it anew.
"""

import json
import subprocess
import sys
import time

import numpy

LATTICE, ERDOS_RENYI, RMAT = ("large square lattice, 1000 by 1000",
                              "large Erdos-Renyi, 5 million nodes, 10 million edges",
                              "large R-MAT, 2^20 nodes, 10 million edges")


def graphs():
    random = numpy.random.default_rng(1)
    node = numpy.arange(10**6, dtype=numpy.int32).reshape(1000, 1000)
    yield LATTICE, 10**6, numpy.concatenate([node[:, :-1].ravel(), node[:-1].ravel()]), \
        numpy.concatenate([node[:, 1:].ravel(), node[1:].ravel()])
    ends = numpy.sort(random.integers(0, 5 * 10**6, (2, 10**7), dtype=numpy.int32), axis=0)
    order = numpy.lexsort((ends[1], ends[0]))
    yield ERDOS_RENYI, 5 * 10**6, ends[0][order], ends[1][order]
    u, v = numpy.zeros(10**7, numpy.int32), numpy.zeros(10**7, numpy.int32)
    for _ in range(20):
        x = random.random(10**7)
        u, v = 2 * u + (x >= 0.76), 2 * v + (((x >= 0.57) & (x < 0.76)) | (x >= 0.95))
    order = numpy.lexsort((v, u))
    yield RMAT, 2**20, u[order].astype(numpy.int32), v[order].astype(numpy.int32)


def scipy_components():
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    def make(n, u, v):
        return coo_array((numpy.ones(len(u), numpy.int8), (u, v)), (n, n)).tocsr()

    return make, lambda graph: connected_components(graph, directed=False)[0]


def igraph_components():
    import igraph

    if int(igraph.__version__.split(".")[0]) < 1:
        raise ImportError("igraph is older than 1.0")
    return (lambda n, u, v: igraph.Graph(n, numpy.column_stack((u, v)))), lambda graph: len(graph.connected_components())


def networkit_components():
    import networkit

    networkit.setNumberOfThreads(1)

    def make(n, u, v):
        return networkit.GraphFromCoo((u, v), n=n)

    def count(graph):
        found = networkit.components.ConnectedComponents(graph)
        found.run()
        return found.numberOfComponents()

    return make, count


def entry(section, name, edges, seconds, baseline):
    return {"name": f"{section}/{name}", "run_name": f"{section}/{name}", "run_type": "iteration", "iterations": 1,
            "real_time": seconds * 1e9, "cpu_time": seconds * 1e9, "time_unit": "ns", "items_per_second": edges / seconds,
            "label": "edges", "section": section, "baseline": baseline, "clock": "cpu", "threads": 1}


def main(bench, repetitions=3):
    libraries = {}
    for name, load in (("scipy", scipy_components), ("igraph", igraph_components), ("networkit", networkit_components)):
        try:
            libraries[name] = load()
        except ImportError as missing:
            print(f"{name} is left out: {missing}", file=sys.stderr)
    results, entries = None, []
    for _ in range(int(repetitions)):
        for section, n, u, v in graphs():
            for name, (make, count) in libraries.items():
                keep = numpy.random.default_rng(2).random(len(u)) < 0.5
                started = time.process_time()
                count(make(n, u[keep], v[keep]))
                entries.append(entry(section, f"{name}, sample at 1/2 and label", len(u), time.process_time() - started,
                                     "twin sample at 1/2 and label"))
                graph = make(n, u, v)
                started = time.process_time()
                count(graph)
                entries.append(entry(section, f"{name}, label", len(u), time.process_time() - started, "twin label"))
                del graph
        run = subprocess.run([bench, "--json", "--filter", "large ", "--repetitions", "1"], check=True, capture_output=True)
        results = json.loads(run.stdout)
        entries += results["benchmarks"]
    results["benchmarks"] = entries
    json.dump(results, sys.stdout, indent=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
