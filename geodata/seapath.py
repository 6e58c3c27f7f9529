"""Sea paths on a depth grid: the shortest way by water between two points.

Requires Debian's python3-gdal, python3-numpy (>= 1.24) and python3-scipy; run with /usr/bin/python3.

Longitudes run from 0 to 360 in here, so that a Pacific crossing is one unbroken line.
The search is Dijkstra's on grid cells with 16 neighbours and spherical step lengths.
"""
import hashlib
import math

import numpy as np
from osgeo import gdal
from scipy.ndimage import distance_transform_edt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

gdal.UseExceptions()

EARTH_KM = 6371.0088
LAND_COST = 60.0      # a landing may cross a coastal cell that the grid calls land, but only if it must
SHALLOW_COST = 1.15   # cable planners prefer deeper water where it costs little
COAST_COST, COAST_KM = 1.5, 15.0  # ... and do not run along a beach: the extra cost fades with distance
KEEP_OFF_KM = 12.0    # smoothing does not bring a line nearer to land than this
SPREAD = 0.07         # how much each system's own preference bends its path (see `preference`)
STEPS = [(0, 1), (1, 0), (1, 1), (1, -1), (1, 2), (2, 1), (1, -2), (2, -1)]
SMOOTH_ROUNDS = 60


def distance_km(lon1, lat1, lon2, lat2):
    """Great-circle distance; takes numbers or arrays, in degrees."""
    p1, p2 = np.radians(lat1), np.radians(lat2)
    h = np.sin((p2 - p1) / 2) ** 2 + np.cos(p1) * np.cos(p2) * np.sin(np.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(h))


class DepthGrid:
    """Heights in metres (negative is sea) on a regular grid of longitude and latitude.

    With a coastline (a vector file of land), cells whose centre it calls land are land whatever the depths say."""

    def __init__(self, path, coastline=None):
        dataset = gdal.Open(str(path))
        self.height = dataset.ReadAsArray().astype(np.int32)
        if coastline:
            land = gdal.GetDriverByName("MEM").Create("", dataset.RasterXSize, dataset.RasterYSize, 1, gdal.GDT_Byte)
            land.SetGeoTransform(dataset.GetGeoTransform())
            land.SetProjection(dataset.GetProjection())
            gdal.Rasterize(land, str(coastline), burnValues=[1])
            self.height = np.where((land.ReadAsArray() == 1) & (self.height < 0), 1, self.height)
        self.west, self.dx, _, self.north, _, self.dy = dataset.GetGeoTransform()
        self.rows, self.cols = self.height.shape
        self.coast_km = distance_transform_edt(self.height < 0) * abs(self.dy) * math.radians(1) * EARTH_KM

    def cell(self, lon, lat):
        return int((lat - self.north) // self.dy), int((lon - self.west) // self.dx)

    def centre(self, row, col):
        return self.west + (col + 0.5) * self.dx, self.north + (row + 0.5) * self.dy

    def holds(self, lon, lat):
        row, col = self.cell(lon, lat)
        return 3 <= row < self.rows - 3 and 3 <= col < self.cols - 3

    def values_at(self, field, lon, lat):
        rows = np.clip(((lat - self.north) // self.dy).astype(int), 0, self.rows - 1)
        cols = np.clip(((lon - self.west) // self.dx).astype(int), 0, self.cols - 1)
        return getattr(self, field)[rows, cols]


class Sea:
    """A fine grid near home and a coarse one for the rest of the ocean, read as one."""

    def __init__(self, near, far):
        self.near, self.far = near, far

    def grid_for(self, *points):
        return self.near if all(self.near.holds(*p) for p in points) else self.far

    def values_at(self, field, lon, lat):
        west, north = self.near.west + 3 * self.near.dx, self.near.north + 3 * self.near.dy
        east, south = west + (self.near.cols - 6) * self.near.dx, north + (self.near.rows - 6) * self.near.dy
        inside = (lon > west) & (lon < east) & (lat < north) & (lat > south)
        return np.where(inside, self.near.values_at(field, lon, lat), self.far.values_at(field, lon, lat))

    def land_km(self, line):
        """Kilometres of a line that lie on land."""
        lon, lat, km = samples(line, 4.0)
        return float(km[self.values_at("height", lon, lat) >= 0].sum())


def preference(system, lon, lat):
    """A smooth field near 1 that differs from system to system and is the same in every run.

    True routes are not public. Without this, all cables between two places would lie on one line.
    """
    digest = hashlib.sha256(system.encode()).digest()
    field = np.ones_like(lon)
    for i in range(3):
        angle, phase = digest[2 * i] / 256 * 2 * math.pi, digest[2 * i + 1] / 256 * 2 * math.pi
        wavelength = 2.5 * 1.9 ** i  # degrees
        along = lon * math.cos(angle) + lat * math.sin(angle)
        field += SPREAD * np.sin(2 * math.pi * along / wavelength + phase)
    return field


def sea_path(grid, system, start, end):
    """The cheapest path from start to end as a list of (lon, lat), both ends exact."""
    margin = max(3.0, 0.2 * max(abs(start[0] - end[0]), abs(start[1] - end[1])))
    row0, col0 = grid.cell(min(start[0], end[0]) - margin, max(start[1], end[1]) + margin)
    row1, col1 = grid.cell(max(start[0], end[0]) + margin, min(start[1], end[1]) - margin)
    row0, col0 = max(row0, 0), max(col0, 0)
    row1, col1 = min(row1, grid.rows - 1), min(col1, grid.cols - 1)
    rows, cols = row1 - row0 + 1, col1 - col0 + 1
    lon, lat = grid.centre(np.arange(row0, row1 + 1)[:, None] + np.zeros((1, cols)),
                           np.arange(col0, col1 + 1)[None, :] + np.zeros((rows, 1)))
    height = grid.height[row0:row1 + 1, col0:col1 + 1]
    cost = np.where(height >= 0, LAND_COST, np.where(height > -200, SHALLOW_COST, 1.0))
    cost = cost + COAST_COST * np.exp(-grid.coast_km[row0:row1 + 1, col0:col1 + 1] / COAST_KM)
    cost = cost * preference(system, lon, lat)

    index = np.arange(rows * cols).reshape(rows, cols)
    sources, targets, weights = [], [], []
    for dr, dc in STEPS:
        here = (slice(0, rows - dr), slice(max(0, -dc), cols - max(0, dc)))
        there = (slice(dr, rows), slice(max(0, dc), cols - max(0, -dc)))
        weight = np.maximum(cost[here], cost[there])
        if abs(dr) + abs(dc) == 3:  # a knight's move passes between two cells: both must be sea
            sr, sc = dr // 2, int(dc / 2)
            for r, c in ((sr, sc), (dr - sr, dc - sc)):
                between = (slice(r, rows - dr + r),
                           slice(max(0, -dc) + c, cols - max(0, dc) + c))
                weight = np.maximum(weight, cost[between])
        weight = weight * distance_km(lon[here], lat[here], lon[there], lat[there])
        sources.append(index[here].ravel())
        targets.append(index[there].ravel())
        weights.append(weight.ravel())
    graph = csr_matrix((np.concatenate(weights), (np.concatenate(sources), np.concatenate(targets))),
                       shape=(rows * cols, rows * cols))

    def local(point):
        row, col = grid.cell(*point)
        return (row - row0) * cols + (col - col0)

    first, last = local(start), local(end)
    _, before = dijkstra(graph, directed=False, indices=first, return_predecessors=True)
    path, node = [], last
    while node != first:
        path.append(node)
        node = before[node]
    middle = [grid.centre(row0 + n // cols, col0 + n % cols) for n in reversed(path)][:-1]
    return [start] + middle + [end]


def samples(line, every_km):
    """Points along a line and the kilometres each stands for: arrays lon, lat, km."""
    lon, lat, km = [], [], []
    for (x1, y1), (x2, y2) in zip(line, line[1:]):
        length = float(distance_km(x1, y1, x2, y2))
        n = max(1, math.ceil(length / every_km))
        at = (np.arange(n) + 0.5) / n
        lon.append(x1 + (x2 - x1) * at)
        lat.append(y1 + (y2 - y1) * at)
        km.append(np.full(n, length / n))
    return np.concatenate(lon), np.concatenate(lat), np.concatenate(km)


def smooth(sea, line):
    """Round off the corners that come from the grid: each point moves to the middle of its
    neighbours, round after round, but neither onto land nor closer to it than KEEP_OFF_KM."""
    length = sum(float(distance_km(*a, *b)) for a, b in zip(line, line[1:]))
    lon, lat, _ = samples(line, min(max(length / 150.0, 0.5), 40.0))
    lon, lat = np.r_[line[0][0], lon, line[-1][0]], np.r_[line[0][1], lat, line[-1][1]]
    fixed = np.zeros(len(lon), bool)
    fixed[[0, -1]] = True
    off = sea.values_at("coast_km", lon, lat)
    for _ in range(SMOOTH_ROUNDS):
        new_lon, new_lat = lon.copy(), lat.copy()
        new_lon[1:-1] = (lon[:-2] + 2 * lon[1:-1] + lon[2:]) / 4
        new_lat[1:-1] = (lat[:-2] + 2 * lat[1:-1] + lat[2:]) / 4
        new_off = sea.values_at("coast_km", new_lon, new_lat)
        keep = fixed | (new_off < np.minimum(off, KEEP_OFF_KM))
        lon, lat, off = np.where(keep, lon, new_lon), np.where(keep, lat, new_lat), np.where(keep, off, new_off)
    return list(zip(lon.tolist(), lat.tolist()))


def simplify(sea, line, tolerance):
    """Douglas-Peucker in degrees that never straightens a line over land the path had avoided."""
    if len(line) < 3:
        return line
    (x1, y1), (x2, y2) = line[0], line[-1]
    scale = math.cos(math.radians((y1 + y2) / 2))
    dx, dy = (x2 - x1) * scale, y2 - y1
    length = math.hypot(dx, dy) or 1e-12
    inner = np.array(line[1:-1])
    off = np.abs(dx * (inner[:, 1] - y1) - dy * (inner[:, 0] - x1) * scale) / length
    worst = int(off.argmax())
    if off[worst] <= tolerance and sea.land_km([line[0], line[-1]]) <= sea.land_km(line) + 1.0:
        return [line[0], line[-1]]
    left = simplify(sea, line[:worst + 2], tolerance)
    return left[:-1] + simplify(sea, line[worst + 1:], tolerance)
