# SPDX-License-Identifier: GPL-3.0-or-later
"""Zone-to-zone matrices of a run in the OMX layout: trips are all there, means and skims are what they say."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np

from ardey_results import ResultError, open_run
from ardey_results.omx import write_omx
from ardey_results.transit_skims import transit_skims

sys.path.insert(0, "tests/cli")
from command_support import SMALL, ardey, meanings  # noqa: E402  pylint: disable=wrong-import-position


class Omx(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="ardey-omx-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.path, cls.omx = (os.path.join(cls.folder, name) for name in ("out.h5", "out.omx"))
        shutil.copytree(SMALL, os.path.join(cls.folder, "town"))
        os.rename(os.path.join(cls.folder, "town", "small.lua"), os.path.join(cls.folder, "town", "init.lua"))
        scenario = os.path.join(cls.folder, "morning.lua")
        with open(scenario, "w", encoding="utf-8") as file:
            file.write('local s = require "town"\ns.start = "06:00" s.stop = "09:00" s.demand.sample = 0.5\nreturn s\n')
        code, _, err = ardey("run", scenario, "-q", "-o", cls.path)
        assert code == 0, err
        write_omx(open_run(cls.path), cls.omx, 7, 8.5)

    def setUp(self):
        self.file = h5py.File(self.path)
        self.matrices = h5py.File(self.omx)
        self.addCleanup(self.file.close)
        self.addCleanup(self.matrices.close)

    def test_layout(self):
        zones = len(self.file["network/zones/name"])
        self.assertEqual(self.matrices.attrs["OMX_VERSION"], b"0.2")
        self.assertEqual(list(self.matrices.attrs["SHAPE"]), [zones, zones])
        for name, matrix in self.matrices["data"].items():
            self.assertEqual(matrix.shape, (zones, zones), name)
        self.assertEqual(list(self.matrices["lookup/zone"]), list(range(1, zones + 1)))
        self.assertEqual(list(self.matrices["lookup/zone_name"]), list(self.file["network/zones/name"]))

    def test_pytables_opens_it(self):
        try:
            import tables  # pylint: disable=import-outside-toplevel
        except ImportError:
            self.skipTest("python3-tables is not installed")
        with tables.open_file(self.omx) as file:
            np.testing.assert_array_equal(file.root.data.trips_car[:], self.matrices["data/trips_car"][:])

    def test_trips_and_means(self):
        trips = {name: self.file["trips"][name][:] for name in ("from_place", "to_place", "mode", "depart", "arrive")}
        zone = self.file["network/places/zone"][:]
        sums = {}
        for start, end, mode, depart, arrive in zip(*trips.values()):
            if 7 * 3600 <= depart < 8.5 * 3600:
                key = (meanings(self.file["trips/mode"])[mode], zone[start], zone[end])
                number, arrived, seconds = sums.get(key, (0, 0, 0.0))
                has_arrived = not np.isnan(arrive)
                sums[key] = (number + 1, arrived + has_arrived, seconds + (arrive - depart if has_arrived else 0))
        self.assertGreater(len(sums), 5)
        for (mode, start, end), (number, arrived, seconds) in sums.items():
            self.assertEqual(self.matrices[f"data/trips_{mode}"][start, end], 2 * number)  # a sample of one half
            if arrived:
                self.assertAlmostEqual(self.matrices[f"data/time_{mode}"][start, end], seconds / arrived / 60, places=6)
        total = sum(matrix[:].sum() for name, matrix in self.matrices["data"].items() if name.startswith("trips_"))
        self.assertEqual(total, 2 * sum(number for number, _, _ in sums.values()))

    def test_skims_of_empty_roads(self):
        links = self.file["network/links"]
        count = len(self.file["network/nodes/name"])
        least = np.full((count, count), np.inf)
        np.fill_diagonal(least, 0)
        for start, end, length, speed in zip(links["from_node"], links["to_node"], links["length"], links["speed"]):
            least[start, end] = min(least[start, end], length / speed)
        for middle in range(count):
            least = np.minimum(least, least[:, [middle]] + least[[middle], :])
        node, zone = self.file["network/places/node"][:], self.file["network/places/zone"][:]
        free, loaded = self.matrices["data/skim_free_time_car"][:], self.matrices["data/skim_time_car"][:]
        for start in range(len(free)):
            for end in range(len(free)):
                pairs = least[np.ix_(node[zone == start], node[zone == end])]
                self.assertAlmostEqual(free[start, end], pairs[np.isfinite(pairs)].mean() / 60, places=4)
        self.assertTrue((loaded >= free - 1e-4).all())
        # At 100 km/h at most, and not slower than on foot.
        km = self.matrices["data/skim_distance_car"][:]
        self.assertTrue((km <= loaded / 60 * 101).all() and (km >= loaded / 60 * 4).all())

    def earliest(self, run, place, wish):
        """Earliest arrival at every place (s), by searching on until nothing gets earlier: another way than the scan's."""
        places, stops, calls = run.table("network/places"), run.stops, run.trains
        pace = float(run.parameters["people.detour_factor"]) / float(run.parameters["people.walk_speed"])
        radius = float(run.parameters["people.access_radius"])

        def walks(a, b, limit):
            metres = 111_320.0 * np.hypot(np.subtract.outer(a["lat"].to_numpy(), b["lat"].to_numpy()),
                                          np.subtract.outer(a["lon"].to_numpy(), b["lon"].to_numpy())
                                          * np.cos(np.radians(a["lat"].mean())))
            return np.where(metres <= limit, np.maximum(metres * pace, 30), np.inf)

        access, foot = walks(places, stops, radius), walks(stops, stops, radius / 3)
        reach, ride = wish + access[place], np.full(len(stops), np.inf)
        trips = [(rows["stop"].cat.codes.to_numpy(), run.hours(rows["depart"]).to_numpy() * 3600, run.hours(rows["arrive"]).to_numpy() * 3600)
                 for _, rows in calls[~calls["depart"].isna()].sort_values("call_seq").groupby("run")]
        change = float(run.parameters["transit.change"])
        for _ in range(4):
            for stop, depart, arrive in trips:
                first = [i for i in range(len(stop)) if min(reach[stop[i]], ride[stop[i]] + change) <= depart[i] + 1e-6]
                for i in range(first[0] + 1, len(stop)) if first else ():
                    ride[stop[i]] = min(ride[stop[i]], arrive[i])
                    other = np.flatnonzero(np.isfinite(foot[stop[i]]))
                    other = other[other != stop[i]]
                    ride[other] = np.minimum(ride[other], arrive[i] + foot[stop[i], other])
        # Whoever is faster at a stop on foot does not come to it by a ride.
        return (np.where(ride < reach, ride, np.inf) + access).min(axis=1)

    def test_skims_of_public_transport(self):
        run = open_run(self.path)
        skims = transit_skims(run, 7, 7.25)
        known = np.isfinite(skims["time"])
        self.assertGreater(known.mean(), 0.3)
        np.testing.assert_allclose(skims["time"][known], (skims["walk"] + skims["wait"] + skims["ride"])[known], atol=1e-9)
        self.assertGreater(np.nanmax(skims["changes"]), 0)
        self.assertTrue((skims["ride"][known] > 0).all() and (skims["wait"][known] >= 0).all())
        for place in range(0, len(known), 2):
            earliest = self.earliest(run, place, 7 * 3600)
            np.testing.assert_array_equal(known[place], earliest <= 10 * 3600)
            # From the door to the door is at most from the wish to the door.
            self.assertTrue((skims["time"][place][known[place]] * 60 <= earliest[known[place]] - 7 * 3600 + 1e-6).all())
        zone = run.table("network/places")["zone"].cat.codes.to_numpy()
        rides = transit_skims(run, 7, 8.5)["ride"]
        written = self.matrices["data/skim_ride_pt"][:]
        for start in range(len(written)):
            for end in range(len(written)):
                pairs = rides[np.ix_(zone == start, zone == end)]
                expected = pairs[np.isfinite(pairs)].mean() if np.isfinite(pairs).any() else np.nan
                np.testing.assert_allclose(written[start, end], expected, rtol=1e-12)

    def test_the_result_is_not_overwritten(self):
        with self.assertRaisesRegex(ResultError, "the output is the result file itself"):
            write_omx(open_run(self.path), self.path)
        with self.assertRaisesRegex(ResultError, "there is no time in between"):
            write_omx(open_run(self.path), self.omx + "2", 9, 7)
        self.assertFalse(os.path.exists(self.omx + "2"))

    def test_no_pictures_are_needed(self):
        code = ("import sys; sys.modules['matplotlib'] = None; sys.argv[0] = 'x'\n"
                f"from ardey_results.omx import write_omx; from ardey_results import open_run\n"
                f"print(len(write_omx(open_run({self.path!r}), {self.omx + '3'!r}, 7, 7.5)))")
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertGreater(int(done.stdout), 10)


if __name__ == "__main__":
    unittest.main()
