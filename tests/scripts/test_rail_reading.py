# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains on blocks and late trains in the Python package, on small files with known numbers, and the command that compares two
days."""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

import h5py
import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(Path(__file__).resolve().parent)]

import compare_delays  # noqa: E402
from ardey_results import (  # noqa: E402
    ResultError,
    delay_causes,
    line_sections,
    open_run,
    passenger_losses,
    section_occupations,
    single_track_hops,
    trip_delays,
)
from small_result import make_late, write_small_result  # noqa: E402


class TwoDays(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(tempfile.mkdtemp(prefix="ardey-delays-"))
        cls.base_file, cls.late_file = cls.folder / "base.h5", cls.folder / "late.h5"
        write_small_result(cls.base_file)
        shutil.copy(cls.base_file, cls.late_file)
        make_late(cls.late_file)
        cls.base, cls.late = open_run(cls.base_file), open_run(cls.late_file)

    @classmethod
    def tearDownClass(cls) -> None:
        shutil.rmtree(cls.folder)


class BlocksTest(TwoDays):
    def test_streams_become_tables(self) -> None:
        self.assertEqual(self.base.headways["least_headway"].tolist(), [540.0, 600.0])
        self.assertEqual(self.base.headways["section"].tolist(), ["Ost", "Ost_back"])
        self.assertEqual(self.base.sections["group"].isna().tolist(), [True, False, True, True, True, True])
        self.assertEqual(self.base.occupations["enter"].isna().sum(), 2)

    def test_sections_along_the_line(self) -> None:
        self.assertEqual(line_sections(self.base, "RB53"), ["Dortmund", "West", "Hoerde", "Ost", "Schwerte"])
        self.assertEqual(line_sections(self.base, "RB53", 1), ["Schwerte", "Ost_back", "Hoerde", "West", "Dortmund"])
        with self.assertRaisesRegex(ResultError, "no train of line '430', direction 0"):
            line_sections(self.base, "430")

    def test_section_occupations(self) -> None:
        table = section_occupations(self.base, "RB53")
        self.assertEqual(table["place"].tolist(), [0, 1, 2, 3, 4, 4, 2, 1, 0])
        self.assertEqual(table["direction"].tolist(), [0] * 5 + [1] * 4)
        self.assertEqual(table["tracks"].tolist(), [2, 1, 2, 1, 2, 2, 2, 1, 2])
        self.assertEqual(table.loc[3, "clear"] - table.loc[3, "set"], pd.Timedelta(minutes=9))

    def test_single_track(self) -> None:
        self.assertEqual(single_track_hops(self.base, "RB53").tolist(), [True, False])
        self.assertEqual(single_track_hops(self.base, "RB53", 1).tolist(), [False, True])
        path = self.folder / "no_blocks.h5"
        shutil.copy(self.base_file, path)
        with h5py.File(path, "r+") as file:
            del file["rail"]
        self.assertEqual(single_track_hops(open_run(path), "RB53").tolist(), [False, False])


class DelaysTest(TwoDays):
    def test_lateness_by_train_and_cause(self) -> None:
        causes = delay_causes(self.base, self.late)
        self.assertEqual(causes.index.tolist(), [0, 1])
        self.assertEqual(causes["group"].tolist(), ["late train", "train with knock-on"])
        self.assertEqual(causes["primary"].tolist(), [10.0, 0.0])
        self.assertEqual(causes["knock_on"].tolist(), [0.0, 1.0])
        self.assertEqual(causes["recovered"].tolist(), [0.5, 1.0])
        self.assertEqual(causes["at_end"].tolist(), [9.5, 0.0])
        self.assertEqual(causes["from_stop"].tolist(), ["Dortmund Hbf", "Schwerte (Ruhr)"])
        self.assertEqual(len(delay_causes(self.base, self.late, least_s=90.0)), 1)
        self.assertEqual(len(delay_causes(self.base, self.base)), 0)

    def test_trips_are_compared_by_person_and_number(self) -> None:
        trips = trip_delays(self.base, self.late).set_index(["person", "number"])
        np.testing.assert_allclose(trips["lost"], [0.0, -1.0, 10.0, np.nan])
        self.assertEqual(trips["group"].tolist(), ["others", "others", "late train", "others"])

    def test_minutes_of_passengers(self) -> None:
        losses = passenger_losses(self.base, self.late)
        self.assertEqual(losses.loc["late train"].tolist(), [1.0, 1.0, 0.0, 10.0, 0.0, 10.0, 0.0])
        self.assertEqual(losses.loc["train with knock-on"].tolist(), [0.0] * 7)
        self.assertEqual(losses.loc["others"].tolist(), [3.0, 0.0, 1.0, 0.0, 1.0, -1.0, 1.0])

    def test_a_sample_is_scaled_to_everybody(self) -> None:
        paths = [self.folder / name for name in ("base_half.h5", "late_half.h5")]
        for source, path in zip((self.base_file, self.late_file), paths):
            shutil.copy(source, path)
            with h5py.File(path, "r+") as file:
                file.attrs["sample"] = 0.5
        losses = passenger_losses(*map(open_run, paths))
        self.assertEqual(losses.loc["late train", ["trips", "lost"]].tolist(), [2.0, 20.0])


class CommandTest(TwoDays):
    def run_command(self, *arguments: object) -> tuple[int, str, str]:
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
            code = compare_delays.main([str(argument) for argument in arguments])
        return code, out.getvalue(), err.getvalue()

    def test_tables_and_picture(self) -> None:
        code, out, _ = self.run_command(self.base_file, self.late_file, "--out", self.folder / "out")
        self.assertEqual(code, 0)
        lines = out.splitlines()
        self.assertEqual(lines[2].split()[:8], ["RB53", "07:23", "from", "Dortmund", "Hbf", "late", "train", "10.0"])
        self.assertEqual(lines[4].split(), ["all", "10.0", "0.0", "0.0", "0.0", "1.0", "1.5"])
        self.assertIn(["late", "train", "1", "1", "0", "10", "0", "10", "0"], [line.split() for line in lines])
        head = (self.folder / "out" / "late_train.png").read_bytes()[:24]
        self.assertEqual(head[:8], b"\x89PNG\r\n\x1a\n")
        self.assertTrue(1000 <= int.from_bytes(head[16:20], "big") <= 1400)

    def test_without_out_nothing_is_drawn(self) -> None:
        code, out, _ = self.run_command(self.base_file, self.late_file)
        self.assertEqual((code, "late_train.png" in out), (0, False))

    def test_runs_that_do_not_compare(self) -> None:
        other = self.folder / "other_seed.h5"
        shutil.copy(self.late_file, other)
        with h5py.File(other, "r+") as file:
            file.attrs["seed"] = np.int64(8)
        code, _, err = self.run_command(self.base_file, other)
        self.assertEqual(code, 3)
        self.assertIn("seed is 8, but 7", err)
        code, _, err = self.run_command(self.base_file, self.base_file, "--out", self.folder)
        self.assertEqual(code, 3)
        self.assertIn("no train of line 'RB53' is later by a cause", err)


if __name__ == "__main__":
    unittest.main()
