"""Failure probabilities from rates, recomputed from docs/experiment-reference.md."""

import math

DEFAULTS = {
    "mode": "snapshot", "exposure_days": 30.0,
    "shallow_faults_per_1000km_year": 0.38, "slope_faults_per_1000km_year": 0.2, "deep_faults_per_1000km_year": 0.017,
    "segment_repair_days": 25.0, "station_faults_per_year": 0.01, "station_repair_days": 7.0,
    "feed_faults_per_year": 0.02, "feed_repair_days": 2.0, "backhaul_faults_per_1000km_year": 2.0,
    "backhaul_repair_days": 0.5, "wireless_faults_per_year": 2.0, "wireless_repair_days": 0.25,
}
DEPTHS = ("shallow", "slope", "deep")
DAYS_PER_YEAR = 365.25


def probability(settings, faults_per_year, repair_days):
    rate = faults_per_year / DAYS_PER_YEAR
    if settings["mode"] == "window":
        return -math.expm1(-rate * settings["exposure_days"])
    return rate * repair_days / (1 + rate * repair_days)


def rates_of(experiment, settings, segment):
    """The settings, with the rates of the segment's system in place of its own where [[rates]] has some."""
    for own in experiment.get("rates", []):
        if segment["system"] in own["systems"]:
            return {**settings, "segment_repair_days": DEFAULTS["segment_repair_days"], **own}
    return settings


def segment_rate(settings, segment, unknown_depth):
    shares = [segment.get(f"{depth}_fraction") for depth in DEPTHS]
    if shares[0] is None:
        shares = [float(depth == unknown_depth) for depth in DEPTHS]
    shares = [share / sum(shares) for share in shares]
    per_1000_km = sum(share * settings[f"{depth}_faults_per_1000km_year"] for share, depth in zip(shares, DEPTHS))
    return per_1000_km * segment["length_km"] / 1000


def link_probability(settings, link):
    if link["kind"] != "backhaul":
        return probability(settings, settings["wireless_faults_per_year"], settings["wireless_repair_days"])
    per_1000_km = settings["backhaul_faults_per_1000km_year"]
    rate = per_1000_km * float(link["length_km"]) / 1000 if per_1000_km else 0
    return probability(settings, rate, settings["backhaul_repair_days"])


def element_probabilities(network, experiment):
    """{element id: probability} of everything that can fail on its own."""
    stated = dict(experiment.get("failure", {}))
    explicit = stated.pop("probabilities", {})
    settings = {**DEFAULTS, **stated}
    unknown_depth = experiment["network"].get("unknown_depth", "shallow")
    found = {}
    for id, segment in network.segments.items():
        own = rates_of(experiment, settings, segment)
        found[f"segment:{id}"] = probability(own, segment_rate(own, segment, unknown_depth), own["segment_repair_days"])
    for id in network.nodes:
        for station in network.stations(id, experiment["network"].get("unknown_stations", "shared")):
            found[station] = probability(settings, settings["station_faults_per_year"], settings["station_repair_days"])
    for section in network.sections:
        for end in "ab":
            if section.get(f"end_{end}"):
                found[f"feed:{section['id']}:{end}"] = probability(settings, settings["feed_faults_per_year"],
                                                                   settings["feed_repair_days"])
    for id, link in network.links.items():
        found[f"link:{id}"] = link_probability(settings, link)
    unknown = explicit.keys() - found.keys()
    assert not unknown, f"no such elements: {unknown}"
    return {**found, **explicit}
