# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped example of a late train: the delay is where the table says, the train wins some of it back, and the file tells
primary from passed-on lateness; the same bits for every way of running."""
import filecmp
import unittest

import h5py
import numpy as np

from command_support import CommandTest, ENVIRONMENT, ardey

STOP, LINE, DEPART_S, DELAY_MS = "r_esrt", "RB53", (6 * 60 + 54) * 60, 600000


class LateTrain(CommandTest):
    def run_morning(self, threads, partitions):
        scenario = self.write("late.lua", 'local s = require "late_train"\ns.start = "06:30"\ns.stop = "08:30"\nreturn s\n')
        output = self.path(f"late_{threads}.h5")
        code, _, err = ardey("run", scenario, "--sample", 0.02, "-t", threads, "-p", partitions, "-o", output)
        self.assertEqual(code, 0, err)
        return output

    def setUp(self):
        super().setUp()
        ENVIRONMENT["ARDEY_PATH"] = "scenarios"
        self.addCleanup(ENVIRONMENT.pop, "ARDEY_PATH")

    def test_the_delay_is_where_the_table_says(self):
        first = self.run_morning(1, 1)
        self.assertTrue(filecmp.cmp(first, self.run_morning(2, 16), shallow=False))
        with h5py.File(first) as file:
            trains = {name: column[:] for name, column in file["trains"].items() if name != "call"}
            stop = list(file["transit/stops/name"].asstr()[:]).index(STOP)
            line = list(file["transit/lines/name"].asstr()[:]).index(LINE)
        hit = np.flatnonzero(trains["primary"])
        self.assertEqual(len(hit), 1)
        self.assertEqual((trains["stop"][hit[0]], trains["line"][hit[0]], trains["primary"][hit[0]]), (stop, line, DELAY_MS))
        rows = np.flatnonzero(trains["run"] == trains["run"][hit[0]])
        rows = rows[np.argsort(trains["call_seq"][rows])]
        self.assertEqual(trains["scheduled_depart"][rows[0]], DEPART_S)
        late_s = (trains["depart"] - trains["scheduled_depart"])[rows]
        seq = trains["call_seq"][hit[0]]
        self.assertLess(late_s[seq - 1], 60)
        self.assertGreaterEqual(late_s[seq], DELAY_MS / 1000)
        # Four hops to Dortmund win back a twentieth of 19 minutes at most; passengers and trains ahead may cost some more.
        self.assertEqual(len(late_s), 9)
        self.assertGreater(late_s[-1], 450)
        self.assertGreater(trains["recovered"][rows[seq + 1:]].sum(), 0)


if __name__ == "__main__":
    unittest.main()
