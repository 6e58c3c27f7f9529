"""The two bounds on fibre routes of docs/network-format.md, listed with networkx."""

import itertools

import networkx

from dataset import number


def paths(network, system):
    """Every path of the system's segments between two nodes that end routes, through branching units alone."""
    graph = networkx.MultiGraph()
    for id, segment in network.segments.items():
        if segment["system"] == system:
            graph.add_edge(segment["from"], segment["to"], key=id)
    ends = sorted(node for node in graph if network.ends_routes(node))
    for start, end in itertools.combinations(ends, 2):
        between = graph.subgraph(node for node in graph if node in (start, end) or not network.ends_routes(node))
        for path in networkx.all_simple_edge_paths(between, start, end):
            yield start, end, [segment for _, _, segment in path]


def stretch_of(network, system, segment):
    """Segments that branching units alone hold together with this one."""
    graph = networkx.Graph()
    for id, other in network.segments.items():
        if other["system"] != system:
            continue
        graph.add_node(("segment", id))
        for end in (other["from"], other["to"]):
            if not network.ends_routes(end):
                graph.add_edge(("segment", id), ("joint", end))
    return [name for kind, name in networkx.node_connected_component(graph, ("segment", segment)) if kind == "segment"]


def trunk_nodes(network, segments):
    return {end for id in segments if (network.segments[id].get("role") or "trunk") == "trunk"
            for end in (network.segments[id]["from"], network.segments[id]["to"])}


def kept_by_trunk_only(network, system, start, end, segments):
    stretch = stretch_of(network, system, segments[0])
    if not any(network.ends_routes(node) for node in trunk_nodes(network, stretch)):
        return True
    of_system = [id for id, segment in network.segments.items() if segment["system"] == system]
    return bool({start, end} & trunk_nodes(network, of_system))


def pairs_of(network, system, segments, alone_in_system):
    known = [network.segments[id].get("fibre_pairs") for id in segments]
    if all(known):
        return min(known)
    return number(network.systems[system].get("fibre_pairs")) if alone_in_system else None


def capacity(network, system, pairs):
    design = number(network.systems[system].get("design_tbps"))
    of_system = number(network.systems[system].get("fibre_pairs"))
    return design * pairs / of_system if design and of_system and pairs else None


def build_routes(network, bound):
    """All routes as dicts with id, system, from, to, segments and capacity_tbps (None where not known)."""
    routes = []
    for row in network.routes:
        stated = number(row.get("capacity_tbps"))
        shared = capacity(network, row["system"], number(row.get("fibre_pairs")))
        routes.append({**row, "capacity_tbps": shared if stated is None else stated})
    for system in network.systems.keys() - {row["system"] for row in network.routes}:
        found = sorted(paths(network, system))
        names = []
        for start, end, segments in found:
            names.append(f"{system}:{start}--{end}")
            if bound == "trunk-only" and not kept_by_trunk_only(network, system, start, end, segments):
                continue
            number_of_name = names.count(names[-1])
            shared = any(set(segments) & set(other) for _, _, other in found if other != segments)
            pairs = pairs_of(network, system, segments, len(found) == 1)
            routes.append({"id": names[-1] + (f"#{number_of_name}" if number_of_name > 1 else ""), "system": system,
                           "from": start, "to": end, "segments": segments,
                           "capacity_tbps": None if shared else capacity(network, system, pairs)})
    return routes
