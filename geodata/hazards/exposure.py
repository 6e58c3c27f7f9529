#!/usr/bin/python3
"""What each cable segment meets: the hazard layers under its line -> segment_exposure.csv

Usage: /usr/bin/python3 geodata/hazards/exposure.py   (geodata/build_segments.py runs it too)

Kilometres by depth band along the drawn line, its mean fishing and anchoring intensity where shallower than 200 m, its
kilometres in waters where repair may be denied, the source zones it crosses and the canyons whose lines it crosses.
Outside the frame of the layers (110-160 E, 10-50 N) only depth is known; intensity is then of the part inside.
"""
import json
import sys

import numpy as np
from osgeo import gdal, ogr, osr

from layers import FAR_GRID, FRAME, GEODATA, HERE, NEAR_GRID, DepthGrid, Sea, read_geojson, samples, write_csv

sys.path.insert(0, str(GEODATA))
from check import joined  # noqa: E402

gdal.UseExceptions()
SAMPLE_KM = 2.0
BANDS = (0, 50, 200, 500, 1000, 2000, 4000, 12000)  # metres; land under a line's end counts as 0-50
STEP = 0.05
DENIAL = ("permission", "contested", "permit_delay_reported")


def mask(geometries):
    """Cells of STEP degrees in the frame that a list of GeoJSON geometries covers."""
    rows, cols = round((FRAME[3] - FRAME[2]) / STEP), round((FRAME[1] - FRAME[0]) / STEP)
    raster = gdal.GetDriverByName("MEM").Create("", cols, rows, 1, gdal.GDT_Byte)
    raster.SetGeoTransform((FRAME[0], STEP, 0, FRAME[3], 0, -STEP))
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    raster.SetProjection(wgs84.ExportToWkt())
    holder = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = holder.CreateLayer("shapes", wgs84)
    for geometry in geometries:
        row = ogr.Feature(layer.GetLayerDefn())
        row.SetGeometry(ogr.CreateGeometryFromJson(json.dumps(geometry)))
        layer.CreateFeature(row)
    gdal.RasterizeLayer(raster, [1], layer, burn_values=[1])
    return raster.ReadAsArray().astype(bool)


def at(cells, lon, lat):
    """Values of a frame-wide grid of STEP cells at points that lie in the frame."""
    rows = np.clip(((FRAME[3] - lat) / STEP).astype(int), 0, cells.shape[0] - 1)
    cols = np.clip(((lon - FRAME[0]) / STEP).astype(int), 0, cells.shape[1] - 1)
    return cells[rows, cols]


class Layers:
    def __init__(self):
        self.sea = Sea(DepthGrid(NEAR_GRID), DepthGrid(FAR_GRID))
        raster = gdal.Open(str(HERE / "fishing_anchoring.tif"))
        self.sea.near.fishing, self.sea.near.anchoring = (raster.GetRasterBand(b).ReadAsArray() * 0.001 for b in (1, 2))
        denial = read_geojson(HERE / "repair_denial.geojson")
        self.denial = {kind: mask([r["geometry"] for r in denial if r["properties"]["class"] == kind])
                       for kind in DENIAL}
        self.zones = {z["properties"]["id"]: mask([z["geometry"]]) for z in read_geojson(HERE / "seismic_zones.geojson")}
        self.canyons = {c["properties"]["id"]: line(c["geometry"]["coordinates"])
                        for c in read_geojson(HERE / "canyons.geojson")}


def line(points):
    geometry = ogr.Geometry(ogr.wkbLineString)
    for point in points:
        geometry.AddPoint_2D(*point[:2])
    return geometry


def exposure(segment, layers):
    drawn = [(x % 360, y) for x, y in joined(segment["geometry"])]
    lon, lat, km = samples(drawn, SAMPLE_KM)
    depth = np.maximum(-layers.sea.values_at("height", lon, lat), 0)
    row = {"id": segment["properties"]["id"], "drawn_km": f"{km.sum():.1f}"}
    for low, high in zip(BANDS, BANDS[1:]):
        name = f"km_{low}_{high}_m" if high < BANDS[-1] else f"km_{low}_m_up"
        row[name] = f"{km[(depth >= low) & (depth < high)].sum():.1f}"
    inside = (lon > FRAME[0]) & (lon < FRAME[1]) & (lat > FRAME[2]) & (lat < FRAME[3])
    shelf = inside & (depth < 200)
    for name in ("fishing", "anchoring"):
        value = layers.sea.near.values_at(name, lon[shelf], lat[shelf])
        row[name] = f"{(value * km[shelf]).sum() / km[shelf].sum():.2f}" if shelf.any() else ""
    for kind, cells in layers.denial.items():
        row[f"km_{kind}"] = f"{km[inside][at(cells, lon[inside], lat[inside])].sum():.1f}"
    row["zones"] = ";".join(z for z, cells in layers.zones.items() if at(cells, lon[inside], lat[inside]).any())
    path = line(drawn)
    row["canyons"] = ";".join(name for name, canyon in layers.canyons.items() if path.Intersects(canyon))
    return row


def build():
    layers = Layers()
    return [exposure(s, layers) for s in read_geojson(GEODATA / "taiwan-japan" / "segments.geojson")]


def main():
    write_csv(HERE / "segment_exposure.csv", build())


if __name__ == "__main__":
    main()
