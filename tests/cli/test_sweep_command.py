# SPDX-License-Identifier: GPL-3.0-or-later
"""Many runs by a plan: listed, run, killed and gone on with, collected."""
import csv
import contextlib
import filecmp
import os
import random
import re
import shutil
import signal
import subprocess
import time
import unittest
from pathlib import Path

import numpy as np
import xarray

from command_support import ARDEY, ENVIRONMENT, CommandTest, ardey

FIGURE = "mean_travel_time_drives"
PLAN = """
return {
  scenario = "scenario.lua",
  seeds = 3,
  grid = { ["road.patience"] = { "5 min", "10 min" } },
  out = "runs",
}
"""


class Sweep(CommandTest):
    def setUp(self):
        super().setUp()
        shutil.copytree("scenarios/examples/two_roads", self.path("two_roads"))
        shutil.copy("scenarios/examples/two_roads.lua", self.path("scenario.lua"))
        self.plan = self.write("plan.lua", PLAN)
        self.ensemble = self.path("all.h5")

    def manifest(self):
        with open(self.path("runs", "manifest.csv"), encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def sweep(self, *options, plan=None):
        code, out, err = ardey("sweep", plan or self.plan, "-k", 2, "-q", *options)
        self.assertEqual((code, err), (0, ""))
        return out

    def collect(self, *paths):
        code, out, err = ardey("collect", *(paths or [self.path("runs")]), "-o", self.ensemble)
        self.assertEqual((code, err), (0, ""))
        return out

    def test_run_and_collect(self):
        code, out, err = ardey("sweep", self.plan, "--dry-run")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(len(out.splitlines()), 7)
        self.assertFalse(os.path.exists(self.path("runs")))

        self.sweep()
        rows = self.manifest()
        self.assertEqual([row["state"] for row in rows], ["done"] * 6)
        self.assertEqual([row["seed"] for row in rows], ["1", "1", "2", "2", "3", "3"])
        code, out, err = ardey("sweep", self.plan)
        self.assertEqual((code, out), (0, "6 of 6 members done (6 before), 0 failed\n"))

        self.assertIn("6 members of 2 variants", self.collect())
        with xarray.open_dataset(self.ensemble, engine="h5netcdf") as data:
            value = data["value"].sel(indicator=FIGURE)
            self.assertEqual(data.attrs["baseline"], "patience-5min")
            self.assertEqual(list(data["seed"].values), [1, 2, 3, 1, 2, 3])
            runs = value.values.reshape(2, 3)
            self.assertGreater(runs.std(axis=1).min(), 0)
            mean = data["mean"].sel(indicator=FIGURE)
            np.testing.assert_allclose(mean, runs.mean(axis=1))
            # Student's t with two degrees of freedom, 95 %.
            half = 4.302652729911275 * runs.std(axis=1, ddof=1) / np.sqrt(3)
            np.testing.assert_allclose(data["half_width"].sel(indicator=FIGURE), half)
            change = runs[1] - runs[0]
            np.testing.assert_allclose(data["difference"].sel(indicator=FIGURE), [0, change.mean()],
                                       atol=1e-9)
            patience = data["parameter_value"].sel(parameter="road.patience")
            self.assertEqual(list(patience.values), [300, 600])
            varies = data["parameter"].values[data["parameter_varies"].values == 1]
            self.assertEqual(list(varies), ["name", "road.patience"])

    def test_killed_at_any_time_makes_the_same_file(self):
        self.sweep()
        self.collect()
        os.rename(self.ensemble, self.path("undisturbed.h5"))
        os.rename(self.path("runs"), self.path("undisturbed"))
        chance = random.Random(4)
        for how in (signal.SIGTERM, signal.SIGKILL, signal.SIGKILL):
            process = subprocess.Popen([ARDEY, "sweep", self.plan, "-k", "2", "-q"], env=ENVIRONMENT,
                                       stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.05, 0.4))
            process.send_signal(how)
            code = process.wait(timeout=60)
            # SIGTERM before anything has begun ends it as any program.
            self.assertIn(code, (0, 85, -signal.SIGTERM) if how == signal.SIGTERM else (0, -signal.SIGKILL))
        self.sweep()
        self.collect()
        self.assertTrue(filecmp.cmp(self.ensemble, self.path("undisturbed.h5"), shallow=False))

    def test_killed_members_are_tried_again(self):
        self.sweep()
        self.collect()
        os.rename(self.ensemble, self.path("undisturbed.h5"))
        shutil.rmtree(self.path("runs"))
        chance = random.Random(7)
        process = subprocess.Popen([ARDEY, "sweep", self.plan, "-k", "2", "-q", "--retries", "20"], env=ENVIRONMENT)
        killed = 0
        while process.poll() is None:
            time.sleep(0.02)
            members = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False)
            for member in members.stdout.split():
                if killed < 4 and chance.random() < 0.3:
                    with contextlib.suppress(ProcessLookupError): # it was done in between
                        os.kill(int(member), signal.SIGKILL)
                        killed += 1
        self.assertEqual(process.returncode, 0)
        self.assertGreaterEqual(killed, 1)
        # A kill that came when a member was just done costs no attempt.
        self.assertGreater(sum(int(row["attempts"]) for row in self.manifest()), 6)
        self.collect()
        self.assertTrue(filecmp.cmp(self.ensemble, self.path("undisturbed.h5"), shallow=False))

    def test_the_collected_file_takes_no_place_of_a_result(self):
        self.sweep()
        result = next(Path(self.path("runs", "members")).glob("*.h5"))
        before = result.read_bytes()
        code, out, err = ardey("collect", self.path("runs"), "-o", result)
        self.assertEqual((code, out, err), (2, "", f"the output '{result}' is one of the results\n"))
        self.assertEqual(result.read_bytes(), before)

    def test_a_changed_scenario_runs_again(self):
        self.sweep()
        code, out, _ = ardey("sweep", self.plan)
        self.assertEqual((code, out), (0, "6 of 6 members done (6 before), 0 failed\n"))
        with open(self.path("two_roads", "flows.csv"), "a", encoding="utf-8") as file:
            file.write("west south east,car,25300,25400,100,even,a few more\n")
        code, out, _ = ardey("sweep", self.plan)
        self.assertEqual((code, out), (0, "6 of 6 members done (0 before), 0 failed\n"))

    def test_more_seeds_until_the_interval_is_narrow(self):
        plan = self.write("stop.lua", PLAN.replace("seeds = 3", "seeds = 2").replace(
            'out = "runs",', 'out = "runs", stop = { indicator = "mean_travel_time_drives", share = "0.5 %", most_seeds = 8 }'))
        self.sweep(plan=plan)
        self.collect()
        with xarray.open_dataset(self.ensemble, engine="h5netcdf") as data:
            mean = data["mean"].sel(indicator=FIGURE).values
            half = data["half_width"].sel(indicator=FIGURE).values
            seeds = int(data["runs"].values[0])
            value = data["value"].sel(indicator=FIGURE).values.reshape(2, seeds)
        self.assertTrue((half <= 0.005 * mean).all() or seeds == 8)
        if seeds > 2:  # one seed less was not enough
            less = value[:, :-1]
            t = {3: 12.7062, 4: 4.30265, 5: 3.18245, 6: 2.77645, 7: 2.57058, 8: 2.44691}[seeds]
            self.assertTrue((t * less.std(axis=1, ddof=1) / np.sqrt(seeds - 1) > 0.005 * less.mean(axis=1)).any())

    def test_the_plan_of_the_page(self):
        with open("docs/hpc.md", encoding="utf-8") as file:
            page = file.read()
        plan = re.search(r"```lua\n(return \{.*?\n\})\n```", page, re.DOTALL)[1]
        latin = re.search(r"`(\{ n = .*?\} \} \})`", page)[1]
        stop = re.search(r"stop = \{.*?\}", page)[0]
        ENVIRONMENT["ARDEY_PATH"] = os.path.abspath("scenarios")
        self.addCleanup(ENVIRONMENT.pop, "ARDEY_PATH")
        code, out, err = ardey("sweep", self.write("page.lua", plan), "--dry-run")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(len(out.splitlines()), 1 + 2 * 3 * 20)
        self.assertIn("value_of_time-12_patience-10min,20,", out)
        text = f'return {{ scenario = "weekday", latin = {latin}, {stop} }}'
        code, out, err = ardey("sweep", self.write("parts.lua", text), "--dry-run")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(len(out.splitlines()), 1 + 50)

    def test_wrong_variants_are_refused_before_anything_runs(self):
        plan = self.write("bad.lua", PLAN.replace('"10 min"', '"10 km"'))
        code, out, err = ardey("sweep", plan)
        self.assertEqual((code, out), (2, ""))
        self.assertIn("patience is '10 km'", err)
        self.assertIn("variant 'patience-10km'", err)
        self.assertEqual(os.listdir(self.path("runs", "members")), [])

    def test_a_wrong_rule_is_refused_before_anything_runs(self):
        rule = 'out = "runs", stop = { indicator = "mean_travel_tme_drives", share = "0.5 %", most_seeds = 8 }'
        plan = self.write("bad.lua", PLAN.replace('out = "runs"', rule))
        code, out, err = ardey("sweep", plan)
        self.assertEqual((code, out), (2, ""))
        self.assertEqual(err, f"{plan}: no indicator is called 'mean_travel_tme_drives', did you mean 'mean_travel_time_drives'?\n")
        self.assertFalse(os.path.exists(self.path("runs")))

    def test_missing_members(self):
        self.sweep()
        os.remove(self.path("runs", "members", "patience-10min-s2.h5"))
        code, _, err = ardey("collect", self.path("runs"), "-o", self.ensemble)
        self.assertEqual(code, 3)
        self.assertIn("patience-10min-s2.h5 is missing", err)
        self.assert_nothing_left(self.ensemble)
        code, out, err = ardey("collect", self.path("runs"), "-o", self.ensemble, "--partial")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("5 members of 2 variants", out)
        self.assertIn("1 members have no result", out)


if __name__ == "__main__":
    unittest.main()
