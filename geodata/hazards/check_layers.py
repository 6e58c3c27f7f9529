#!/usr/bin/python3
"""Check the hazard layers: exits 1 with one line per fault, or 0 with the counts.

Usage: /usr/bin/python3 geodata/hazards/check_layers.py
Every made layer is made again and compared; facts that the layers were not fitted to are held against them. Requires
what layers.py requires; exits 77 without it.
"""
import json
import re
import sys
from collections import Counter

try:
    import numpy as np
    from osgeo import gdal, ogr, osr
    from scipy.stats import poisson

    import canyon_triggers
    import canyons
    import denial
    import exposure
    import flow_triggers
    import intensity
    import seismic_zones
    from layers import GEODATA, HERE, NEAR_GRID, DepthGrid, distance_km, inside, outline, read_csv, read_geojson
except ImportError as missing:
    print(f"skipped: {missing} (install python3-gdal, python3-numpy and python3-scipy)")
    sys.exit(77)

ID = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*$")
LISTED = ("canyons.csv", "seismic_zones.csv", "repair_denial.csv")  # inputs that a made layer repeats
UNLIKELY = 1e-6   # a count less likely than this under its rate is a fault
# Cited positions that a canyon's line must pass, and how near in km: the line's source column names them. The grid's
# cell is 9 km, and a canyon's published position is that of its middle.
PASSES = [("gaoping", 120.25, 20.25, 15), ("penghu", 120.25, 20.25, 15), ("fangliao", 120.56, 22.22, 15),
          ("tenryu", 137.5, 33.5, 45), ("ashizuri", 133.33, 32.5, 30), ("aki", 133.92, 33.25, 25),
          ("aogashima", 140.25, 32.58, 25)]
STATED_LENGTH = (0.75, 1.9)  # drawn over stated: a coarse line cuts bends short, or runs on to the trench
NEIC_YEARS = 2017.0 - seismic_zones.ENDS

faults = []


def fault(table, row_id, text):
    faults.append(f"{table} {row_id}: {text}")


def check_package(package):
    for resource in package["resources"]:
        if not (HERE / resource["path"]).is_file():
            fault("datapackage", resource["name"], f"{resource['path']} is missing")
        for key in ("licenses", "sources"):
            if not resource.get(key):
                fault("datapackage", resource["name"], f"no {key}")
        if resource["format"] in ("geojson", "tif") and resource.get("crs") != "EPSG:4326":
            fault("datapackage", resource["name"], "no coordinate system")
    listed = {resource["path"] for resource in package["resources"]}
    for path in sorted(HERE.glob("*.*")):
        if path.suffix in (".geojson", ".csv", ".tif") and path.name not in listed and path.name not in LISTED:
            fault("datapackage", path.name, "is no resource")


def rows_of(path):
    return [f["properties"] for f in read_geojson(path)] if path.suffix == ".geojson" else read_csv(path)


def check_rows(path):
    rows = rows_of(path)
    for row_id, n in Counter(r["id"] for r in rows).items():
        if n > 1 or not ID.match(row_id):
            fault(path.name, row_id, f"id used {n} times" if n > 1 else "id is not in small letters and hyphens")
    for r in rows if path.name != "segment_exposure.csv" else []:
        if not r["source"] or r["confidence"] not in ("A", "B", "C", "U"):
            fault(path.name, r["id"], "no source, or a confidence that is not A, B, C or U")
    return len(rows)


def check_geometry(path):
    if '"crs"' in path.read_text(encoding="utf-8"):
        fault(path.name, "crs", "RFC 7946 knows WGS84 alone")
    for row in read_geojson(path):
        shape = ogr.CreateGeometryFromJson(json.dumps(row["geometry"]))
        west, east, south, north = shape.GetEnvelope()
        if not shape.IsValid() or shape.IsEmpty():
            fault(path.name, row["properties"]["id"], "the geometry is not valid")
        if west < 90 or east > 180 or south < 0 or north > 60:
            fault(path.name, row["properties"]["id"], f"lies at {west} to {east}, {south} to {north}")


def check_raster():
    raster, like = gdal.Open(str(HERE / "fishing_anchoring.tif")), gdal.Open(str(NEAR_GRID))
    if raster.GetGeoTransform() != like.GetGeoTransform():
        fault("fishing_anchoring", "grid", "is not that of the depth grid")
    if osr.SpatialReference(raster.GetProjection()).GetAttrValue("DATUM") != "WGS_1984":
        fault("fishing_anchoring", "crs", "is not WGS84")
    grid = DepthGrid(NEAR_GRID)
    lat = grid.centre(np.arange(grid.rows)[:, None], 0)[1]
    shelf = (grid.height < 0) & (grid.height > -200)
    for number, (name, made) in enumerate(intensity.build().items(), 1):
        stored = raster.GetRasterBand(number).ReadAsArray()
        if not np.array_equal(stored, made):
            fault("fishing_anchoring", name, "is not what intensity.py makes; run it")
        mean = (stored * 0.001 * np.cos(np.radians(lat)) * shelf).sum() / (np.cos(np.radians(lat)) * shelf).sum()
        if abs(mean - 1) > 1e-3 or stored[grid.height >= 0].any() or stored[grid.height < -1500].any():
            fault("fishing_anchoring", name, f"mean {mean:.4f} on the shelf, or not 0 on land and in the deep")


def check_made(path, build, script):
    made, stored = build(), read_geojson(path) if path.suffix == ".geojson" else read_csv(path)
    if path.suffix == ".csv":
        made = [{key: str(value) for key, value in row.items()} for row in made]
    if json.loads(json.dumps(made)) != stored:
        fault(path.name, "layer", f"is not what {script} makes; run it")


def check_canyons():
    grid, rows = DepthGrid(NEAR_GRID), {r["properties"]["id"]: r for r in read_geojson(HERE / "canyons.geojson")}
    for name, row in rows.items():
        p, line = row["properties"], np.array(row["geometry"]["coordinates"])
        if (np.diff(line[:, 2]) > 0).any() or line[0, 2] - line[-1, 2] < 400:
            fault("canyons", name, "does not go downhill")
        seabed = grid.values_at("height", line[:, 0], line[:, 1])
        if (seabed >= 0).any():
            fault("canyons", name, "crosses land")
        if p["stated_length_km"] and not p["runout_km"]:
            ratio = p["drawn_km"] / p["stated_length_km"]
            if not STATED_LENGTH[0] <= ratio <= STATED_LENGTH[1] and name != "suruga":  # joins the long Nankai Trough
                fault("canyons", name, f"drawn {p['drawn_km']} km, stated {p['stated_length_km']} km")
        if p["runout_km"] and not 0 <= p["drawn_km"] - p["runout_km"] < 15:
            fault("canyons", name, f"drawn {p['drawn_km']} km for a run-out of {p['runout_km']} km")
    for name, lon, lat, within in PASSES:
        line = np.array(rows[name]["geometry"]["coordinates"])
        off = distance_km(line[:, 0], line[:, 1], lon, lat).min()
        if off > within:
            fault("canyons", name, f"passes {off:.0f} km from {lon} {lat}, where its source has it")


def check_canyon_triggers():
    counted = f"{canyon_triggers.probability(canyon_triggers.pairs()):.3f}"
    for row in read_csv(HERE / "canyons.csv"):
        ready = "earthquake" in row["triggers"] and row["id"] not in flow_triggers.CANYONS
        if row["trigger_probability"] != (counted if ready else ""):
            fault("canyons", row["id"], f"trigger_probability {row['trigger_probability']}, by canyon_triggers.py {counted}")


def check_flows():
    canyon_ids = {r["properties"]["id"] for r in read_geojson(HERE / "canyons.geojson")}
    quake_ids = {r["id"] for r in read_csv(HERE / "earthquakes.csv")}
    for row in read_csv(HERE / "flow_events.csv"):
        for column, known in (("canyons", canyon_ids), ("earthquakes", quake_ids)):
            for name in filter(None, row[column].split(";")):
                if name not in known:
                    fault("flow_events", row["id"], f"{column} names {name}, which is not here")


def check_zones():
    zones = read_geojson(HERE / "seismic_zones.geojson")
    shapes = [ogr.CreateGeometryFromJson(json.dumps(z["geometry"])) for z in zones]
    rows = read_csv(HERE / "earthquakes.csv")
    for i, zone in enumerate(zones):
        p, ring = zone["properties"], zone["geometry"]["coordinates"][0]
        for j in range(i):
            if shapes[i].Overlaps(shapes[j]) or shapes[i].Contains(shapes[j]) or shapes[j].Contains(shapes[i]):
                fault("seismic_zones", p["id"], f"overlaps {zones[j]['properties']['id']}")
        largest = max((float(r["magnitude"]) for r in rows if float(r["depth_km"] or 0) <= seismic_zones.SHALLOW_KM
                       and inside(ring, float(r["lon"]), float(r["lat"]))), default=0)
        if not largest <= p["mmax_low"] <= p["mmax"] <= p["mmax_high"]:
            fault("seismic_zones", p["id"], f"largest known {largest}, Mmax {p['mmax_low']}, {p['mmax']}, {p['mmax_high']}")
    known = {r["id"] for r in rows}
    for r in rows:
        if r["same_event_as"] and r["same_event_as"] not in known:
            fault("earthquakes", r["id"], f"same_event_as {r['same_event_as']} is not here")
    return check_counts(zones, rows)


def check_counts(zones, rows):
    """The zones' rates against counts: of the catalogue they were fitted to, and of the nine years after it."""
    rings = [outline(z["outline"]) for z in read_csv(HERE / "seismic_zones.csv")]

    def in_zones(events):
        return [e for e in seismic_zones.mainshocks(events) if any(inside(ring, e[1], e[2]) for ring in rings)]

    def rate(magnitude):
        return sum(seismic_zones.expected(z["properties"]["rate_m6_per_year"], z["properties"]["b"], magnitude,
                                          z["properties"]["mmax"]) for z in zones)

    events = in_zones(seismic_zones.shallow_events(rows))
    later = in_zones(sorted((seismic_zones.year_of(r["time"]), float(r["lon"]), float(r["lat"]), float(r["magnitude"]))
                            for r in rows if r["catalogue"] == "neic"))
    since_1964 = [e for e in events if e[0] >= 1964]
    deep = sum(r["catalogue"] == "centennial" and r["time"] >= "1964" and any(
        inside(ring, float(r["lon"]), float(r["lat"])) for ring in rings)
        and float(r["depth_km"] or 0) > seismic_zones.SHALLOW_KM for r in rows)
    any_depth = 1 + deep / len(since_1964)  # the NEIC rows do not say how deep
    lines = []
    for label, seen, expected in (
            ("M 6 and more, 1964-2007", len(since_1964), rate(6.0) * (seismic_zones.ENDS - 1964)),
            ("M 7 and more, 1918-2007", sum(e[3] >= 6.95 and e[0] >= 1918 for e in events),
             rate(7.0) * (seismic_zones.ENDS - 1918)),
            ("M 8 and more, 1918-2007", sum(e[3] >= 7.95 and e[0] >= 1918 for e in events),
             rate(8.0) * (seismic_zones.ENDS - 1918)),
            ("M 6 and more, 2007-2016, not fitted, all depths", len(later), rate(6.0) * NEIC_YEARS * any_depth)):
        lines.append(f"{label}: {seen} mainshocks, {expected:.1f} expected")
        if min(poisson.cdf(seen, expected), poisson.sf(seen - 1, expected)) < UNLIKELY / 2:
            fault("seismic_zones", "rates", lines[-1])
    return lines


def main():
    package = json.loads((HERE / "datapackage.json").read_text(encoding="utf-8"))
    check_package(package)
    paths = [HERE / r["path"] for r in package["resources"] if r["format"] in ("csv", "geojson")]
    counts = [f"{check_rows(path)} {path.stem}" for path in paths + [HERE / name for name in LISTED[:1]]]
    for path in paths:
        if path.suffix == ".geojson":
            check_geometry(path)
    check_raster()
    check_made(HERE / "canyons.geojson", canyons.build, "canyons.py")
    check_made(HERE / "seismic_zones.geojson", seismic_zones.build, "seismic_zones.py")
    check_made(HERE / "repair_denial.geojson", denial.build, "denial.py")
    check_made(HERE / "flow_triggers.csv", flow_triggers.build, "flow_triggers.py")
    check_flows()
    check_made(HERE / "segment_exposure.csv", exposure.build, "exposure.py")
    check_canyons()
    check_canyon_triggers()
    for line in check_zones():
        print(line)
    for line in faults:
        print(line, file=sys.stderr)
    if faults:
        print(f"{len(faults)} faults in {HERE.relative_to(GEODATA.parent)}", file=sys.stderr)
        return 1
    print("no faults; " + ", ".join(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
