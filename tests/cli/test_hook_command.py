# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped examples of hooks: a toll that follows the flow that the results show as well, and buses that leave when the
passengers of the late train are there; the same bits for every way of running."""
import filecmp
import unittest

import h5py
import numpy as np

from command_support import CommandTest, ENVIRONMENT, ardey

ACTS = ["close", "open", "speed", "capacity", "toll", "hold"]
STEP_EUR, MOST_EUR, BUSY, QUIET = 0.5, 3.0, 0.5, 0.33
WALK_S, MOST_S = 126, 300


class Hooks(CommandTest):
    def setUp(self):
        super().setUp()
        ENVIRONMENT["ARDEY_PATH"] = "scenarios"
        self.addCleanup(ENVIRONMENT.pop, "ARDEY_PATH")

    def run_morning(self, name, change, threads, partitions):
        scenario = self.write(f"{name}_{threads}_{partitions}.lua", f'local s = require "{name}"\n{change}\nreturn s\n')
        output = self.path(f"{name}_{threads}_{partitions}.h5")
        code, _, err = ardey("run", scenario, "--sample", 0.02, "-i", 0, "-t", threads, "-p", partitions, "-o", output)
        self.assertEqual(code, 0, err)
        return output

    def test_a_toll_follows_the_flow(self):
        change = 's.start = "06:30"\ns.stop = "08:30"\ns.interval = "10 min"'
        first = self.run_morning("toll_by_traffic", change, 1, 1)
        self.assertTrue(filecmp.cmp(first, self.run_morning("toll_by_traffic", change, 2, 16), shallow=False))
        with h5py.File(first) as file:
            acts = {name: column[:] for name, column in file["acts"].items()}
            names = list(file["network/links/name"].asstr()[:])
            capacity_vph = file["network/links/capacity"][:]
            flow, begin_s = file["links/flow"][:], file["links/time"][:]
        self.assertEqual(set(acts["what"]), {ACTS.index("toll")})
        changes = 0
        for link in (names.index("L0139"), names.index("L0139r")):
            toll = 0.0
            for i, t_s in enumerate(begin_s):
                use = flow[i, link] / capacity_vph[link]
                if use > BUSY:
                    expected = min(toll + STEP_EUR, MOST_EUR)
                elif use < QUIET:
                    expected = max(toll - STEP_EUR, 0.0)
                else:
                    expected = toll
                row = np.flatnonzero((acts["link"] == link) & (acts["time"] == t_s + 600))
                self.assertEqual(len(row), int(expected != toll), (link, t_s))
                if len(row):
                    self.assertEqual(acts["value"][row[0]], expected)
                    changes += 1
                toll = expected
        self.assertEqual(changes, len(acts["time"]))
        self.assertGreater(changes, 1) # or nothing was tested

    def departures(self, path):
        with h5py.File(path) as file:
            trains = {name: column[:] for name, column in file["trains"].items()}
            stops = list(file["transit/stops/name"].asstr()[:])
            line = list(file["transit/lines/name"].asstr()[:]).index("RB53")
            acts = {name: column[:] for name, column in file["acts"].items()} if "acts" in file else None
        return trains, stops, line, acts

    def test_buses_wait_for_a_late_train(self):
        change = 's.start = "06:40"\ns.stop = "08:00"\n'
        first = self.run_morning("bus_waits_for_train", change, 1, 1)
        self.assertTrue(filecmp.cmp(first, self.run_morning("bus_waits_for_train", change, 2, 16), shallow=False))
        without = self.run_morning("bus_waits_for_train", change + "s.hooks = nil\n", 1, 2)
        trains, stops, line, acts = self.departures(first)
        station, bus_station = stops.index("r_esrt"), stops.index("sw_schwerte_zob")
        late = np.flatnonzero((trains["line"] == line) & (trains["stop"] == station) & (trains["direction"] == 0) &
                              (trains["arrive"] - trains["scheduled_arrive"] > 60))
        self.assertEqual(len(late), 1)
        there_s = trains["arrive"][late[0]] + WALK_S
        held = set(acts["run"])
        self.assertGreaterEqual(len(held), 2)
        self.assertEqual(set(acts["what"]), {ACTS.index("hold")})
        waited = 0
        for run in held:
            row = np.flatnonzero((trains["run"] == run) & (trains["stop"] == bus_station))[0]
            left_s, planned_s = trains["depart"][row], trains["scheduled_depart"][row]
            until_s = min(there_s, planned_s + MOST_S)
            # What a hook expects is known to the last call before, half a minute ago.
            self.assertGreaterEqual(left_s, min(until_s, planned_s + MOST_S) - 30)
            # The train wins up to three minutes back after the call that held the bus.
            self.assertLessEqual(left_s, max(planned_s + 60, min(planned_s + MOST_S, there_s + 180)))
            waited += bool(left_s > planned_s + 60 and trains["primary"][row] > 0)
        self.assertGreaterEqual(waited, 1)
        trains, _, _, acts = self.departures(without)
        self.assertIsNone(acts)
        rows = np.flatnonzero((trains["stop"] == bus_station) & (trains["call_seq"] == 0))
        self.assertEqual(int(np.count_nonzero(trains["primary"][rows])), 0)


if __name__ == "__main__":
    unittest.main()
