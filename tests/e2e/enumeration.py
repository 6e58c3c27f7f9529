"""Every failure state of a small network, one after the other: the exact answers that sampling should approach."""

import itertools
from collections import defaultdict

import networkx

from bound_routes import build_routes
from dataset import flag, read_experiment, read_network
from probabilities import element_probabilities


class Exact:
    """Exact results of an experiment file. The cost doubles with every element of probability other than 0 and 1."""

    def __init__(self, experiment_file, **overrides):
        self.experiment = read_experiment(experiment_file, **overrides)
        settings = self.experiment["network"]
        self.network = read_network(experiment_file.parent / settings["source"],
                                    settings.get("include_planned", False))
        self.sets = {**self.network.terminals, **self.experiment.get("terminals", {})}
        self.unknown_capable = settings.get("unknown_single_end_feeding", "capable") == "capable"
        bound = settings.get("unknown_stations", "shared")
        self.stations = {node: self.network.stations(node, bound) for node in self.network.nodes}
        priors = self.experiment.get("capacity_prior", [])
        self.routes = {route["id"]: route
                       for route in build_routes(self.network, settings.get("fibre_routes", "all-pairs"), priors)}
        self.probability = element_probabilities(self.network, self.experiment)
        self.distribution = defaultdict(lambda: defaultdict(float))  # {question: {answer: probability}}
        self.joint = defaultdict(lambda: defaultdict(float))         # {connectivity: {element: P(failed, disconnected)}}
        self.answers = {}
        self.enumerate()

    def enumerate(self):
        certain = {element for element, p in self.probability.items() if p == 1}
        uncertain = [element for element, p in self.probability.items() if 0 < p < 1]
        for outcome in itertools.product((False, True), repeat=len(uncertain)):
            weight = 1.0
            failed = set(certain)
            for element, down in zip(uncertain, outcome):
                weight *= self.probability[element] if down else 1 - self.probability[element]
                if down:
                    failed.add(element)
            self.distribution["elements_failed"][len(failed)] += weight
            for question, answer in self.state(failed).items():
                self.distribution[question][answer] += weight
                if question[0] == "disconnected" and answer:
                    for element in failed:
                        self.joint[question[1]][element] += weight

    # What a failure takes down.

    def node_up(self, node, failed):
        return not self.stations[node] or not self.stations[node].keys() <= failed

    def station_up(self, node, system, failed):
        return not any(station in failed and systems in (None, {system}) for station, systems in self.stations[node].items())

    def feed_up(self, section, end, failed):
        node = section.get(f"end_{end}")
        return bool(node) and f"feed:{section['id']}:{end}" not in failed and self.station_up(node, section["system"], failed)

    def powered(self, section, segment, failed):
        intact = [f"segment:{id}" not in failed for id in section["segments"]]
        a, b = self.feed_up(section, "a", failed), self.feed_up(section, "b", failed)
        capable = flag(section.get("single_end_capable"))
        if not (self.unknown_capable if capable is None else capable):
            return all(intact) and a and (b or not section.get("end_b"))
        place = section["segments"].index(segment)
        return (a and all(intact[:place + 1])) or (b and all(intact[place:]))

    def route_up(self, route, failed):
        for id in route["segments"]:
            segment = self.network.segments[id]
            stations = (segment["from"], segment["to"])
            if f"segment:{id}" in failed or not all(self.station_up(node, route["system"], failed)
                                                             for node in stations):
                return False
            if not all(self.powered(section, id, failed) for section in self.network.sections
                       if id in section["segments"]):
                return False
        return True

    def link_up(self, id, link, failed):
        return f"link:{id}" not in failed and all(self.node_up(link[end], failed) for end in ("from", "to"))

    # What is asked of a state.

    def state(self, failed):
        nodes = frozenset(node for node in self.network.nodes
                          if self.network.ends_routes(node) and self.node_up(node, failed))
        routes = frozenset(id for id, route in self.routes.items() if self.route_up(route, failed))
        links = frozenset(id for id, link in self.network.links.items() if self.link_up(id, link, failed))
        key = (nodes, routes, links)
        if key not in self.answers:
            self.answers[key] = self.ask(*key)
        return self.answers[key]

    def graph(self, nodes, routes, links):
        edges = [self.routes[id] for id in routes] + [self.network.links[id] for id in links]
        graph = networkx.Graph()
        graph.add_nodes_from(nodes)
        graph.add_edges_from((edge["from"], edge["to"]) for edge in edges)
        return graph

    def ask(self, nodes, routes, links):
        graph = self.graph(nodes, routes, links)
        answers = {}
        for outcome in self.experiment.get("connectivity", []):
            for definition in outcome.get("definitions", ["any"]):
                allowed = graph.subgraph(node for node in nodes if self.allowed(node, outcome, definition))
                answers["disconnected", f"{outcome['name']}/{definition}"] = self.disconnected(allowed, outcome)
        backhaul = {id for id in links if self.network.links[id]["kind"] == "backhaul"}
        land = self.graph(nodes, (), backhaul)
        for outcome in self.experiment.get("joining", []):
            near, far = self.reached(land, outcome["from"]), self.reached(land, outcome["to"])
            joining = [route for route in map(self.routes.get, routes)
                       if (route["from"] in near and route["to"] in far)
                       or (route["from"] in far and route["to"] in near)]
            answers["systems", outcome["name"]] = len({route["system"] for route in joining})
            answers["gbps", outcome["name"]] = sum(round(1000 * (route["capacity_tbps"] or 0)) for route in joining)
        sizes = [len(component) for component in networkx.connected_components(graph)]
        answers["component_count"] = len(sizes)
        answers["largest_component"] = max(sizes, default=0)
        for name in self.sets:
            answers["reach", name] = len(self.reached(graph, name))
        return answers

    def reached(self, graph, name):
        return set().union(*(networkx.node_connected_component(graph, node)
                             for node in self.sets[name] if node in graph))

    def allowed(self, node, outcome, definition):
        country = self.network.nodes[node].get("country")
        if country in outcome.get("excluded_countries", []):
            return False
        if definition == "any" or not country:
            return True
        ends = self.sets[outcome["from"]] + self.sets[outcome["to"]]
        own = {self.network.nodes[end]["country"] for end in ends}
        return country in own or (definition == "partner" and country in outcome.get("partner_countries", []))

    def disconnected(self, graph, outcome):
        ends = self.sets[outcome["from"]], self.sets[outcome["to"]]
        if outcome.get("quantifier", "any") == "any":
            return not self.reached(graph, outcome["from"]) & set(ends[1])
        every = {*ends[0], *ends[1]}
        first = ends[0][0]
        return first not in graph or not every <= networkx.node_connected_component(graph, first)


class States(Exact):
    """Answers for chosen sets of failed elements, instead of all with their probabilities."""

    def enumerate(self):
        pass


def units_of(states, kinds, groups):
    cables = {}
    for id, segment in states.network.segments.items():
        cables.setdefault("cable:" + segment["system"], []).append("segment:" + id)
    units = []
    for kind in kinds:
        if kind == "cables":
            units += sorted(cables.items())
        elif kind == "groups":
            units += sorted(("group:" + name, members) for name, members in groups.items())
        else:
            units += [(id, [id]) for id in sorted(states.probability) if id.startswith(kind[:-1] + ":")]
    return units
