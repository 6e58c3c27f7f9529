"""What the hazard scripts share: where files are, how layers are read and written, and the sphere they measure on.

Requires Debian's python3-gdal, python3-numpy and python3-scipy; run with /usr/bin/python3.
"""
import csv
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
GEODATA = HERE.parent
sys.path.insert(0, str(GEODATA))
from seapath import EARTH_KM, DepthGrid, Sea, distance_km, samples  # noqa: E402, F401

NEAR_GRID, FAR_GRID = GEODATA / "context" / "depth-east-asia-5min.tif", GEODATA / "context" / "depth-pacific-10min.tif"
FRAME = (110.0, 160.0, 10.0, 50.0)  # west, east, south, north: the frame of the 5-minute depth grid


def in_frame(lon, lat):
    return FRAME[0] <= lon <= FRAME[1] and FRAME[2] <= lat <= FRAME[3]


def read_csv(path, delimiter=","):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def write_csv(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} rows -> {path.relative_to(GEODATA.parent)}")


def read_geojson(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))["features"]


def write_geojson(path, features):
    """Longitude and latitude on WGS84, as RFC 7946 has it; one feature a line."""
    text = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    path.write_text(f'{{"type":"FeatureCollection","name":"{path.stem}","features":[\n{text}\n]}}\n', encoding="utf-8")
    print(f"{len(features)} features -> {path.relative_to(GEODATA.parent)}")


def feature(properties, kind, coordinates):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def outline(text):
    """A polygon's ring, closed and counterclockwise, from "lon lat;lon lat;...". """
    ring = [tuple(map(float, point.split())) for point in text.split(";")]
    twice_area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1]))
    if twice_area < 0:
        ring.reverse()
    return [list(p) for p in ring + ring[:1]]


def inside(ring, lon, lat):
    """Even-odd rule; on a plate carree, which is what the outlines are drawn on."""
    within = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            within = not within
    return within
