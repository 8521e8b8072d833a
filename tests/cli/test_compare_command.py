# SPDX-License-Identifier: GPL-3.0-or-later
"""`ardey compare` on runs of the small town with several seeds: pairs, forms, refusals."""
import csv
import io
import json
import unittest

from command_support import CommandTest, ardey


class CompareCommandTest(CommandTest):
    def run_town(self, name, seed, changes=""):
        output = self.path(f"{name}_{seed}.h5")
        code, _, err = ardey("run", self.scenario(f's.name = "{name}" {changes}'), "-q", "-t", 1, "--seed", seed, "-o", output)
        self.assertEqual(code, 0, err)
        return output

    def test_slow_roads_against_the_town(self):
        slow = "s.road = s.road or {} s.road.street_factor = 0.2"
        files = [self.run_town("town", seed) for seed in (1, 2)] + [self.run_town("slow", seed, slow) for seed in (2, 1)]
        code, out, err = ardey("compare", "--json", *files)
        self.assertEqual(code, 0, err)
        rows = {row["indicator"]: row for row in json.loads(out)}
        lost = rows["vehicle_time_lost"]
        self.assertEqual((lost["base"], lost["variant"], lost["pairs"], lost["better"]), ("town", "slow", 2, "lower"))
        self.assertGreater(lost["difference"], 0)
        self.assertEqual(rows["persons"]["difference"], 0)
        self.assertAlmostEqual(sum(row["base_mean"] for name, row in rows.items() if name.startswith("share_of_trips_")), 1)

        code, out, _ = ardey("compare", "--csv", *files)
        table = list(csv.DictReader(io.StringIO(out)))
        self.assertEqual(len(table), len(rows))
        found = next(row for row in table if row["indicator"] == "vehicle_time_lost")
        self.assertEqual(float(found["difference"]), lost["difference"])

        code, out, _ = ardey("compare", *files)
        self.assertIn("slow against town (the base, because the first file is of it): mean of 2 pairs of runs with the same seed, interval at 95 %", out)
        self.assertIn("\nvehicle_time_lost ", out)
        self.assertNotIn("\npersons ", out)
        self.assertIn("\npersons ", ardey("compare", "--all", *files)[1])

        self.refusals(files)

    def refusals(self, files):
        code, out, err = ardey("compare", files[0], files[2])
        self.assertEqual((code, out), (3, ""))
        self.assertIn("town and slow have no seed in common (1 and 2, for instance)", err)
        code, out, err = ardey("compare", files[0], self.path("none.h5"))
        self.assertEqual((code, out), (3, ""))
        self.assertIn("none.h5`: No such file or directory", err)
        code, _, err = ardey("compare")
        self.assertEqual(code, 2)
        self.assertIn("'ardey compare' needs result files: ardey compare A.h5 B.h5 ...", err)
        code, _, err = ardey("compare", "--json", "--csv", *files)
        self.assertEqual(code, 2)
        self.assertIn("--json and --csv cannot stand together", err)
        code, _, err = ardey("compare", "--confidence", "95", *files)
        self.assertEqual(code, 2)
        self.assertIn("--confidence takes a number above 0 and below 1, such as 0.95, not '95'", err)


if __name__ == "__main__":
    unittest.main()
