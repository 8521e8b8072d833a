# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped example of a late train: the delay is where the table says, the train wins some of it back, the train that it
meets on the single track waits for it, and the file tells one from the other; the same bits for every way of running."""
import filecmp
import unittest

import h5py
import numpy as np

from command_support import CommandTest, ENVIRONMENT, ardey

STOP, LINE, DEPART_S, DELAY_MS = "r_esrt", "RB53", (6 * 60 + 53) * 60, 600000
CROSSING, OPPOSING_DEPART_S = "r_ekal", (7 * 60 + 24) * 60


class LateTrain(CommandTest):
    def run_morning(self, threads, partitions):
        scenario = self.write("late.lua", 'local s = require "late_train"\ns.start = "06:30"\ns.stop = "08:30"\nreturn s\n')
        output = self.path(f"late_{threads}.h5")
        code, _, err = ardey("run", scenario, "--sample", 0.02, "-i", 0, "-t", threads, "-p", partitions, "-o", output)
        self.assertEqual(code, 0, err)
        return output

    def setUp(self):
        super().setUp()
        ENVIRONMENT["ARDEY_PATH"] = "scenarios"
        self.addCleanup(ENVIRONMENT.pop, "ARDEY_PATH")

    def calls_of(self, run):
        rows = np.flatnonzero(self.trains["run"] == run)
        return rows[np.argsort(self.trains["call_seq"][rows])]

    def read(self, path):
        with h5py.File(path) as file:
            self.trains = {name: column[:] for name, column in file["trains"].items() if name != "call"}
            self.stops = list(file["transit/stops/name"].asstr()[:])
            self.line = list(file["transit/lines/name"].asstr()[:]).index(LINE)
        self.late_s = self.trains["depart"] - self.trains["scheduled_depart"]

    def test_the_delay_is_where_the_table_says_and_goes_on_to_the_train_it_meets(self):
        first = self.run_morning(1, 1)
        self.assertTrue(filecmp.cmp(first, self.run_morning(2, 16), shallow=False))
        self.read(first)
        self.check_late_train()
        self.check_opposing_train()

    def check_late_train(self):
        trains = self.trains
        hit = np.flatnonzero(trains["primary"])
        self.assertEqual(len(hit), 1)
        self.assertEqual((trains["stop"][hit[0]], trains["line"][hit[0]], trains["primary"][hit[0]]),
                         (self.stops.index(STOP), self.line, DELAY_MS))
        rows = self.calls_of(trains["run"][hit[0]])
        self.assertEqual(trains["scheduled_depart"][rows[0]], DEPART_S)
        late_s, seq = self.late_s[rows], trains["call_seq"][hit[0]]
        self.assertLess(late_s[seq - 1], 60)
        self.assertGreaterEqual(late_s[seq], DELAY_MS / 1000)
        # The timetable gives the way to Iserlohn minutes more than the train needs, so it wins most of it back.
        self.assertEqual(len(late_s), 9)
        self.assertTrue(60 < late_s[-1] < 240, late_s[-1])
        self.assertGreater(trains["recovered"][rows[seq + 1:]].sum(), 0)

    def check_opposing_train(self):
        trains = self.trains
        starts = (trains["line"] == self.line) & (trains["direction"] == 1) & (trains["call_seq"] == 0)
        first = np.flatnonzero(starts & (trains["scheduled_depart"] == OPPOSING_DEPART_S))
        self.assertEqual(len(first), 1)
        rows = self.calls_of(trains["run"][first[0]])
        waits = trains["knock_on"][rows]
        at = [self.stops[stop] for stop in trains["stop"][rows]].index(CROSSING)
        # It stands at the crossing until the late train is in: the only knock-on of its way.
        self.assertEqual(waits.sum(), waits[at])
        self.assertTrue(60000 < waits[at] < 120000, waits[at])
        self.assertEqual(trains["primary"][rows].sum(), 0)


if __name__ == "__main__":
    unittest.main()
