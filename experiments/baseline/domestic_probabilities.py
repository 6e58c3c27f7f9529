#!/usr/bin/env python3
"""Prints [failure.probabilities] for Taiwan's domestic cables from the Audit Office's count of their failures.

36 failures in 2019-2023 (National Audit Office, Taipei Times 2024-08-05) are spread over the drawn length of the
domestic systems in service; each segment is down with p = x / (1 + x), x = rate * length * repair time.
"""

import csv
import json
import pathlib

FAILURES, YEARS, REPAIR_DAYS = 36, 5, 50

data = pathlib.Path(__file__).resolve().parents[2] / "geodata" / "taiwan-japan"
with open(data / "nodes.csv", encoding="utf-8") as file:
    country = {row["id"]: row["country"] for row in csv.DictReader(file)}
with open(data / "systems.csv", encoding="utf-8") as file:
    in_service = {row["id"] for row in csv.DictReader(file) if row["status"] == "in_service"}
segments = [feature["properties"] for feature in json.loads((data / "segments.geojson").read_text("utf-8"))["features"]]
segments = [segment for segment in segments if segment["system"] in in_service]
abroad = {segment["system"] for segment in segments
          if {country[segment["from"]], country[segment["to"]]} - {"Taiwan", ""}}
domestic = [segment for segment in segments
            if segment["system"] not in abroad and "Taiwan" in (country[segment["from"]], country[segment["to"]])]
length = {segment["id"]: segment["length_km"] or segment["drawn_km"] for segment in domestic}
per_km_year = FAILURES / YEARS / sum(length.values())
print(f"# {len(length)} segments, {sum(length.values()):.0f} km: {1000 * per_km_year:.2f} failures per 1000 km and year")
for name, km in length.items():
    x = per_km_year * km * REPAIR_DAYS / 365.25
    print(f'"segment:{name}" = {x / (1 + x):.2g}')  # the count has no more digits to give
