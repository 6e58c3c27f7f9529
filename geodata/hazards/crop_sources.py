#!/usr/bin/python3
"""Crop other people's layers to the region: the one step that needs their original files.

Usage: /usr/bin/python3 geodata/hazards/crop_sources.py FOLDER
FOLDER holds the originals, of which README.md says where they come from: PB2002_boundaries.json,
centennial_1900-2007.csv, noaa_signif.tsv, earthquakes-23k.csv, marnet_searoute.geojson, ports.geojson,
countries-50m.json.
Each is refused unless its SHA-256 is the one below, so that the same originals give the same bytes.
"""
import hashlib
import json
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from osgeo import gdal, ogr

from layers import FRAME, HERE, distance_km, feature, in_frame, read_csv, write_csv, write_geojson

ORIGINALS = {
    "PB2002_boundaries.json": "42b3e0876a7e40f133e958ba7ab85f8851b5c693a046fbc3b138e7751863d92a",
    "centennial_1900-2007.csv": "9fe42568806247555aaa249555c937e7c54bbf18abb37aa148644d35ed7911bb",
    "noaa_signif.tsv": "122e0e242803869631c80ff42e682f89b4a3bd1622a7574f2314d9ca24ee5dcc",
    "earthquakes-23k.csv": "e03a6ef53617c7614272def82dcaa2e5a463426c4abbb2b3a26936de1c88a622",
    "marnet_searoute.geojson": "111a82d949bb949c396a69a08828781314d3afe779c07e9754c3b2834dfca415",
    "countries-50m.json": "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
    "ports.geojson": "8398cb9554a19cf37f53f932f3842f58fbd94fce4c8e2704c3f5a4205ea5977e",
}
SMALLEST = 6.0
CENTENNIAL_ENDS = datetime(2007, 10, 1)
SAME_SECONDS, SAME_KM = 120, 200  # two catalogues' rows this close are one earthquake
CITED = {
    "centennial": ("Engdahl & Villasenor 2002, Centennial Earthquake Catalog, USGS", "A"),
    "noaa": ("NOAA/NGDC Significant Earthquake Database", "A"),
    "neic": ("USGS/NEIC, as redistributed in plotly/datasets earthquakes-23k.csv (no depth, no magnitude type)", "B"),
}


def original(folder, name):
    path = Path(folder) / name
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != ORIGINALS[name]:
        sys.exit(f"{path} has SHA-256 {digest} (this is not the file that the layers were cut from); fetch "
                 f"{ORIGINALS[name]}")
    return path


def pieces(line):
    """The stretches of a line whose points lie in the frame; shorter than two points is none."""
    found = [[]]
    for x, y in line:
        if in_frame(x, y):
            found[-1].append([round(x, 5), round(y, 5)])
        else:
            found.append([])
    return [piece for piece in found if len(piece) > 1]


def plate_boundaries(folder):
    features = []
    for row in json.loads(original(folder, "PB2002_boundaries.json").read_text(encoding="utf-8"))["features"]:
        p, line = row["properties"], row["geometry"]["coordinates"]
        for piece in pieces([(x % 360, y) for x, y in line]):
            features.append(feature({"id": f"pb2002-{len(features) + 1}", "name": p["Name"].strip(),
                                     "plate_a": p["PlateA"], "plate_b": p["PlateB"], "kind": p["Type"] or "unstated",
                                     "source": f"Bird 2003, PB2002: {p['Source'].strip()}", "confidence": "A"},
                                    "LineString", piece))
    write_geojson(HERE / "plate_boundaries.geojson", features)


def shipping_lanes(folder):
    features = []
    for row in json.loads(original(folder, "marnet_searoute.geojson").read_text(encoding="utf-8"))["features"]:
        parts = row["geometry"]["coordinates"]
        parts = parts if row["geometry"]["type"] == "MultiLineString" else [parts]
        for piece in [p for part in parts for p in pieces([(x % 360, y) for x, y in part])]:
            features.append(feature({"id": f"lane-{len(features) + 1}",
                                     "source": "searoute marnet (schematic shipping network)", "confidence": "C"},
                                    "LineString", piece))
    write_geojson(HERE / "shipping_lanes.geojson", features)


def coasts(folder):
    """Outlines of each country's land in the frame and a little beyond, without the small print of the far side."""
    dataset = gdal.OpenEx(str(original(folder, "countries-50m.json")), gdal.OF_VECTOR)  # the layer lives as long
    west, east, south, north = FRAME
    window = ogr.CreateGeometryFromWkt(f"POLYGON(({west - 5} {south - 8},{east} {south - 8},{east} {north + 4},"
                                       f"{west - 5} {north + 4},{west - 5} {south - 8}))")
    features = []
    for row in dataset.GetLayerByName("countries"):
        country = row.geometry().MakeValid().Intersection(window)
        rings = [json.loads(part.ExportToJson())["coordinates"][0] for part in polygons(country)]
        if rings:
            shape = [[[[round(x, 3), round(y, 3)] for x, y in ring]] for ring in rings]
            features.append(feature({"id": row["name"].lower().replace(" ", "-").replace(".", ""), "country": row["name"],
                                     "source": "Natural Earth 1:50m countries", "confidence": "B"},
                                    "MultiPolygon", shape))
    features.sort(key=lambda f: f["properties"]["id"])
    write_geojson(HERE / "coasts.geojson", features)


def polygons(geometry):
    """Every polygon in a geometry of any kind."""
    if geometry.GetGeometryName() == "POLYGON" and not geometry.IsEmpty():
        return [geometry.Clone()]
    return [p for i in range(geometry.GetGeometryCount()) for p in polygons(geometry.GetGeometryRef(i))]


def ports(folder):
    features, used = [], Counter()
    for row in json.loads(original(folder, "ports.geojson").read_text(encoding="utf-8"))["features"]:
        (x, y), p = row["geometry"]["coordinates"], row["properties"]
        if in_frame(x, y):
            used[p["port"]] += 1
            suffix = f"-{used[p['port']]}" if used[p["port"]] > 1 else ""  # six codes stand for two places
            features.append(feature({"id": p["port"].lower() + suffix, "name": p["name"], "source": "searoute ports",
                                     "confidence": "B"}, "Point", [round(x, 4), round(y, 4)]))
    features.sort(key=lambda f: f["properties"]["id"])
    write_geojson(HERE / "ports.geojson", features)


def number(text):
    return float(text) if text.strip() else None


def centennial(folder):
    for r in read_csv(original(folder, "centennial_1900-2007.csv")):
        # Counted from the month's start: a few rows have a day 0 or a minute 60.
        within_month = timedelta(days=int(r["day"]) - 1, hours=int(r["hour"]), minutes=int(r["min"]), seconds=float(r["sec"]))
        yield {"catalogue": "centennial", "at": datetime(int(r["year"]), int(r["month"]), 1) + within_month, "timed": True,
               "lon": float(r["lon"]), "lat": float(r["lat"]), "depth": float(r["depth_km"]) or None,
               "magnitude": float(r["mag"]), "type": r["magtype"], "agency": r["src"]}


def noaa(folder):
    for r in read_csv(original(folder, "noaa_signif.tsv"), "\t"):
        magnitude, kind = next(((number(r[c]), c[7:].capitalize()) for c in ("EQ_MAG_MW", "EQ_MAG_MS", "EQ_MAG_UNK")
                                if number(r[c])), (None, None))
        place = number(r["LATITUDE"]), number(r["LONGITUDE"])
        if magnitude is None or None in place or int(r["YEAR"]) < 1000:
            continue
        known = [int(r[c]) for c in ("YEAR", "MONTH", "DAY") if r[c].strip()]
        timed = len(known) == 3 and r["HOUR"].strip() != "" and r["MINUTE"].strip() != ""
        clock = [int(r["HOUR"]), int(r["MINUTE"])] if timed else []
        yield {"catalogue": "noaa", "at": datetime(*(known + [1, 1])[:3], *clock), "timed": timed,
               "lon": place[1], "lat": place[0], "depth": number(r["FOCAL_DEPTH"]), "magnitude": magnitude,
               "type": kind, "agency": f"NGDC {r['I_D']}"}


def neic(folder):
    """Only what came after the Centennial catalogue's last month: it holds the rest, with depths."""
    for r in read_csv(original(folder, "earthquakes-23k.csv")):
        date = datetime.fromisoformat(r["Date"][:10]) if "T" in r["Date"] else datetime.strptime(r["Date"], "%m/%d/%Y")
        if date < CENTENNIAL_ENDS:
            continue
        yield {"catalogue": "neic", "at": date, "timed": False, "lon": float(r["Longitude"]),
               "lat": float(r["Latitude"]), "depth": None, "magnitude": float(r["Magnitude"]), "type": "",
               "agency": "NEIC"}


def same(a, b):
    apart = abs((a["at"] - b["at"]).total_seconds())
    near_in_time = apart <= SAME_SECONDS if a["timed"] and b["timed"] else a["at"].date() == b["at"].date()
    return (near_in_time and distance_km(a["lon"], a["lat"], b["lon"], b["lat"]) <= SAME_KM
            and abs(a["magnitude"] - b["magnitude"]) <= 0.7)


def earthquakes(folder):
    """Centennial first; a row of the others that repeats an earlier one says so in same_event_as."""
    events, rows, used = [], [], {}
    for event in [*centennial(folder), *noaa(folder), *neic(folder)]:
        if event["magnitude"] < SMALLEST or not in_frame(event["lon"], event["lat"]):
            continue
        stamp = event["at"].strftime("%Y%m%d" + ("-%H%M" if event["timed"] else ""))
        name = f"{event['catalogue']}-{stamp}"
        used[name] = used.get(name, 0) + 1
        event["id"] = name if used[name] == 1 else f"{name}-{used[name]}"
        candidates = [e for e in events if e["catalogue"] != event["catalogue"] and same(e, event)]
        first = min(candidates, key=lambda e: abs(e["magnitude"] - event["magnitude"]), default=None)
        events.append(event)
        source, confidence = CITED[event["catalogue"]]
        rows.append({"id": event["id"], "catalogue": event["catalogue"],
                     "time": event["at"].strftime("%Y-%m-%dT%H:%M" if event["timed"] else "%Y-%m-%d"),
                     "lon": f"{event['lon']:.3f}", "lat": f"{event['lat']:.3f}",
                     "depth_km": "" if event["depth"] is None else f"{event['depth']:g}",
                     "magnitude": f"{event['magnitude']:.1f}", "magnitude_type": event["type"],
                     "agency": event["agency"], "same_event_as": first["id"] if first else "",
                     "source": source, "confidence": confidence})
    write_csv(HERE / "earthquakes.csv", rows)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(f"frame {FRAME}")
    for crop in (plate_boundaries, shipping_lanes, ports, coasts, earthquakes):
        crop(sys.argv[1])


if __name__ == "__main__":
    main()
