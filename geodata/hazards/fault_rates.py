#!/usr/bin/python3
"""Fault rates per depth class, cause and region, as Gamma distributions: fault_evidence.csv -> fault_rates.csv

Usage: /usr/bin/python3 geodata/hazards/fault_rates.py

World: faults per 1000 km and year in depth class d are T s_d / l_d, with T the total rate, s_d the share of faults and
l_d the share of length. The mean is that of the middle values, so that the classes add up to the published total; the
spread comes from the three ranges, taken as independent, and a Gamma distribution of that mean and variance stands for
it. Causes split a class by proportional fitting (Deming & Stephan 1940) to the published shares; the cells of a class
share its Gamma rate parameter, so that they are independent and their sum is the class's distribution exactly.
Taiwan: counts over five years and the drawn length in service, with Jeffreys' prior: Gamma(count + 1/2, exposure).
"""
import math

import numpy as np
from scipy.stats import gamma

from layers import GEODATA, HERE, read_csv, read_geojson, write_csv

DEPTHS = ("shallow", "slope", "deep")
CAUSES = ("fishing", "anchor", "other_human", "natural", "abrasion", "component", "other")
# How much of each cause one would expect per fault of a class before the published shares are fitted: assumed. Anchors
# and digging stay on the shelf, trawls reach the slope, flows and quakes strike where it is steep or deep.
SEED = np.array([[1.0, 1.0, 1.0, 0.2, 0.5, 0.2, 0.5],
                 [1.0, 0.05, 0.1, 0.6, 0.8, 0.2, 0.5],
                 [0.02, 0.0, 0.0, 1.0, 0.7, 1.0, 0.5]])
FIRST_YEAR, YEARS = 2019, 5


def evidence():
    return {row["id"]: {key: float(row[key]) if row[key] else None for key in ("value", "low", "high")} | row
            | {"mean": float(row["value"])} for row in read_csv(HERE / "fault_evidence.csv")}


def relative_spread(fact):
    """Standard deviation over mean, the stated range taken as 95 %."""
    return (float(fact["high"]) - float(fact["low"])) / 2 / 1.96 / fact["mean"]


def split(depth_shares, cause_shares):
    """[depth][cause] shares of all faults with those two margins."""
    table = SEED * np.array(depth_shares)[:, None]
    for _ in range(500):
        table *= (np.array(cause_shares) / table.sum(axis=0))[None, :]
        table *= (np.array(depth_shares) / table.sum(axis=1))[:, None]
    return table


def row(region, depth, cause, mean, shape, source, confidence, use, count="", exposure=""):
    rate = shape / mean
    low, high = gamma.ppf([0.025, 0.975], shape, scale=1 / rate)
    return {"id": f"{region}-{depth}-{cause}".replace("_", "-"), "region": region, "depth_class": depth, "cause": cause,
            "mean_per_1000km_year": f"{mean:.4g}", "distribution": "gamma", "shape": f"{shape:.4g}",
            "rate_1000km_year": f"{rate:.5g}", "low_95": f"{low if low > 1e-6 else 0:.3g}", "high_95": f"{high:.3g}", "count": count,
            "exposure_1000km_year": exposure, "use": use, "source": source, "confidence": confidence}


def world(facts):
    total = facts["world-faults"]["mean"] / facts["world-length"]["mean"] / 1000
    spread = math.hypot(relative_spread(facts["world-faults"]), relative_spread(facts["world-length"]))
    yield row("world", "all", "all", total, 1 / spread ** 2, "fault_evidence.csv: world-faults, world-length", "A",
              "model")
    by_depth = [facts[f"faults-{depth}"]["mean"] for depth in DEPTHS]
    table = split(by_depth, [facts[f"cause-{cause}"]["mean"] for cause in CAUSES])
    for depth, share, cells in zip(DEPTHS, by_depth, table):
        length = facts[f"world-length-{depth}"]
        mean = total * share / length["mean"]
        parts = (spread, relative_spread(facts[f"faults-{depth}"]), relative_spread(length))
        shape = 1 / (math.prod(1 + part ** 2 for part in parts) - 1)
        yield row("world", depth, "all", mean, shape, f"fault_evidence.csv: world-faults, world-length, faults-{depth}, "
                  f"world-length-{depth}", "U", "model")
        for cause, cell in zip(CAUSES, cells):
            if cell == 0:
                continue
            yield row("world", depth, cause, mean * cell / share, shape * cell / share,
                      f"world-{depth}-all, split by fault_evidence.csv: cause-*", "U", "model")


def year_of(date, unknown):
    """A partial ISO date as a year with decimals, the middle of what is left open; of "2008/2010" the later."""
    if not date:
        return unknown
    parts = [int(part) for part in date.split("/")[-1].split("-")]
    return parts[0] + (0.5 if len(parts) == 1 else (parts[1] - 0.5) / 12)


def watched_years(system):
    """Years of 2019-2023, which the counts are of, that a system was in service."""
    if system["status"] == "planned" or system["status"] == "retired" and not system["retired"]:
        return 0.0
    start, end = year_of(system["rfs"], FIRST_YEAR), year_of(system["retired"], FIRST_YEAR + YEARS)
    return max(0.0, min(end, FIRST_YEAR + YEARS) - max(start, FIRST_YEAR))


def regions():
    """({region: its systems}, {system: row}, segments): Taiwan's domestic cables, those to and among Matsu, and all
    others that land in Taiwan; planned ones too."""
    nodes = {n["id"]: n for n in read_csv(GEODATA / "taiwan-japan" / "nodes.csv")}
    systems = {s["id"]: s for s in read_csv(GEODATA / "taiwan-japan" / "systems.csv")}
    segments = [f["properties"] for f in read_geojson(GEODATA / "taiwan-japan" / "segments.geojson")]
    countries = {}
    for s in segments:
        countries.setdefault(s["system"], set()).update(nodes[s[end]]["country"] for end in ("from", "to"))
    domestic = {system for system, where in countries.items() if where - {""} == {"Taiwan"}}
    return {"taiwan-domestic": domestic, "taiwan-matsu": {system for system in domestic if "matsu" in system},
            "taiwan-international": {system for system, where in countries.items()
                                     if "Taiwan" in where and system not in domestic}}, systems, segments


def exposures():
    """{region: {depth class or "all": thousands of km times years}} over 2019-2023, lengths stated or else drawn."""
    chosen, systems, segments = regions()
    found = {}
    for region, members in chosen.items():
        found[region] = dict.fromkeys(("all", *DEPTHS), 0.0)
        for s in segments:
            if s["system"] in members:
                amount = (s["length_km"] or s["drawn_km"]) / 1000 * watched_years(systems[s["system"]])
                found[region]["all"] += amount
                for depth in DEPTHS:
                    found[region][depth] += amount * s[f"{depth}_fraction"]
    return found


def taiwan(facts):
    watched = exposures()
    for region, use in (("taiwan-domestic", "model"), ("taiwan-matsu", "model"), ("taiwan-international", "check")):
        fact, exposure = facts[region], watched[region]["all"]
        # Two sources that disagree widen the count's own spread.
        disagreement = relative_spread(fact) if fact["low"] else 0.0
        shape = 1 / (1 / (fact["mean"] + 0.5) + disagreement ** 2)
        yield row(region, "all", "all", (fact["mean"] + 0.5) / exposure, shape,
                  f"fault_evidence.csv: {region}; length: geodata/taiwan-japan, in service in 2019-2023",
                  fact["confidence"], use, f"{fact['mean']:g}", f"{exposure:.4g}")


def build():
    facts = evidence()
    return [*world(facts), *taiwan(facts)]


def main():
    write_csv(HERE / "fault_rates.csv", build())


if __name__ == "__main__":
    main()
