#!/usr/bin/python3
"""How ready the other canyons are to send a flow over cables, beside Gaoping and Fangliao: a count

Usage: /usr/bin/python3 geodata/hazards/canyon_triggers.py

Pairs of a canyon that earthquakes can set off and a mainshock of 1989-2015 within REACH_KM of it, measured to the rupture as
the program does (`rupture = "by-zone"`, outside of zones crustal and without direction), while a segment of the network that
crosses the canyon's line was in service; and in how many of them cables broke (flow_events.csv). A flow that broke nothing,
and a break in no source, count as none. The posterior mean under Jeffreys' prior is `trigger_probability` in canyons.csv.
"""
import math

from layers import GEODATA, HERE, inside, outline, read_csv, read_geojson
from flow_triggers import CANYONS, SINCE, UNTIL
from seismic_zones import SHALLOW_KM, mainshocks, year_of

REACH_KM = 70.0
SCALING = {"crustal": (-2.44, 0.59, -1.01, 0.32), "interface": (-2.477, 0.585, -0.882, 0.351)}


def rupture_distance_km(quake, line, zones):
    """From a line to a rupture centred on the epicentre, in a plane about that."""
    lon, lat, magnitude = (float(quake[key]) for key in ("lon", "lat", "magnitude"))
    zone = next((p for ring, p in zones if inside(ring, lon, lat)), {"rupture": "crustal", "strike_degrees": None})
    a, b, c, d = SCALING[zone["rupture"]]
    length, width = 10 ** (a + b * magnitude), 10 ** (c + d * magnitude)
    half = max(length - width, 0) / 2
    if zone["strike_degrees"] is None:
        sine = cosine = 0.0
    else:
        sine, cosine = math.sin(math.radians(zone["strike_degrees"])), math.cos(math.radians(zone["strike_degrees"]))
    nearest = math.inf
    for x, y, _ in line:
        east, north = (x - lon) * 111.2 * math.cos(math.radians(lat)), (y - lat) * 111.2
        along = min(max(east * sine + north * cosine, -half), half)
        nearest = min(nearest, math.hypot(east - along * sine, north - along * cosine))
    return max(nearest - width / 2, 0)


def crossed_since():
    """{canyon: [(first, last) years in which a segment that crosses it was in service]}."""
    systems = {row["id"]: row for row in read_csv(GEODATA / "taiwan-japan" / "systems.csv")}
    system_of = {f["properties"]["id"]: f["properties"]["system"]
                 for f in read_geojson(GEODATA / "taiwan-japan" / "segments.geojson")}
    spans = {}
    for row in read_csv(HERE / "segment_exposure.csv"):
        system = systems[system_of[row["id"]]]
        if system["rfs"]:
            for canyon in filter(None, row["canyons"].split(";")):
                spans.setdefault(canyon, []).append((system["rfs"][:4], system["retired"][:4] or "9999"))
    return spans


def pairs():
    """[(canyon, earthquake, whether cables broke)]."""
    zones = [(outline(row["outline"]), f["properties"]) for row, f in
             zip(read_csv(HERE / "seismic_zones.csv"), read_geojson(HERE / "seismic_zones.geojson"))]
    rows = [r for r in read_csv(HERE / "earthquakes.csv") if not r["same_event_as"] and float(r["depth_km"] or 0) <= SHALLOW_KM
            and r["time"] >= "1900" and float(r["magnitude"]) >= 6]
    keyed = {(year_of(r["time"]), float(r["lon"]), float(r["lat"]), float(r["magnitude"])): r for r in rows}
    quakes = [keyed[e] for e in mainshocks(sorted(keyed)) if SINCE <= keyed[e]["time"] < UNTIL]
    broke = {(canyon, quake) for event in read_csv(HERE / "flow_events.csv")
             for canyon in event["canyons"].split(";") for quake in event["earthquakes"].split(";") if quake}
    crossed, found = crossed_since(), []
    for canyon in read_geojson(HERE / "canyons.geojson"):
        name = canyon["properties"]["id"]
        if name in CANYONS or "earthquake" not in canyon["properties"]["triggers"]:
            continue
        for quake in quakes:
            if not any(first <= quake["time"][:4] <= last for first, last in crossed.get(name, [])):
                continue
            if rupture_distance_km(quake, canyon["geometry"]["coordinates"], zones) <= REACH_KM:
                found.append((name, quake["id"], (name, quake["id"]) in broke))
    return found


def probability(found):
    return (sum(flow for *_, flow in found) + 0.5) / (len(found) + 1)


def main():
    found = pairs()
    print(f"{len(found)} pairs of {len({name for name, *_ in found})} canyons and {len({quake for _, quake, _ in found})} "
          f"mainshocks, {sum(flow for *_, flow in found)} with cables broken: {probability(found):.3f}")


if __name__ == "__main__":
    main()
