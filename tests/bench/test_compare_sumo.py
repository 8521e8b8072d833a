# SPDX-License-Identifier: GPL-3.0-or-later
"""The comparison on a grid small enough for every day; no time is judged. ARDEY is the path of the program."""

import argparse
import contextlib
import io
import os
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

import compare_sumo
import grid
import make_grid
import programs

ARDEY = os.environ.get("ARDEY", "build/dev/ardey")


def run(arrived=20_000, digest="a", simulation_s=2.0, traversals=100):
    return programs.Run(simulation_s=simulation_s, simulation_cpu_s=1.5, reading_s=1.0, wall_s=3.0, cpu_s=2.5,
                        peak_mb=10.0, traversals=traversals, arrived=arrived, digest=digest)


class FigureTest(unittest.TestCase):
    def test_spread(self):
        self.assertEqual(compare_sumo.spread([3.0, 1.0, 2.0]), "2.0 (1.0-3.0)")
        self.assertEqual(compare_sumo.spread([1.25], "{:.2f}"), "1.25")
        self.assertEqual(compare_sumo.spread([]), "-")

    def test_cases(self):
        self.assertEqual(compare_sumo.parse_case("city50").demand.trips, 300_000)
        case = compare_sumo.parse_case("30:1000")
        self.assertEqual((case.city.n, case.demand.trips), (30, 1000))
        with self.assertRaisesRegex(argparse.ArgumentTypeError, "'town' is no case: city50, .* or N:T"):
            compare_sumo.parse_case("town")

    def test_problems(self):
        def result(**runs):
            lists = {"one": [run()], "two": [], "sumo": []} | runs
            return compare_sumo.Result(compare_sumo.QUICK, {}, **lists)

        self.assertEqual(compare_sumo.problems(result(two=[run()], sumo=[run()])), [])
        self.assertEqual(len(compare_sumo.problems(result(two=[run(digest="b")]))), 1)
        self.assertIn("7 of 20,000 trips arrived in Ardey before the end",
                      compare_sumo.problems(result(one=[run(arrived=7)]))[0])
        self.assertIn("9 of 20,000 trips arrived in SUMO, 20,000 in Ardey",
                      compare_sumo.problems(result(sumo=[run(arrived=9)]))[0])

    def test_ratios_are_of_the_same_round(self):
        facts = {"route_links": 100, "links": 4, "highest_use": 0.5, "mean_use": 0.25}
        result = compare_sumo.Result(compare_sumo.QUICK, facts, [run(simulation_s=1.0), run(simulation_s=2.0)], [],
                                     [run(simulation_s=10.0), run(simulation_s=60.0)])
        with contextlib.redirect_stdout(io.StringIO()) as text:
            compare_sumo.print_table(result, 2)
        self.assertIn("Ardey on one thread over SUMO: 20.0 (10.0-30.0)", text.getvalue())
        self.assertIn("| simulation, s | 1.50 (1.00-2.00) | 35.00 (10.00-60.00) |", text.getvalue())


class ProgramTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="ardey-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.has_sumo = bool(programs.sumo_version() and shutil.which("netconvert"))
        self.facts = make_grid.make(grid.City(6), grid.Demand(300, seed=5), self.folder, self.has_sumo, "04:00")

    def test_child_is_measured(self):
        here = b"x" * (150 << 20)
        program = "import time; print('one'); x = b'x' * (50 << 20); print('two', flush=True); time.sleep(0.2)"
        child = programs.run_child([sys.executable, "-c", program])
        self.assertLessEqual(child.time_of("one")[0], child.time_of("two")[0])
        self.assertLessEqual(child.time_of("two")[0], child.wall_s)
        self.assertGreater(child.peak_mb, 50)
        self.assertLess(child.peak_mb, len(here) / 2**20)  # the memory of this process is not counted
        with self.assertRaisesRegex(programs.RunFailed, "exit code 3"):
            programs.run_child([sys.executable, "-c", "raise SystemExit(3)"])

    def test_ardey_drives_every_trip(self):
        one, two = (programs.run_ardey(Path(ARDEY), self.folder, threads) for threads in (1, 2))
        self.assertEqual(one.arrived, 300)
        self.assertEqual(one.traversals, self.facts["route_links"])
        self.assertEqual((one.digest, one.forced), (two.digest, 0))
        free_s = self.facts["route_links"] / 300 * 200 / 13.9
        self.assertAlmostEqual(one.mean_travel_s, free_s, delta=0.02 * free_s)

    def test_sumo_drives_the_same(self):
        if not self.has_sumo:
            self.skipTest("SUMO is not installed")
        sumo = programs.run_sumo(self.folder, self.facts["route_links"], statistics=True)
        self.assertEqual((sumo.arrived, sumo.forced), (300, 0))
        free_s = self.facts["route_links"] / 300 * 200 / 13.9
        self.assertAlmostEqual(sumo.mean_travel_s, free_s, delta=0.02 * free_s)


if __name__ == "__main__":
    unittest.main()
