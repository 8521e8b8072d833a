# SPDX-License-Identifier: GPL-3.0-or-later
"""Zone-to-zone matrices of a run in the OMX layout: trips are all there, means and skims are what they say."""
import os
import shutil
import sys
import tempfile
import unittest

import h5py
import numpy as np

from ardey_results import open_run
from ardey_results.omx import write_omx

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


if __name__ == "__main__":
    unittest.main()
