#!/usr/bin/python3
"""A proxy for how often fishing gear and anchors meet the seabed -> fishing_anchoring.tif

Usage: /usr/bin/python3 geodata/hazards/intensity.py

Band 1 fishing, band 2 anchoring: relative rates, 1 being the mean over the frame's sea shallower than 200 m (by area),
so that a layer times a shallow-water fault rate keeps the total. Made of depth, distance to coasts, ports and shipping
lanes by the curves below, which are assumptions; no vessel was tracked for it.
"""
import numpy as np
from osgeo import gdal
from scipy.spatial import cKDTree

from layers import EARTH_KM, GEODATA, HERE, NEAR_GRID, DepthGrid, read_geojson, samples
from denial import on_sphere

gdal.UseExceptions()
SHELF_M = 200
# Relative effort by depth in metres, straight lines between. Trawlers work most of the shelf, thin out down the slope
# and end near 1500 m; anchors are let go in tens of metres, and a dragged chain of 300 m reaches no deeper.
FISHING_BY_DEPTH = ((0, 100, 200, 500, 1000, 1500), (1.0, 1.0, 0.6, 0.15, 0.03, 0.0))
ANCHORING_BY_DEPTH = ((0, 50, 100, 200, 300), (1.0, 1.0, 0.3, 0.03, 0.0))
# Small boats stay near the coast, the rest work the whole shelf.
FISHING_OFFSHORE, FISHING_NEAR, FISHING_COAST_KM = 0.5, 0.5, 50.0
# Ships anchor off ports and drag along lanes; a tenth of it may happen anywhere.
ANCHORING_ANYWHERE, ANCHORING_PORT, ANCHORING_PORT_KM, ANCHORING_LANE, ANCHORING_LANE_KM = 0.1, 0.5, 25.0, 0.4, 20.0


def distance_to(where, points):
    chord = cKDTree(points).query(where.reshape(-1, 3))[0].reshape(where.shape[:2])
    return 2 * EARTH_KM * np.arcsin(chord / 2)


def lane_points():
    lines = [samples(row["geometry"]["coordinates"], 4.0) for row in read_geojson(HERE / "shipping_lanes.geojson")]
    return on_sphere(np.concatenate([x for x, _, _ in lines]), np.concatenate([y for _, y, _ in lines]))


def port_points():
    places = np.array([row["geometry"]["coordinates"] for row in read_geojson(HERE / "ports.geojson")])
    return on_sphere(places[:, 0], places[:, 1])


def relative(effort, height, lat):
    """Effort over its mean on the shelf, weighted by area; nothing on land."""
    shelf = (height < 0) & (height > -SHELF_M)
    weight = np.cos(np.radians(lat)) * shelf
    return np.where(height < 0, effort / (effort * weight).sum() * weight.sum(), 0.0)


def bands(grid):
    lon, lat = grid.centre(np.arange(grid.rows)[:, None] + np.zeros((1, grid.cols)),
                           np.arange(grid.cols)[None, :] + np.zeros((grid.rows, 1)))
    where, depth = on_sphere(lon, lat), -grid.height
    fishing = np.interp(depth, *FISHING_BY_DEPTH) \
        * (FISHING_OFFSHORE + FISHING_NEAR * np.exp(-grid.coast_km / FISHING_COAST_KM))
    anchoring = np.interp(depth, *ANCHORING_BY_DEPTH) \
        * (ANCHORING_ANYWHERE + ANCHORING_PORT * np.exp(-distance_to(where, port_points()) / ANCHORING_PORT_KM)
           + ANCHORING_LANE * np.exp(-distance_to(where, lane_points()) / ANCHORING_LANE_KM))
    return {"fishing": relative(fishing, grid.height, lat), "anchoring": relative(anchoring, grid.height, lat)}


def build():
    return {name: np.minimum(np.rint(field * 1000), 65535).astype(np.uint16)
            for name, field in bands(DepthGrid(NEAR_GRID)).items()}


def main():
    like = gdal.Open(str(NEAR_GRID))
    path = HERE / "fishing_anchoring.tif"
    options = ["COMPRESS=DEFLATE", "PREDICTOR=2", "INTERLEAVE=BAND"]
    out = gdal.GetDriverByName("GTiff").Create(str(path), like.RasterXSize, like.RasterYSize, 2, gdal.GDT_UInt16, options)
    out.SetGeoTransform(like.GetGeoTransform())
    out.SetProjection(like.GetProjection())
    for number, (name, thousandths) in enumerate(build().items(), 1):
        band = out.GetRasterBand(number)
        band.SetDescription(f"{name}, relative rate, mean 1 where shallower than {SHELF_M} m")
        band.SetScale(0.001)  # stored in thousandths: a proxy has no more digits
        band.SetOffset(0)
        band.WriteArray(thousandths)
    out = None
    print(f"{path.relative_to(GEODATA.parent)}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
