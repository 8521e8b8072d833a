# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python package that reads result files, on a small file with known numbers, and the pictures of it."""

from __future__ import annotations

import contextlib
import hashlib
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

import plot_day  # noqa: E402
from ardey_results import (  # noqa: E402
    ResultError,
    counter_comparison,
    counter_positions,
    departures,
    departures_by_hour,
    is_street,
    line_calls,
    line_loads,
    link_geometry,
    link_speeds,
    link_volumes,
    open_run,
    rail_lines,
)
from ardey_results.plot.modes import band_shares  # noqa: E402
from result_file import CLOCK, Column, write_table  # noqa: E402
from small_result import write_small_result  # noqa: E402


class SmallResult(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(tempfile.mkdtemp(prefix="ardey-results-"))
        cls.file = cls.folder / "small.h5"
        write_small_result(cls.file)
        cls.run_of_day = open_run(cls.file)

    @classmethod
    def tearDownClass(cls) -> None:
        shutil.rmtree(cls.folder)


class ReadingTest(SmallResult):
    def test_codes_and_ids_become_names(self) -> None:
        trips = self.run_of_day.trips
        self.assertEqual(trips["mode"].tolist(), ["car", "car", "walk", "car"])
        self.assertEqual(trips["outcome"].cat.codes.tolist(), [0, 0, 0, 1])
        self.assertEqual(self.run_of_day.road_links["to_node"].tolist(), ["N1", "N0", "N2", "N0"])
        self.assertEqual(self.run_of_day.trains["line"].tolist().count("RB53"), 6)
        self.assertEqual(trips["person"].tolist(), [0, 0, 1, 2])
        self.assertEqual(trips.index.name, "trip")

    def test_times_are_exact_to_the_millisecond(self) -> None:
        trips = self.run_of_day.trips
        self.assertEqual(trips["depart"].iloc[0], pd.Timestamp("2026-03-02 07:00:00.001"))
        self.assertEqual(trips["depart"].iloc[3], pd.Timestamp("2026-03-02 07:59:59.999"))
        self.assertEqual(trips["arrive"].isna().tolist(), [False, False, False, True])
        self.assertEqual(self.run_of_day.midnight, pd.Timestamp("2026-03-02"))
        self.assertAlmostEqual(self.run_of_day.hours(trips["depart"]).iloc[1], 16.5, places=12)

    def test_legs_give_waiting_times(self) -> None:
        rides = self.run_of_day.legs[self.run_of_day.legs["line"] == "RB53"]
        self.assertEqual((rides["board"] - rides["wait_from"]).median(), pd.Timedelta(minutes=3))
        self.assertEqual(rides["board_stop"].tolist(), ["r_edo"])

    def test_units_attributes_and_parameters_are_kept(self) -> None:
        run = self.run_of_day
        self.assertEqual(run.trips.attrs["units"]["distance"], "m")
        self.assertEqual(run.road_links.attrs["long_name"]["length"], "length of the test")
        self.assertEqual((run.attributes["title"], run.attributes["seed"]), ("a small day", 7))
        self.assertEqual((run.parameters["version"], run.parameters["demand.sample"]), ("0.1.0", 1.0))
        self.assertEqual(run.indicators.loc[0, ["name", "value", "unit"]].tolist(), ["persons", 3.0, "1"])

    def test_ids_out_of_range_are_missing(self) -> None:
        path = self.folder / "gap.h5"
        with h5py.File(path, "w") as file:
            write_table(file, "network/nodes", "node", {"name": ["N0", "N1"]})
            ids = Column(np.array([1, -1, 0, 9], np.int32), names_of="network/nodes")
            write_table(file, "ids", "row", {"node": ids})
        self.assertEqual(open_run(path).table("ids")["node"].cat.codes.tolist(), [1, -1, 0, -1])

    def test_table_without_rows(self) -> None:
        path = self.folder / "empty.h5"
        with h5py.File(path, "w") as file:
            write_table(file, "trips", "trip", {"mode": Column(np.array([], np.int8), flags=["walk", "car"]),
                                                "depart": Column(np.array([], float), CLOCK)})
        trips = open_run(path).trips
        self.assertEqual((len(trips), list(trips)), (0, ["mode", "depart"]))
        self.assertEqual(len(departures_by_hour(open_run(path))), 0)

    def test_refusals_say_what_is_missing(self) -> None:
        text = self.folder / "text.h5"
        text.write_text("not a result")
        for path, expected in ((self.folder / "none.h5", "no such file"), (text, "not a readable HDF5 file")):
            with self.assertRaisesRegex(ResultError, expected):
                open_run(path)
        with self.assertRaisesRegex(ResultError, "no group 'stops'; there are: counters, forced_moves, gridlocks, indicators, iterations, legs"):
            self.run_of_day.table("stops")

    def test_cube_has_named_columns(self) -> None:
        links = self.run_of_day.links
        self.assertEqual(dict(links.sizes), {"time": 2, "link": 4})
        self.assertEqual(links["name"].values.tolist(), ["A", "Ar", "B", "C"])
        self.assertEqual(links["flow"].attrs["units"], "h-1")
        self.assertEqual(links["time"].values[1], np.datetime64("2026-03-02T07:30"))


class TablesTest(SmallResult):
    def test_link_volumes(self) -> None:
        self.assertEqual(link_volumes(self.run_of_day).to_dict(), {"A": 800.0, "Ar": 0.0, "B": 100.0, "C": 4500.0})
        self.assertEqual(is_street(self.run_of_day).tolist(), [True, True, True, False])

    def test_a_last_interval_may_be_cut_short(self) -> None:
        path = self.folder / "short.h5"
        shutil.copy(self.file, path)
        with h5py.File(path, "r+") as file:
            file["links"].attrs["last_interval_s"] = 360.0
        self.assertEqual(link_volumes(open_run(path)).tolist(), [400.0, 0.0, 100.0, 4500.0])

    def test_link_speeds_are_harmonic_means(self) -> None:
        speeds = link_speeds(self.run_of_day, 7.0, 8.0)
        self.assertAlmostEqual(speeds.loc["A", "speed_mps"], 800.0 / (300.0 / 20.0 + 500.0 / 10.0), places=9)
        self.assertTrue(np.isnan(speeds.loc["Ar", "ratio"]))
        self.assertAlmostEqual(speeds.loc["B", "ratio"], 0.5, places=9)
        self.assertEqual(link_speeds(self.run_of_day, 7.5, 8.0)["vehicles"].tolist(), [500.0, 0.0, 0.0, 0.0])

    def test_link_geometry_with_and_without_shape(self) -> None:
        lines = link_geometry(self.run_of_day)
        self.assertEqual([len(line) for line in lines], [4, 4, 2, 2])
        np.testing.assert_allclose(lines[0][1], [7.47, 51.49], atol=1e-5)
        np.testing.assert_allclose(lines[1], lines[0][::-1])
        np.testing.assert_allclose(lines[2], [[7.50, 51.46], [7.56, 51.44]], atol=1e-5)

    def test_departures(self) -> None:
        by_hour = departures_by_hour(self.run_of_day)
        self.assertEqual((by_hour.index[0], by_hour.index[-1], len(by_hour)), (7.0, 16.0, 10))
        self.assertEqual(by_hour.loc[7.0].to_dict(), {"walk": 1, "car": 2})
        self.assertEqual(departures(self.run_of_day, 15).loc[7.75].to_dict(), {"walk": 0, "car": 1})

    def test_line_loads(self) -> None:
        loads = line_loads(self.run_of_day, "RB53")
        self.assertEqual(loads["aboard"].tolist(), [100, 150, 30, 30])
        self.assertEqual(loads["denied"].tolist(), [0, 4, 0, 0])
        self.assertEqual(loads["section"].tolist(), [0, 1, 0, 1])
        self.assertEqual(loads["seats"].tolist(), [120.0] * 4)
        self.assertEqual(loads["places"].tolist(), [220.0] * 4)
        self.assertEqual(loads.loc[1, ["from_stop", "to_stop"]].tolist(), ["Dortmund-Hörde", "Schwerte (Ruhr)"])
        self.assertEqual(loads.loc[3, "start"], pd.Timestamp("2026-03-02 07:50"))
        with self.assertRaisesRegex(ResultError, "no vehicle of line 'RB99'"):
            line_calls(self.run_of_day, "RB99")

    def test_rail_lines_leave_buses_out(self) -> None:
        lines = rail_lines(self.run_of_day)
        self.assertEqual({name: [chain.tolist() for chain in chains] for name, chains in lines.items()},
                         {"RB53": [[0, 1, 2], [2, 1, 0]]})

    def test_counter_comparison(self) -> None:
        table = counter_comparison(self.run_of_day)
        self.assertEqual(table["ratio"].tolist(), [1.0, 0.5])
        np.testing.assert_allclose(counter_positions(self.run_of_day), [[7.50, 51.46], [7.50, 51.46]], atol=1e-5)
        # GEH by hand: hourly 100 and 200, sqrt(2 * 100^2 / 300).
        self.assertAlmostEqual(table.loc[1, "geh"], 8.16496580927726, places=9)


    def test_shares_by_band(self) -> None:
        table = band_shares(self.run_of_day)
        self.assertEqual(table["mode"].tolist(), ["car", "pt"])
        self.assertEqual(table["band"].tolist(), [1000.0, 1000.0])
        self.assertEqual((table["simulated"] - table["observed"]).tolist(), [-1.0, 1.5])


class PicturesTest(SmallResult):
    NAMES = ["blocking_times.png", "counters.png", "departures.png", "iterations.png", "loads.png", "modes.png", "speeds.png",
             "train_graph.png", "volumes.png"]

    def draw(self, name: str) -> dict[str, str]:
        out = self.folder / name
        with contextlib.redirect_stdout(io.StringIO()) as said:
            self.assertEqual(plot_day.main([str(self.file), "--out", str(out)]), 0)
        self.assertEqual(len(said.getvalue().splitlines()), len(self.NAMES))
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}

    def test_all_pictures_are_drawn_and_equal_when_drawn_again(self) -> None:
        first = self.draw("first")
        self.assertEqual(sorted(first), self.NAMES)
        self.assertEqual(self.draw("second"), first)
        for name in self.NAMES:
            head = (self.folder / "first" / name).read_bytes()[:24]
            self.assertEqual(head[:8], b"\x89PNG\r\n\x1a\n")
            self.assertTrue(1000 <= int.from_bytes(head[16:20], "big") <= 1400, name)

    def test_exit_codes(self) -> None:
        with contextlib.redirect_stderr(io.StringIO()) as said:
            self.assertEqual(plot_day.main([str(self.folder / "none.h5"), "--out", str(self.folder)]), 3)
            with self.assertRaises(SystemExit) as usage:
                plot_day.main([])
        self.assertEqual(usage.exception.code, 2)
        self.assertIn("none.h5: no such file", said.getvalue())

    def change_tables(self, name: str, columns: dict[str, dict[str, Column]]) -> str:
        """What the script says of a copy of the small result in which tables have other columns."""
        path = self.folder / f"{name}.h5"
        shutil.copy(self.file, path)
        with h5py.File(path, "r+") as file:
            for group, others in columns.items():
                del file[group]
                write_table(file, group, group.split("/")[1][:-1], others)
        with contextlib.redirect_stderr(io.StringIO()) as said, contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(plot_day.main([str(path), "--out", str(self.folder / name)]), 0)
        return said.getvalue()

    def test_maps_of_runs_without_roads_or_zones(self) -> None:
        zones = {"name": [], "title": [], "lat": Column(np.array([], np.float32)), "lon": Column(np.array([], np.float32)),
                 "kind": Column(np.array([], np.int8), flags=["internal", "external"])}
        self.assertEqual(self.change_tables("roads_alone", {"network/zones": zones}), "")
        self.assertTrue((self.folder / "roads_alone" / "volumes.png").exists())
        said = self.change_tables("timetable_alone", {"network/zones": zones, "network/links": {"name": []}})
        self.assertIn("left out volumes.png: ", said)
        self.assertIn("'network/links' has no row", said)
        self.assertTrue((self.folder / "timetable_alone" / "departures.png").exists())

    def test_pictures_without_data_are_left_out(self) -> None:
        path, out = self.folder / "road.h5", self.folder / "road"
        shutil.copy(self.file, path)
        with h5py.File(path, "r+") as file:
            for group in ("trains", "trips", "counters", "targets", "iterations", "transit/lines/seats"):
                del file[group]
        with contextlib.redirect_stderr(io.StringIO()) as said, contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(plot_day.main([str(path), "--out", str(out)]), 0)
        self.assertEqual(sorted(file.name for file in out.iterdir()), ["speeds.png", "volumes.png"])
        self.assertEqual(len(said.getvalue().splitlines()), 7)
        self.assertIn("left out departures.png", said.getvalue())
        self.assertIn("people kept their first plans", said.getvalue())


if __name__ == "__main__":
    unittest.main()
