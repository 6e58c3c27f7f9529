#!/usr/bin/python3
"""Waters where a repair needs leave, or may not get it: coasts, islands and cited cases -> repair_denial.geojson

Usage: /usr/bin/python3 geodata/hazards/denial.py

`permission`: within 12 nautical miles of a coast, where the coastal state is sovereign (UNCLOS articles 2 and 21).
`nearest_coast`: from there to 200 nautical miles, by nearest coast, where states may lay and repair cables (articles
58, 79 and 112) and some coastal states ask for permits all the same. `contested`: around islands that one side holds
and another claims. `permit_delay_reported` and `event` are cited cases. A rule by distance is not a boundary: no claim
is judged or taken over here.
"""
import math

import numpy as np
from osgeo import gdal, ogr, osr
from scipy.spatial import cKDTree

from layers import EARTH_KM, FRAME, HERE, NEAR_GRID, DepthGrid, feature, outline, read_csv, read_geojson, samples
from layers import write_geojson

gdal.UseExceptions()
NAUTICAL_KM = 1.852
TERRITORIAL_KM, ZONE_KM = 12 * NAUTICAL_KM, 200 * NAUTICAL_KM
STEP = 0.05              # degrees of the grid on which distances are measured
SIMPLIFY = 0.03          # degrees by which an outline may be straightened
LAND_LOCKED = {"mongolia", "laos"}
LAW = {"permission": "UNCLOS articles 2 and 21: sovereignty over the territorial sea; coast: Natural Earth; baselines "
                     "not used, islands under the map's scale added from islands.csv",
       "nearest_coast": "UNCLOS articles 58, 79 and 112: freedom to lay and repair cables, in practice at times subject "
                        "to permits; nearest coast within 200 nautical miles, not an agreed boundary"}


def on_sphere(lon, lat):
    lon, lat = np.radians(lon), np.radians(lat)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def coast_points():
    """(country id, name, points on the unit sphere) of every coast, a point each 4 km or closer."""
    islands = read_csv(HERE / "islands.csv")
    for row in read_geojson(HERE / "coasts.geojson"):
        name = row["properties"]["country"]
        if row["properties"]["id"] in LAND_LOCKED:
            continue
        lines = [samples(ring, 4.0) for (ring,) in row["geometry"]["coordinates"]]
        lon = np.concatenate([line[0] for line in lines] + [[float(i["lon"]) for i in islands if i["country"] == name]])
        lat = np.concatenate([line[1] for line in lines] + [[float(i["lat"]) for i in islands if i["country"] == name]])
        yield row["properties"]["id"], name, on_sphere(lon, lat)


def nearest_coast():
    """Names, and grids of the nearest coast's number and its distance in km."""
    west, east, south, north = FRAME
    lon = np.arange(west + STEP / 2, east, STEP)
    lat = np.arange(north - STEP / 2, south, -STEP)
    where = on_sphere(*np.meshgrid(lon, lat))
    coasts = list(coast_points())
    reach = 2 * math.sin(ZONE_KM / EARTH_KM / 2) * 1.001  # farther is of no interest, and reads as infinite
    chords = np.stack([cKDTree(points).query(where.reshape(-1, 3), distance_upper_bound=reach)[0] for _, _, points in coasts])
    nearest = chords.argmin(axis=0).reshape(where.shape[:2])
    km = 2 * EARTH_KM * np.arcsin(np.minimum(chords.min(axis=0) / 2, 1)).reshape(where.shape[:2])
    sea = DepthGrid(NEAR_GRID)
    grid_lon, grid_lat = np.meshgrid(lon, lat)
    return coasts, nearest, km, sea.values_at("height", grid_lon, grid_lat) < 0


def areas(mask):
    """Outlines of a mask's true cells as polygons, simplified, holes kept; [] if it has none."""
    rows, cols = mask.shape
    raster = gdal.GetDriverByName("MEM").Create("", cols, rows, 1, gdal.GDT_Byte)
    raster.SetGeoTransform((FRAME[0], STEP, 0, FRAME[3], 0, -STEP))
    raster.GetRasterBand(1).WriteArray(mask.astype(np.uint8))
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    holder = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = holder.CreateLayer("areas", wgs84, ogr.wkbPolygon)
    gdal.Polygonize(raster.GetRasterBand(1), raster.GetRasterBand(1), layer, -1)
    whole = ogr.Geometry(ogr.wkbMultiPolygon)
    for row in layer:
        whole.AddGeometry(row.geometry())
    return rings(whole.SimplifyPreserveTopology(SIMPLIFY).MakeValid())


def rings(geometry):
    if geometry.GetGeometryName() == "POLYGON":
        return [[[[round(x, 3), round(y, 3)] for x, y, *_ in geometry.GetGeometryRef(i).GetPoints()]
                 for i in range(geometry.GetGeometryCount())]]
    return [p for i in range(geometry.GetGeometryCount()) for p in rings(geometry.GetGeometryRef(i))]


def disc(lon, lat, radius_km):
    """A circle on the sphere as a polygon of 72 points."""
    d, lat1 = radius_km / EARTH_KM, math.radians(lat)
    ring = []
    for step in range(72):
        bearing = -2 * math.pi * step / 72  # anticlockwise, as GeoJSON has it
        lat2 = math.asin(math.sin(lat1) * math.cos(d) + math.cos(lat1) * math.sin(d) * math.cos(bearing))
        dlon = math.atan2(math.sin(bearing) * math.sin(d) * math.cos(lat1),
                          math.cos(d) - math.sin(lat1) * math.sin(lat2))
        ring.append([round(lon + math.degrees(dlon), 4), round(math.degrees(lat2), 4)])
    return [ring + ring[:1]]


def row(identity, name, kind, states, source, confidence, **more):
    base = dict.fromkeys(("days_low", "days_high", "valid_from", "valid_to"))
    return {"id": identity, "name": name, "class": kind, "states": states} | base | more \
        | {"source": source, "confidence": confidence}


def by_distance():
    coasts, nearest, km, sea = nearest_coast()
    for kind, low, high in (("permission", -1.0, TERRITORIAL_KM), ("nearest_coast", TERRITORIAL_KM, ZONE_KM)):
        for number, (identity, name, _) in enumerate(coasts):
            shape = areas(sea & (nearest == number) & (km > low) & (km <= high))
            if shape:
                label = f"within 12 nautical miles of {name}" if kind == "permission" else \
                    f"12 to 200 nautical miles off, {name} nearest"
                yield feature(row(f"{kind.replace('_', '-')}-{identity}", label, kind, name, LAW[kind], "C"),
                              "MultiPolygon", shape)


def contested():
    for r in read_csv(HERE / "islands.csv"):
        if r["contested_with"]:
            yield feature(row(f"contested-{r['id']}", f"{float(r['radius_km']):g} km about {r['id'].title()}", "contested",
                              f"{r['country']};{r['contested_with']}", r["source"], r["confidence"]),
                          "Polygon", disc(float(r["lon"]), float(r["lat"]), float(r["radius_km"])))


def cases():
    for r in read_csv(HERE / "repair_denial.csv"):
        ring = [outline(r["outline"])] if r["outline"] else \
            disc(float(r["lon"]), float(r["lat"]), float(r["radius_km"]))
        days = {key: float(r[key]) if r[key] else None for key in ("days_low", "days_high")}
        dates = {key: r[key] or None for key in ("valid_from", "valid_to")}
        states = "China" if r["class"] == "permit_delay_reported" else ""
        yield feature(row(r["id"], r["name"], r["class"], states, r["source"], r["confidence"], **days, **dates),
                      "Polygon", ring)


def build():
    return [*by_distance(), *contested(), *cases()]


def main():
    write_geojson(HERE / "repair_denial.geojson", build())


if __name__ == "__main__":
    main()
