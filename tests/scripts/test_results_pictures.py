# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pictures show, on a small result with known numbers; and whether everybody can tell their colours apart."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

import h5py
import matplotlib
import numpy as np
from matplotlib.collections import LineCollection, QuadMesh
from matplotlib.colors import to_rgb

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(Path(__file__).resolve().parent)]

import ardey_results as results  # noqa: E402
from ardey_results import ResultError, open_run, plot, style  # noqa: E402
from small_result import make_late, make_variant, write_small_result  # noqa: E402


@unittest.skipIf(os.environ.get("ARDEY_SANITIZE"), "tests no code of the program")
class Pictures(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(tempfile.mkdtemp(prefix="ardey-pictures-"))
        cls.file, cls.late_file = cls.folder / "small.h5", cls.folder / "late.h5"
        write_small_result(cls.file)
        shutil.copy(cls.file, cls.late_file)
        make_late(cls.late_file)
        cls.day, cls.late = open_run(cls.file), open_run(cls.late_file)

    @classmethod
    def tearDownClass(cls) -> None:
        shutil.rmtree(cls.folder)

    def titled(self, figure):
        """The figure, which must have a title, a line below it that says something in numbers, and a labelled axis unless it is
        a map (axes without ticks)."""
        title, below = (text.get_text() for text in figure.texts[-2:])
        self.assertGreater(len(title), 5)
        self.assertRegex(below, "[0-9]|one pair|dot")
        labels = [label for axes in figure.axes for label in (axes.get_xlabel(), axes.get_ylabel()) if label]
        self.assertTrue(labels or len(figure.axes[0].get_xticks()) == 0)
        return figure

    def test_fundamental_diagrams(self) -> None:
        states = results.link_states(self.day, "A")
        self.assertEqual(states["flow"].tolist(), [600.0, 1000.0])
        figure = self.titled(plot.fundamental_diagrams(self.day, ["A"]))
        dots = figure.axes[0].collections[0].get_offsets()
        np.testing.assert_allclose(dots, [[8.3, 600.0], [27.8, 1000.0]], rtol=1e-6)
        self.assertEqual(figure.axes[0].get_xlabel(), "density (vehicles per km)")
        self.assertEqual(len(plot.fundamental_diagrams(self.day).axes), 3)  # A and B were used, and the colours
        with self.assertRaisesRegex(ResultError, "no link 'Z9'; there are A, C and 2 between"):
            plot.fundamental_diagrams(self.day, ["Z9"])

    def test_flow_matrix(self) -> None:
        flows = results.zone_flows(self.day)
        self.assertEqual(flows.loc["City"].to_dict(), {"City": 1.0, "Unna": 1.0})
        self.assertEqual(results.zone_flows(self.day, ["walk"]).to_numpy().sum(), 1.0)
        figure = self.titled(plot.flow_matrix(self.day, most=2))
        mesh = next(c for c in figure.axes[0].collections if isinstance(c, QuadMesh))
        # City, Unna, all others (Mitte): 4 trips, none where the matrix is empty.
        self.assertEqual(np.ma.filled(mesh.get_array(), 0).reshape(3, 3).tolist(), [[1, 1, 0], [1, 0, 0], [0, 1, 0]])
        with self.assertRaisesRegex(ResultError, "no trip by pt"):
            plot.flow_matrix(self.day, ["pt"])

    def test_departures_and_arrivals(self) -> None:
        table = results.departures_arrivals(self.day, 30)
        self.assertEqual(table.loc[7.0].tolist(), [2.0, 1.0, 1.0])
        self.assertEqual(table["under_way"].iloc[-1], 1.0)
        figure = self.titled(plot.departures_arrivals(self.day, 30))
        stairs = figure.axes[0].patches
        self.assertEqual([patch.get_data().values.sum() for patch in stairs], [4.0, 3.0])
        self.assertEqual(figure.axes[1].get_ylabel(), "under way (trips)")

    def test_modes_by_distance(self) -> None:
        shares = results.mode_shares(self.day)
        self.assertEqual(shares.loc["0.5 to 1", ["walk", "car", "trips"]].tolist(), [1.0, 0.0, 1.0])
        self.assertEqual(shares.loc["5 to 10", ["walk", "car", "trips"]].tolist(), [0.0, 1.0, 2.0])
        figure = self.titled(plot.modes_by_distance(self.day))
        self.assertEqual(sum(bar.get_height() for bar in figure.axes[0].patches), 200.0)
        self.assertEqual(figure.axes[0].get_xlabel(), "length of the trip (km)")

    def test_load_profile(self) -> None:
        table = results.load_profile(self.day, "RB53")
        self.assertEqual(table["aboard"].tolist(), [100, 150, 0])
        self.assertEqual(table["alighted"].tolist(), [0, 10, 150])
        self.assertEqual(table["seats"].tolist(), [120.0] * 3)
        figure = self.titled(plot.load_profile(self.day, "RB53"))
        self.assertEqual([bar.get_height() for bar in figure.axes[0].containers[0]], [100, 60, 0])
        with self.assertRaisesRegex(ResultError, "no vehicle of line 'RB53', direction 0, starts then"):
            plot.load_profile(self.day, "RB53", from_h=12)

    def test_train_delays(self) -> None:
        figure = self.titled(plot.train_delays(self.late, "RB53", 7, 9))
        drawn = [c for c in figure.axes[0].collections if isinstance(c, LineCollection) and c.get_array() is not None]
        minutes = drawn[0].get_array()
        # Run 0 reaches Hörde 1 min late, leaves it 11 min late and ends 2 + 9.5 min late.
        self.assertAlmostEqual(float(minutes.max()), 11.5, places=6)
        self.assertIn(11.0, np.round(minutes, 6))
        self.assertEqual(figure.axes[0].get_xlabel(), "time of day")
        with self.assertRaisesRegex(ResultError, "no train of line 'S1' ran; there are: RB53"):
            plot.train_delays(self.day, "S1")

    def test_person_day(self) -> None:
        trips = results.person_trips(self.day, 0)
        self.assertEqual(trips["to_zone"].tolist(), ["Unna", "City"])
        self.assertAlmostEqual(trips["to_km"].iloc[0], 0.12 * 111.32 * np.cos(np.radians(51.51)), places=2)
        figure = self.titled(plot.person_day(self.day, 0))
        ends = [line.get_ydata()[-1] for line in figure.axes[0].lines]
        self.assertAlmostEqual(max(ends), trips["to_km"].iloc[0], places=6)
        self.assertIn("work: Unna", [text.get_text() for text in figure.axes[0].texts])
        with self.assertRaisesRegex(ResultError, "person 99 makes no trip"):
            plot.person_day(self.day, 99)

    def test_gridlocks(self) -> None:
        self.assertEqual(results.gridlock_counts(self.day).tolist(), [2.0, 1.0, 1.0, 0.0])
        figure = self.titled(plot.gridlocks(self.day))
        values = next(c.get_array() for c in figure.axes[0].collections if isinstance(c, LineCollection))
        self.assertEqual(sorted(np.ma.compressed(values).tolist()), [1.0, 1.0, 2.0])
        shutil.copy(self.file, self.folder / "free.h5")
        with h5py.File(self.folder / "free.h5", "r+") as file:
            del file["gridlocks"]
        with self.assertRaisesRegex(ResultError, "there was no gridlock"):
            plot.gridlocks(open_run(self.folder / "free.h5"))

    def test_changes(self) -> None:
        paths = [self.folder / "base.h5", self.folder / "more.h5"]
        for path, scenario, minutes in zip(paths, ("base", "more"), (20.0, 22.0)):
            shutil.copy(self.file, path)
            make_variant(path, scenario, 1, minutes)
        with h5py.File(paths[1], "r+") as file:
            file["links/flow"][0, 0] += 500.0
        base, more = map(open_run, paths)
        figure = self.titled(plot.volume_changes(base, more))
        values = next(c.get_array() for c in figure.axes[0].collections if isinstance(c, LineCollection))
        self.assertEqual(sorted(values.tolist()), [0.0, 0.0, 250.0])  # half an hour of it
        figure = self.titled(plot.indicator_changes(results.compare([base, more])))
        np.testing.assert_allclose(figure.axes[0].collections[-1].get_offsets(), [[10.0, 0.0]])
        with self.assertRaisesRegex(ResultError, "as many vehicles use each road"):
            plot.volume_changes(base, base)

    def test_geopandas_tables(self) -> None:
        try:
            import geopandas  # noqa: F401
        except ImportError:
            with self.assertRaisesRegex(ResultError, "python3-geopandas"):
                results.geo_links(self.day)
            return
        links = results.geo_links(self.day)
        self.assertEqual(links["vehicles"].tolist(), [800.0, 0.0, 100.0, 4500.0])
        self.assertEqual((links.crs.to_epsg(), len(links.geometry[0].coords)), (4326, 4))
        self.assertAlmostEqual(results.geo_points(self.day).geometry[2].x, 7.69, places=5)

    def test_the_callers_look_stays(self) -> None:
        matplotlib.rcParams["font.size"] = 7.0
        figure = self.titled(plot.modes_by_distance(self.day))
        self.assertEqual(matplotlib.rcParams["font.size"], 7.0)
        self.assertEqual(figure._repr_png_()[:8], b"\x89PNG\r\n\x1a\n")
        matplotlib.rcParams["font.size"] = matplotlib.rcParamsDefault["font.size"]


# Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision Deficiency", table 1,
# severity 1.0; in linear RGB.
VISIONS = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (D65) of linear RGB."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(rgb, 0, 1)
    t = xyz / [0.9505, 1.0, 1.089]
    f = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


class PaletteTest(unittest.TestCase):
    def least_distance(self, colours, vision: str) -> float:
        def linear(colour: str) -> np.ndarray:
            c = np.array(to_rgb(colour))
            return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)

        seen = [lab(np.array(VISIONS[vision]) @ linear(colour)) for colour in colours]
        return min(float(np.linalg.norm(a - b)) for i, a in enumerate(seen) for b in seen[:i])

    def test_modes_can_be_told_apart(self) -> None:
        """A difference (CIE 1976) of 2.3 is just noticeable; four times that is asked for, in every kind of vision."""
        for vision in VISIONS:
            self.assertGreater(self.least_distance(style.MODE_COLOURS.values(), vision), 9.2, vision)


if __name__ == "__main__":
    unittest.main()
