#!/usr/bin/python3
"""Fit a Gutenberg-Richter law to each source zone: seismic_zones.csv + earthquakes.csv -> seismic_zones.geojson

Usage: /usr/bin/python3 geodata/hazards/seismic_zones.py

Mainshocks by the windows of Gardner & Knopoff (1974, BSSA 64, 1363); maximum likelihood for unequal observation
periods by Weichert (1980, BSSA 70, 1337), of which Aki's (1965) estimate with Utsu's bin correction is the case of
one period. The periods are those of Michael (2014, BSSA 104, 1829). A zone has few events, so its b is drawn to the
value of all zones together by a normal prior; its rate, given b, has a Gamma posterior under Jeffreys' prior.
"""
import math
from datetime import datetime

import numpy as np
from scipy.optimize import brentq

from layers import HERE, distance_km, feature, inside, outline, read_csv, read_geojson, write_geojson

SMALLEST, BIN = 6.0, 0.1
SHALLOW_KM = 70.0        # a source deeper than this shakes no slope loose; an unknown depth counts as shallow
ENDS = 2007.75           # the Centennial catalogue's last month is September 2007
COMPLETE_SINCE = ((6.0, 1964), (6.5, 1955), (6.8, 1940), (7.0, 1918))  # magnitude and up: first complete year
PRIOR_SD = 0.10          # spread of b between zones, assumed
LOG10 = math.log(10)


def year_of(time):
    stamp = datetime.fromisoformat(time)
    return stamp.year + (stamp - datetime(stamp.year, 1, 1)).total_seconds() / 86400 / 365.25


def complete_years(magnitude):
    """Years in which an earthquake of this magnitude cannot have been missed."""
    return ENDS - min(year for smallest, year in COMPLETE_SINCE if magnitude > smallest - BIN / 2)


def shallow_events(rows):
    """Centennial events of 1900-2007 above SHALLOW_KM, in order of time."""
    return sorted(((year_of(r["time"]), float(r["lon"]), float(r["lat"]), float(r["magnitude"])) for r in rows
                   if r["catalogue"] == "centennial" and float(r["depth_km"] or 0) <= SHALLOW_KM))


def window(magnitude):
    """Kilometres and years within which a smaller event belongs to this one (Gardner & Knopoff 1974, table 1 as the
    usual log-linear fit)."""
    days = 10 ** (0.032 * magnitude + 2.7389) if magnitude >= 6.5 else 10 ** (0.5409 * magnitude - 0.547)
    return 10 ** (0.1238 * magnitude + 0.983), days / 365.25


def mainshocks(events):
    """The events that lie in no larger one's window, before or after it."""
    dependent = [False] * len(events)
    for i in sorted(range(len(events)), key=lambda i: -events[i][3]):
        if dependent[i]:
            continue
        year, lon, lat, magnitude = events[i]
        reach_km, reach_years = window(magnitude)
        for j, other in enumerate(events):
            if j != i and not dependent[j] and other[3] <= magnitude and abs(other[0] - year) <= reach_years \
                    and distance_km(lon, lat, other[1], other[2]) <= reach_km:
                dependent[j] = True
    return [e for e, gone in zip(events, dependent) if not gone]


class Counts:
    """Events by magnitude bin, over the years in which each bin is complete."""

    def __init__(self, events):
        bins = np.round(np.arange(SMALLEST, 9.51, BIN), 1)
        self.years = np.array([complete_years(m) for m in bins])
        self.n = np.array([sum(abs(m - b) < BIN / 2 and y >= ENDS - t for y, _, _, m in events)
                           for b, t in zip(bins, self.years)])
        self.above = bins - SMALLEST  # bin centres lie on the catalogue's steps: the bin of 6.0 starts at 5.95

    def score(self, b, prior=None):
        """Derivative of the log-likelihood by beta = b ln 10 (Weichert's equation 4), and of the prior on b."""
        weight = self.years * np.exp(-b * LOG10 * self.above)
        value = self.n.sum() * (weight * self.above).sum() / weight.sum() - (self.n * self.above).sum()
        return value - ((b - prior) / PRIOR_SD ** 2 / LOG10 if prior else 0)

    def information(self, b):
        """Fisher information about beta (Weichert's equation 5)."""
        weight = self.years * np.exp(-b * LOG10 * self.above)
        mean = (weight * self.above).sum() / weight.sum()
        return self.n.sum() * ((weight * self.above ** 2).sum() / weight.sum() - mean ** 2)

    def fit(self, prior=None):
        """b and its standard error."""
        b = brentq(lambda b: self.score(b, prior), 0.05, 4.0)
        information = self.information(b) + (1 / (PRIOR_SD * LOG10) ** 2 if prior else 0)
        return b, 1 / math.sqrt(information) / LOG10

    def effective_years(self, b):
        """Years of complete watching for M >= SMALLEST that the counts are worth, if b is right."""
        weight = np.exp(-b * LOG10 * self.above)
        return (self.years * weight).sum() / weight.sum()


def expected(rate, b, magnitude, mmax):
    """Events a year of at least this magnitude, for a law truncated at mmax."""
    if magnitude >= mmax:
        return 0.0
    tail = 10 ** (-b * (mmax - SMALLEST))
    return rate * (10 ** (-b * (magnitude - SMALLEST)) - tail) / (1 - tail)


def axis(directions):
    """Mean direction of lines without arrows, degrees from north, and how much they agree (0 to 1): [(degrees, weight)]."""
    doubled = sum(weight * np.exp(2j * np.radians(degrees)) for degrees, weight in directions)
    return math.degrees(np.angle(doubled)) / 2 % 180, abs(doubled) / sum(weight for _, weight in directions)


def strike(ring, setting, boundaries):
    """Along which ruptures run: in a subduction zone that of the plate boundaries inside, weighted by length; elsewhere, and
    where these turn too much, the long axis of the zone's outline."""
    inner = []
    for boundary in boundaries:
        points = boundary["geometry"]["coordinates"]
        for (x1, y1), (x2, y2) in zip(points, points[1:]):
            lat = (y1 + y2) / 2
            east = (x2 - x1) * math.cos(math.radians(lat))
            if inside(ring, (x1 + x2) / 2, lat):
                inner.append((math.degrees(math.atan2(east, y2 - y1)), math.hypot(east, y2 - y1)))
    if setting == "subduction" and inner and axis(inner)[1] >= 0.5:
        return round(axis(inner)[0]), "plate boundaries inside the zone (PB2002)"
    lons, lats = np.array(ring).T
    cells = np.array([(x, y) for x in np.arange(lons.min(), lons.max(), 0.1) for y in np.arange(lats.min(), lats.max(), 0.1)
                      if inside(ring, x, y)])
    cells = (cells - cells.mean(axis=0)) * (math.cos(math.radians(lats.mean())), 1)
    east, north = np.linalg.eigh(np.cov(cells.T))[1][:, 1]
    return round(math.degrees(math.atan2(east, north)) % 180), "long axis of the zone's outline: argued"


def zone_feature(zone, events, main, common, boundaries):
    ring = outline(zone["outline"])
    degrees, strike_source = strike(ring, zone["setting"], boundaries)
    mine = [e for e in main if inside(ring, e[1], e[2])]
    counts = Counts(mine)
    alone = counts.fit() if counts.n.sum() >= 20 else (None, None)
    b, error = counts.fit(common)
    shape, years = float(counts.n.sum()) + 0.5, counts.effective_years(b)
    rate, mmax = shape / years, float(zone["mmax"])
    properties = {key: zone[key] for key in ("id", "name", "setting")}
    properties |= {"max_depth_km": float(zone["max_depth_km"]), "smallest_magnitude": SMALLEST,
                   "events": int(sum(inside(ring, e[1], e[2]) for e in events)), "mainshocks": len(mine),
                   "mainshocks_complete": int(counts.n.sum()),
                   "b": round(b, 3), "b_standard_error": round(error, 3),
                   "b_alone": alone[0] and round(alone[0], 3), "b_alone_standard_error": alone[1] and round(alone[1], 3),
                   "a": round(math.log10(rate) + b * SMALLEST, 3),
                   "rate_m6_per_year": round(rate, 5), "rate_m6_gamma_shape": shape, "rate_m6_gamma_years": round(years, 3),
                   "rate_m7_per_year": round(expected(rate, b, 7.0, mmax), 6),
                   "rate_m8_per_year": round(expected(rate, b, 8.0, mmax), 7),
                   "mmax_low": float(zone["mmax_low"]), "mmax": mmax, "mmax_high": float(zone["mmax_high"]),
                   "mmax_source": zone["mmax_source"], "mmax_confidence": zone["mmax_confidence"],
                   "rupture": "interface" if zone["setting"] == "subduction" else "crustal",
                   "strike_degrees": degrees, "strike_source": strike_source,
                   "source": "outline: drawn for this data set about the plate boundaries of PB2002; rates: fitted to "
                             "the USGS Centennial catalogue (earthquakes.csv)", "confidence": "C"}
    return feature(properties, "Polygon", [ring])


def build():
    events = shallow_events(read_csv(HERE / "earthquakes.csv"))
    main_events = mainshocks(events)
    zones = read_csv(HERE / "seismic_zones.csv")
    rings = [outline(zone["outline"]) for zone in zones]
    covered = [e for e in main_events if any(inside(ring, e[1], e[2]) for ring in rings)]
    common, error = Counts(covered).fit()
    print(f"b of all zones together: {common:.3f} +- {error:.3f} from {Counts(covered).n.sum()} mainshocks; "
          f"{len(covered)} of the frame's {len(main_events)} lie in a zone")
    boundaries = read_geojson(HERE / "plate_boundaries.geojson")
    return [zone_feature(z, events, main_events, common, boundaries) for z in zones]


def main():
    write_geojson(HERE / "seismic_zones.geojson", build())


if __name__ == "__main__":
    main()
