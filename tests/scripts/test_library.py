# SPDX-License-Identifier: GPL-3.0-or-later
"""The library of scenarios is whole, and its script measures and judges right, on a small result with known numbers."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import h5py

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(Path(__file__).resolve().parent)]

import library  # noqa: E402
from ardey_results import ResultError, open_run, plot, section_loads  # noqa: E402
from small_result import make_variant, write_small_result  # noqa: E402

NAMES = sorted(path.parent.name for path in library.LIBRARY.glob("*/scenario.lua"))
SCREEN_LINES = 40


class FoldersTest(unittest.TestCase):
    def test_each_is_whole_and_listed(self) -> None:
        self.assertGreaterEqual(len(NAMES), 13)
        listed = (library.LIBRARY / "README.md").read_text(encoding="utf-8")
        for name in NAMES:
            text = (library.LIBRARY / name / "README.md").read_text(encoding="utf-8")
            self.assertIn(f"({name})", listed)
            for part in ("?\n", "**What changes.**", f"scenarios/library/{name} ", f"library.py run {name}`", library.BEGIN, library.END):
                self.assertIn(part, text, name)
            self.assertLess(text.count("\n"), SCREEN_LINES, name)
            self.assertTrue(library.expectations(name), name)
            for row in library.expectations(name):
                self.assertIn(row["change"], ("higher", "lower"), name)
                self.assertGreater(len(row["why"]), 10, name)
        self.assertLessEqual(set(library.PICTURES), set(NAMES))

    @unittest.skipIf(os.environ.get("ARDEY_SANITIZE"), "the program would need a minute under a sanitizer")
    def test_the_program_accepts_each(self) -> None:
        def check(name: str) -> subprocess.CompletedProcess:
            return subprocess.run([os.environ["ARDEY"], "check", str(library.LIBRARY / name)], cwd=ROOT, check=False,
                                  capture_output=True, text=True)

        with ThreadPoolExecutor(2) as pool:
            all_done = dict(zip(NAMES, pool.map(check, NAMES)))
        for name, done in all_done.items():
            self.assertEqual((done.returncode, done.stderr), (0, ""), name)
            self.assertIsNotNone(re.search(r"^measures: \d", done.stdout, re.MULTILINE), name)


class LibraryTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ardey-library-"))
        self.addCleanup(shutil.rmtree, self.folder)
        for name, scenario, seed, minutes in (("weekday", "weekday", 1, 13.0), ("weekday_other_seed", "weekday", 2, 13.5),
                                              ("tempo30", "tempo30", 1, 15.0)):
            path = self.folder / f"{name}.h5"
            write_small_result(path)
            make_variant(path, scenario, seed, minutes)
        self.options = argparse.Namespace(runs=self.folder, sample=1.0)
        self.day = open_run(self.folder / "weekday.h5")

    def expect(self, rows: str) -> None:
        """The library is a folder with tempo30 alone, and these rows as its outcome."""
        self.addCleanup(setattr, library, "LIBRARY", library.LIBRARY)
        library.LIBRARY = self.folder / "library"
        (library.LIBRARY / "tempo30").mkdir(parents=True)
        (library.LIBRARY / "tempo30" / "outcome.csv").write_text("what,change,why\n" + rows, encoding="utf-8")

    def test_figures_by_name(self) -> None:
        for what, figure in (("boardings of RB53", 195), ("runs of RB53", 2), ("vehicles on A", 800), ("mean_travel_time", 13),
                             ("boardings of S1", None), ("vehicles on Z", None), ("no_such_thing", None),
                             ("trips by car between Dortmund and Schwerte", 0)):
            self.assertEqual(library.measure(self.day, what), figure, what)
        with self.assertRaisesRegex(ResultError, "must be two of Dortmund, Schwerte"):
            library.measure(self.day, "trips by car between Dortmund and Unna")

    def test_trips_between_cities(self) -> None:
        with h5py.File(self.day.path, "r+") as file:
            file["trips/from_place"][:] = [0, 1, 0, 2]
            file["trips/to_place"][:] = [1, 0, 1, 0]
        again = open_run(self.day.path)
        self.assertEqual(library.measure(again, "trips by car between Schwerte and Dortmund"), 2)
        self.assertEqual(library.measure(again, "trips by walk between Dortmund and Schwerte"), 1)

    def test_outcome_and_table(self) -> None:
        self.expect("mean_travel_time,higher,slower streets\nvehicles on A,lower,others drive elsewhere\n")
        table = library.outcome("tempo30", self.options)
        self.assertEqual(table["is_met"].tolist(), [True, False])
        text = library.figures("tempo30", "A map", self.options)
        self.assertIn("| **mean_travel_time** (higher: slower streets) | 13 | 13.5 | 15 |\n", text)
        self.assertIn("| 800 | 800 | (800) |\n", text)
        self.assertIn("the same seed 1. The weekday once more with seed 2", text)

    def test_a_misspelt_figure_is_no_zero(self) -> None:
        self.expect("mean_travel_tim,higher,slower streets\n")
        with self.assertRaisesRegex(ResultError, "no run has 'mean_travel_tim'"):
            library.outcome("tempo30", self.options)

    def test_passengers_by_section(self) -> None:
        self.assertEqual(section_loads(self.day, "RB53")["aboard"].tolist(), [130, 180])
        figure = plot.load_changes(self.day, self.day, ["RB53", "430", "X9"])
        grey, blue, bus = (list(patch.get_data().values) for patch in figure.axes[0].patches)
        self.assertEqual((grey, blue, bus), ([130, 180], [130, 180], [0, 9]))


if __name__ == "__main__":
    unittest.main()
