# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/reference/results.md is what `ardey info --schema` says of a run with every table that there is.
WRITE_SCHEMA=1 writes the page anew."""
import os
import re
import unittest

from command_support import CommandTest, ardey

PAGE = "docs/reference/results.md"


class Schema(CommandTest):
    def everything(self):
        """A small town with blocks, changes, parking, park and ride, shuttles, given drives, targets, two iterations and the log of events."""
        tables = {
            "changes.csv": "link,from_s,until_s,open,reason\nL4,25200,28800,0,works\n",
            "parking.csv": "place,spaces\nA1_1,50\n",
            "park_ride.csv": "stop,spaces\nS2,20\n",
            "rail_changes.csv": "line,km_from,km_to,from_s,until_s,speed_kmh,reason\n1,0.5,2.5,25200,28800,60,works\n",
            "drives.csv": "depart_s,route,class\n25200,L2,car\n",
            "targets.csv": "id,kind,object,part,value,tolerance,use,definition,source,quality\n"
                           "a,commuters,Aville,Bton,50,0,fitted,,made up,test\n",
        }
        path = {name.split(".")[0]: self.write(name, text) for name, text in tables.items()}
        rail = "tests/fixtures/small/rail/"
        return self.scenario(
            f's.network.changes = "{path["changes"]}" s.network.parking = "{path["parking"]}" '
            f's.transit.park_ride = "{path["park_ride"]}" s.traffic = {{ drives = "{path["drives"]}" }} '
            f's.demand.targets = "{path["targets"]}" s.equilibrium = {{ iterations = 2 }} s.results = {{ events = "all" }} '
            's.measures = { ardey.shuttle { zone = { "Aville", "Bton" }, depot = "A1_1", vehicles = 2, '
            'from = "06:00", to = "09:00" } } '
            f's.rail = {{ blocks = "{rail}blocks.csv", platforms = "{rail}platforms.csv", '
            f'rail_route = "{rail}rail_route.csv", changes = "{path["rail_changes"]}" }}')

    def test_page_is_current(self):
        code, _, err = ardey("run", self.everything(), "-q", "-o", self.output)
        self.assertEqual((code, err), (0, ""))
        code, page, err = ardey("info", "--schema", self.output)
        self.assertEqual((code, err), (0, ""))
        groups = set(re.findall(r"^## `(.+)`$", page, re.MULTILINE))
        for group in ("trips", "legs", "links", "trains", "persons", "denied", "gridlocks", "iterations", "targets",
                      "drives", "events", "parking", "indicators", "counters", "rail/occupations", "network/changes", "rail/changes",
                      "shuttle/fleets", "shuttle/requests", "shuttle/vehicles"):
            self.assertIn(group, groups)
        if os.environ.get("WRITE_SCHEMA"):
            with open(PAGE, "w", encoding="utf-8") as file:
                file.write(page)
        with open(PAGE, encoding="utf-8") as file:
            self.assertEqual(page, file.read(), f"{PAGE} is stale: WRITE_SCHEMA=1 ctest --preset dev -R schema_command")

    def test_one_form_at_a_time(self):
        code, _, err = ardey("info", "--schema", "--watch", self.output)
        self.assertEqual(code, 2)
        self.assertIn("either --watch or --schema", err)


if __name__ == "__main__":
    unittest.main()
