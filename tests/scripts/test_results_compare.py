# SPDX-License-Identifier: GPL-3.0-or-later
"""Several runs together: loading, comparing with intervals by hand and by the program, and the page with pictures."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import h5py
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(Path(__file__).resolve().parent)]

from ardey_results import ResultError, Run, Runs, compare, indicator_means, load, load_runs, report  # noqa: E402
from small_result import make_variant, write_small_result  # noqa: E402

# Differences of 1, 3 and 2 min: 2 +- 4.302653 / sqrt(3) at 95 % (Student's t with 2 degrees of freedom).
MINUTES = {("day", 1): 10.0, ("day", 2): 30.0, ("day", 3): 20.0, ("late", 1): 11.0, ("late", 2): 33.0, ("late", 3): 22.0}
HALF_WIDTH = 4.302652729911275 / np.sqrt(3)


class SeveralRuns(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(tempfile.mkdtemp(prefix="ardey-compare-"))
        cls.small = cls.folder / "small.h5"
        write_small_result(cls.small)
        cls.files = []
        for (scenario, seed), minutes in MINUTES.items():
            path = cls.folder / f"{scenario}_{seed}.h5"
            shutil.copy(cls.small, path)
            make_variant(path, scenario, seed, minutes)
            cls.files.append(path)

    @classmethod
    def tearDownClass(cls) -> None:
        shutil.rmtree(cls.folder)

    def altered(self, name: str, change) -> Path:
        path = self.folder / f"{name}.h5"
        shutil.copy(self.files[3], path)
        with h5py.File(path, "r+") as file:
            change(file)
        return path


class LoadTest(SeveralRuns):
    def test_one_run_or_several(self) -> None:
        one = load(self.files[0])
        self.assertIsInstance(one, Run)
        runs = load(self.folder / "day_*.h5")
        self.assertIsInstance(runs, Runs)
        self.assertEqual((len(runs), runs[1].path.name), (3, "day_2.h5"))
        self.assertEqual(runs.members["seed"].tolist(), [1, 2, 3])
        self.assertEqual(runs.members["variant"].tolist(), ["day"] * 3)
        with self.assertRaisesRegex(ResultError, "nothing_.*: no such file"):
            load(self.folder / "nothing_*.h5")

    def test_a_run_that_goes_on(self) -> None:
        live = self.altered("going.h5.live", lambda file: file.attrs.create("complete", 0))
        live = live.rename(self.folder / "going.h5.live")
        for path in (live, self.folder / "going.h5"): # the name of the result finds what is finished so far
            run = load(path)
            self.assertEqual((run.is_complete, len(run.trips)), (False, 4))

    def test_the_axis_member(self) -> None:
        runs = load(*self.files)
        self.assertEqual(runs.indicators.loc["mean_travel_time"].tolist(), list(MINUTES.values()))
        trips = runs.table("trips")
        self.assertEqual((len(trips), trips.index.names), (24, ["member", "trip"]))
        self.assertEqual(trips.loc[5, "mode"].tolist(), ["car", "car", "walk", "car"])
        flow = runs.cube("links", "flow")
        self.assertEqual((flow.dims, flow.shape), (("member", "time", "link"), (6, 2, 4)))
        self.assertEqual(float(flow.sel(member=4).isel(time=1, link=0)), 1000.0)
        self.assertEqual(flow["name"].values.tolist(), ["A", "Ar", "B", "C"])

    def test_a_dataset_is_read_when_it_is_used(self) -> None:
        with load(self.files[0]).dataset("links") as links:
            self.assertFalse(links["flow"].variable._in_memory)
            self.assertEqual(float(links["flow"].sel(time="2026-03-02T07:30").sum()), 1000.0)
            self.assertEqual(links["name"].values.tolist(), ["A", "Ar", "B", "C"])


class CompareTest(SeveralRuns):
    def test_pairs_by_seed(self) -> None:
        table = compare([self.files[k] for k in (1, 5, 0, 3, 2, 4)])
        self.assertEqual(table["indicator"].tolist(), ["persons", "mean_travel_time"])
        row = table.iloc[1]
        self.assertEqual(row[["base", "variant", "unit", "better", "verdict"]].tolist(), ["day", "late", "min", "lower", ""])
        self.assertEqual(row[["pairs", "base_mean", "variant_mean", "difference"]].tolist(), [3, 20.0, 22.0, 2.0])
        self.assertAlmostEqual(row["half_width"], HALF_WIDTH, places=12)
        self.assertEqual(compare(self.files, confidence=0.8).iloc[1]["verdict"], "worse")
        self.assertEqual(compare(self.files[3:] + self.files[:3], confidence=0.8).iloc[1]["verdict"], "better")

    def test_one_pair_has_no_interval(self) -> None:
        row = compare([self.files[0], self.files[3]]).iloc[1]
        self.assertEqual((row["pairs"], row["difference"], row["verdict"]), (1, 1.0, ""))
        self.assertTrue(np.isnan(row["half_width"]))

    def test_means_of_one_variant(self) -> None:
        table = indicator_means(self.files[:3])
        self.assertAlmostEqual(table.loc["mean_travel_time", "half_width"], 10 * HALF_WIDTH, places=10)
        with self.assertRaisesRegex(ResultError, "day, late; use `compare`"):
            indicator_means(self.files)

    def test_refusals_tell_why(self) -> None:
        def another_day(file: h5py.File) -> None:
            file["provenance"].attrs["date"] = "2026-03-03"

        def a_sample(file: h5py.File) -> None:
            file.attrs["sample"] = 0.5

        def another_place(file: h5py.File) -> None:
            file["network/zones/name"][0] = "Z9"

        def another_layout(file: h5py.File) -> None:
            file.attrs["schema_version"] = 9

        def unfinished(file: h5py.File) -> None:
            file.attrs["complete"] = 0

        for change, reason in ((another_layout, "its layout is version 9, not 0"), (unfinished, "still going on"), (another_day, "its day is '2026-03-03', not '2026-03-02'"),
                               (a_sample, "its sample is 0.5 of the people, not 1"), (another_place, "another place")):
            path = self.altered(change.__name__, change)
            with self.assertRaisesRegex(ResultError, re.escape(reason)):
                compare([self.files[0], path])
            done = subprocess.run([os.environ["ARDEY"], "compare", str(self.files[0]), str(path)], capture_output=True,
                                  text=True, check=False)
            self.assertEqual((done.returncode, done.stdout), (3, ""))
            self.assertIn(reason, done.stderr)
        with self.assertRaisesRegex(ResultError, "the same run twice, scenario day, seed 1"):
            compare([self.files[0], self.files[0], self.files[3]])
        with self.assertRaisesRegex(ResultError, "no seed in common"):
            compare([self.files[0], self.files[4]])
        with self.assertRaisesRegex(ResultError, "all runs are of one variant, day"):
            compare(self.files[:2])

    def test_the_program_finds_the_same(self) -> None:
        words = [os.environ["ARDEY"], "compare", "--json", "--confidence", "0.9", *map(str, self.files)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        table = compare(self.files, confidence=0.9)
        rows = json.loads(done.stdout)
        self.assertEqual(len(rows), len(table))
        for found, (_, expected) in zip(rows, table.iterrows()):
            for name in ("base", "variant", "indicator", "unit", "better", "pairs", "verdict"):
                self.assertEqual(found[name], expected[name])
            for name in ("base_mean", "variant_mean", "difference", "half_width"):
                self.assertAlmostEqual(found[name], expected[name], places=9)


class ReportTest(SeveralRuns):
    def test_the_page_stands_alone(self) -> None:
        page = self.folder / "report.html"
        with contextlib.redirect_stderr(io.StringIO()) as said:
            pictures = report.write_report(load_runs(self.files), page)
        text = page.read_text(encoding="utf-8")
        self.assertEqual(pictures[0], "Indicators that differ")
        self.assertIn("Modes by length of the trip: late", pictures)
        self.assertIn("left out 'Road traffic that differs'", said.getvalue())
        self.assertIn("<td>mean_travel_time</td><td class='number'>20.00</td><td class='number'>22.00</td>"
                      "<td class='number'>+2.0000</td><td class='number'>+10.00</td><td class='number'>2.4841</td>", text)
        self.assertIn("1 indicators do not differ", text)
        images = re.findall("src='data:image/png;base64,([^']*)'", text)
        self.assertEqual(len(images), len(pictures))
        for image in images:
            self.assertEqual(base64.b64decode(image)[:8], b"\x89PNG\r\n\x1a\n")
        self.assertNotIn("http", re.sub("base64,[^']*", "", text))

    def test_by_the_command(self) -> None:
        page = self.folder / "command.html"
        words = [os.environ["ARDEY"], "compare", str(self.files[0]), str(self.files[3]), "--html", str(page)]
        done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("late against day (the base, because the first file is of it): one pair of runs", done.stdout)
        self.assertIn("command.html: ", done.stdout)
        self.assertIn("<h1>late against day</h1>", page.read_text(encoding="utf-8"))

    def test_exit_codes(self) -> None:
        with contextlib.redirect_stderr(io.StringIO()) as said:
            self.assertEqual(report.main([str(self.files[0]), "--out", str(self.folder / "none.html")]), 3)
            with self.assertRaises(SystemExit) as usage:
                report.main([])
        self.assertEqual(usage.exception.code, 2)
        self.assertIn("one variant", said.getvalue())
        self.assertFalse((self.folder / "none.html").exists())


if __name__ == "__main__":
    unittest.main()
