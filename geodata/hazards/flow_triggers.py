#!/usr/bin/python3
"""Which earthquakes sent flows down Gaoping and Fangliao Canyon, and which did not -> flow_triggers.csv

Usage: /usr/bin/python3 geodata/hazards/flow_triggers.py

Every earthquake of M 6 and more within REACH_KM of the two lines while breaks were recorded there (1989-2015, Carter et
al. 2014; Gavey et al. 2017), with its distance and whether cables broke (flow_events.csv). An event in no source counts
as none: breaks before 2006 are poorly recorded, so a zero is weaker than a one. It is what a fit of the probability of
a flow, by magnitude and distance, has to go by.
"""
from layers import HERE, distance_km, read_csv, read_geojson, write_csv

REACH_KM, SINCE, UNTIL = 200.0, "1989", "2016"
CANYONS = ("gaoping", "fangliao")


def build():
    lines = {c["properties"]["id"]: c["geometry"]["coordinates"] for c in read_geojson(HERE / "canyons.geojson")}
    broke = {name: event["id"] for event in read_csv(HERE / "flow_events.csv")
             if set(CANYONS) & set(event["canyons"].split(";")) for name in event["earthquakes"].split(";") if name}
    rows = []
    for quake in read_csv(HERE / "earthquakes.csv"):
        if quake["same_event_as"] or not SINCE <= quake["time"] < UNTIL or float(quake["depth_km"] or 0) > 70:
            continue
        near = min((float(distance_km(float(quake["lon"]), float(quake["lat"]), x, y)), name)
                   for name in CANYONS for x, y, _ in lines[name])
        if near[0] <= REACH_KM:
            rows.append({"id": quake["id"], "magnitude": quake["magnitude"], "depth_km": quake["depth_km"],
                         "canyon": near[1], "distance_km": f"{near[0]:.0f}", "flow": int(quake["id"] in broke),
                         "flow_event": broke.get(quake["id"], ""),
                         "source": f"{quake['source']}; flow_events.csv",
                         "confidence": "A" if quake["id"] in broke else "C"})
    return rows


def main():
    write_csv(HERE / "flow_triggers.csv", build())


if __name__ == "__main__":
    main()
