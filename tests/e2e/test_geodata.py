"""What kaitei inspect says of the shipped network equals the tables of cited facts beside the tests."""

import csv
import json
import unittest

from kaitei_e2e import SOURCE, Scratch

FACTS = SOURCE / "tests" / "geo"


def table(name):
    with open(FACTS / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Inspected(Scratch):
    def systems(self, day):
        done = self.run_ok("inspect", SOURCE / "geodata" / "taiwan-japan", "--as-of", day, "--json")
        return {system["id"]: system for system in json.loads(done.stdout)["systems"]}

    def test_landings_and_segments_are_those_that_are_cited(self):
        # The day on which a system stood last: what is planned is built by 2100, the oldest are gone before 2006.
        days = [self.systems(day) for day in ("2100-01-01", "2006-12-26", "1996-12-31")]
        compared = 0
        for row in table("cited_facts.csv") + table("domestic_cables.csv"):
            system = next(systems[row["system"]] for systems in days if row["system"] in systems)
            for column in ("stations", "segments", "fibre_pairs"):
                if row.get(column):
                    compared += 1
                    with self.subTest(system=row["system"], column=column, source=row["source"]):
                        self.assertEqual(system[column], int(row[column]))
            if row.get("rfs_year"):
                compared += 1
                with self.subTest(system=row["system"], column="rfs", source=row["source"]):
                    self.assertEqual(system["rfs"][:4], row["rfs_year"])
        self.assertGreater(compared, 80)


if __name__ == "__main__":
    unittest.main()
