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


def assumed_pairs(network, route, routes, prior):
    """Pairs that the route states, or its smallest even share of what stated routes leave on its segments."""
    if number(route.get("fibre_pairs")):
        return number(route["fibre_pairs"])
    shares = []
    for id in route["segments"]:
        over = [other for other in routes if id in other["segments"]]
        taken = [number(other.get("fibre_pairs")) for other in over]
        known = network.segments[id].get("fibre_pairs") or number(network.systems[route["system"]].get("fibre_pairs"))
        shares.append(((known or prior.get("fibre_pairs", 0)) - sum(filter(None, taken))) / sum(t is None for t in taken))
    return max(min(shares), 0)


def assumed_capacity(network, route, routes, priors):
    """(Tbit/s or None, name of the prior or "")."""
    rfs = network.systems[route["system"]].get("rfs") or ""
    for prior in priors:
        years = prior.get("rfs_from", 0), prior.get("rfs_to", 9999)
        in_years = years[0] <= int(rfs[:4]) <= years[1] if rfs else years == (0, 9999)
        if prior.get("of", "fibre-routes") == "fibre-routes" and in_years and \
                route["system"] in (prior.get("systems") or [route["system"]]):
            pairs = assumed_pairs(network, route, routes, prior)
            return (prior["tbps"] * pairs, prior["name"]) if pairs else (None, "")
    return None, ""


def build_routes(network, bound, priors=()):
    """All routes as dicts with id, system, from, to, segments, capacity_tbps (None where not known) and its prior ("")."""
    routes = known_routes(network, bound)
    for route in routes:
        route["prior"] = ""
    for route in [route for route in routes if route["capacity_tbps"] is None]:
        route["capacity_tbps"], route["prior"] = assumed_capacity(network, route, routes, priors)
    return routes


def known_routes(network, bound):
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
