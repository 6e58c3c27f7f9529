"""Geometry on the sphere for slow twins: shapely in gnomonic planes, where great circles are straight; geographiclib for
distances and ends of tracks. None of it is the program's own code."""

import json

import numpy
import shapely.geometry as planar
from geographiclib.geodesic import Geodesic

RADIUS_KM = 6371.0088
SPHERE = Geodesic(RADIUS_KM * 1000, 0)


def unit(positions):
    """[n][3] from [n][longitude, latitude]."""
    longitude, latitude = numpy.radians(numpy.asarray(positions, float)).T
    return numpy.stack([numpy.cos(latitude) * numpy.cos(longitude), numpy.cos(latitude) * numpy.sin(longitude),
                        numpy.sin(latitude)], axis=-1)


class Gnomonic:
    """The plane that touches the sphere at a place: great circles are straight, the angle from there is atan(distance)."""

    def __init__(self, longitude, latitude):
        self.up = unit([(longitude, latitude)])[0]
        self.east = numpy.array([-numpy.sin(numpy.radians(longitude)), numpy.cos(numpy.radians(longitude)), 0.0])
        self.north = numpy.cross(self.up, self.east)

    def __call__(self, positions):
        """[n][east, north]; only what lies on this side of the Earth."""
        points = unit(positions)
        height = points @ self.up
        assert (height > 0.05).all()
        return numpy.stack([points @ self.east / height, points @ self.north / height], axis=-1)

    def position(self, x, y):
        point = self.up + x * self.east + y * self.north
        return (numpy.degrees(numpy.arctan2(point[1], point[0])),
                numpy.degrees(numpy.arctan2(point[2], numpy.hypot(point[0], point[1]))))

    def shape(self, positions):
        points = self(positions)
        return planar.Point(points[0]) if len(points) == 1 else planar.LineString(points)


def places(folder, network):
    """{element id: its line, or its point, as longitudes and latitudes}."""
    found = {}
    node = {id: (float(row["lon"]), float(row["lat"])) for id, row in network.nodes.items()}
    for feature in json.loads((folder / "segments.geojson").read_text(encoding="utf-8"))["features"]:
        if feature["properties"]["id"] in network.segments:
            found["segment:" + feature["properties"]["id"]] = feature["geometry"]["coordinates"]
    for id in network.nodes:
        found["station:" + id] = [node[id]]
    for id, link in network.links.items():
        found["link:" + id] = [node[link["from"]], node[link["to"]]]
    for section in network.sections:
        for end in "ab":
            if section.get("end_" + end):
                found[f"feed:{section['id']}:{end}"] = [node[section["end_" + end]]]
    return found


def finely(line, step_km):
    """The line with a place at least every so many kilometres along its great circles."""
    result = [tuple(line[0])]
    for (lon, lat), (to_lon, to_lat) in zip(line, line[1:]):
        arc = SPHERE.InverseLine(lat, lon, to_lat, to_lon)
        count = max(1, int(numpy.ceil(arc.s13 / 1000 / step_km)))
        for k in range(1, count + 1):
            there = arc.Position(arc.s13 * k / count)
            result.append((there["lon2"], there["lat2"]))
    return result


def distance_km(line, longitude, latitude):
    """From a place to the nearest of a line, exactly."""
    return RADIUS_KM * numpy.arctan(Gnomonic(longitude, latitude).shape(line).distance(planar.Point(0, 0)))
