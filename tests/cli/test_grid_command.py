# SPDX-License-Identifier: GPL-3.0-or-later
"""Grid cities of tests/bench under heavy traffic: result files do not depend on threads and partitions by a single bit."""
import filecmp
import subprocess
import sys
import unittest

from command_support import CommandTest, ardey


class GridCity(CommandTest):
    def same_everywhere(self, *size):
        """Runs the city on one thread, and on more with many partitions; returns the first summary."""
        subprocess.run([sys.executable, "tests/bench/make_grid.py", *map(str, size), "--out", self.path("city")],
                       check=True, capture_output=True)
        first = None
        for threads, partitions in ((1, 1), (3, 16), (8, 64)):
            code, out, err = ardey("run", self.path("city", "scenario.lua"), "-o", self.path(f"{threads}.h5"),
                                   "-t", threads, "-p", partitions)
            self.assertEqual((code, err), (0, ""))
            first = first or out
            self.assertTrue(filecmp.cmp(self.path("1.h5"), self.path(f"{threads}.h5"), shallow=False),
                            f"{threads} threads, {partitions} partitions")
        return first

    def test_all_arrive(self):
        """UXsim's grid: some links are asked for 5 % more than they carry."""
        self.assertIn("60984 departed = 60984 arrived + 0 under way", self.same_everywhere(0))

    def test_queues_lock(self):
        """Queues spill back over the whole city and lock: moves by force and cycles are the same too."""
        self.assertNotIn(" + 0 under way", self.same_everywhere(10, 80000))


if __name__ == "__main__":
    unittest.main()
