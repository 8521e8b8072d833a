# SPDX-License-Identifier: GPL-3.0-or-later
"""The planned closure of the library, in the morning only: RB 53 ends on both sides of it, buses go between, passengers who know it take the
bus or another way and are later; same bits for every way of running."""
import filecmp
import unittest

import h5py
import numpy as np

from command_support import CommandTest, ENVIRONMENT, ardey

HOERDE, APLERBECK, SCHWERTE = "r_edh", "r_edau", "r_esrt"
NORTH = ("r_edo", "r_edwh", HOERDE)
SOUTH = (SCHWERTE, "r_eerg", "r_ekal", "r_eilh", "r_eil")
FROM_S, UNTIL_S = 6 * 3600, 10 * 3600
PT, ARRIVED = 4, 0
LAST_START_S = 11 * 3600
BUS_S, CHANGE_S = 25 * 60, 5 * 60
MORNING = 'local s = require "weekday"\ns.start = "04:00"\ns.stop = "12:00"\ns.measures = {}\nreturn s\n'
CLOSED = ('{ ardey.closure { line = "RB53", from_stop = "r_edh", to_stop = "r_esrt", from = "06:00", to = "10:00",'
          ' replacement = "25 min", vehicle = "bus_articulated" } }')


class Result:
    def __init__(self, path):
        with h5py.File(path) as file:
            self.lines = list(file["transit/lines/name"].asstr()[:])
            self.stops = list(file["transit/stops/name"].asstr()[:])
            self.routes = list(file["transit/lines/route"].asstr()[:])
            self.trains = {name: column[:] for name, column in file["trains"].items()}
            self.legs = {name: column[:] for name, column in file["legs"].items()}
            self.trips = {name: column[:] for name, column in file["trips"].items()}

    def runs(self, line):
        """[{stop: (planned arrival, planned departure)}] of the runs of a line that end before the simulation does, in the
        order of calls."""
        found = {}
        mine = self.trains["line"] == self.lines.index(line)
        for run, _, stop, arrive, depart in sorted(zip(*(self.trains[name][mine] for name in (
                "run", "call_seq", "stop", "scheduled_arrive", "scheduled_depart")))):
            found.setdefault(run, {})[self.stops[stop]] = arrive, depart
        return [run for run in found.values() if next(iter(run.values()))[1] < LAST_START_S]

    def boardings(self, *lines):
        ids = [self.lines.index(line) for line in lines]
        return (np.isin(self.legs["line"], ids) & (self.legs["board"] >= FROM_S) & (self.legs["board"] < UNTIL_S)).sum()


class Closure(CommandTest):
    def setUp(self):
        super().setUp()
        ENVIRONMENT["ARDEY_PATH"] = "scenarios"
        self.addCleanup(ENVIRONMENT.pop, "ARDEY_PATH")

    def run_morning(self, scenario, sample, threads=2, partitions=8):
        path = self.write(scenario + "_morning.lua", MORNING.replace("{}", CLOSED if scenario == "closed" else "nil"))
        output = self.path(f"{scenario}_{threads}.h5")
        code, _, err = ardey("run", path, "--sample", sample, "-i", 0, "-t", threads, "-p", partitions, "-q", "-o", output)
        self.assertEqual((code, err), (0, ""))
        return output

    def assert_timetable(self, opened, closed):
        """Runs that would be on the section in the window are cut, all others run as ever."""
        whole, cut = opened.runs("RB53"), []
        for run in whole:
            times = sorted((run[HOERDE], run[SCHWERTE]))
            if times[0][1] < UNTIL_S and times[1][0] > FROM_S:
                cut.append(run)
        self.assertGreater(len(cut), 10)
        expected = [list(run.items()) for run in whole if run not in cut]
        buses = []
        for run in cut:
            names = list(run)
            first, last = sorted((names.index(HOERDE), names.index(SCHWERTE)))
            for part in (names[:first + 1], names[last:]):
                times = {stop: run[stop] for stop in part}
                times[part[0]] = (run[part[0]][1],) * 2
                times[part[-1]] = (run[part[-1]][0],) * 2
                expected.append(list(times.items()))
            leaves = run[names[first]][0] + CHANGE_S
            buses.append((names[first], leaves, names[last], leaves + BUS_S))
        found = [list(run.items()) for run in closed.runs("RB53")]
        self.assertEqual(sorted(found), sorted(expected))
        found = []
        for run in closed.runs("RB53-SEV"):
            names = list(run)
            self.assertEqual(names[1:-1], [APLERBECK])
            found.append((names[0], run[names[0]][1], names[-1], run[names[-1]][0]))
        self.assertEqual(sorted(found), sorted(buses))
        self.assertEqual(closed.routes[closed.lines.index("RB53-SEV")], closed.routes[closed.lines.index("RB53")])

    def assert_passengers(self, opened, closed):
        self.assertNotIn("RB53-SEV", opened.lines)
        self.assertGreater(closed.boardings("RB53-SEV"), 10)
        self.assertLess(closed.boardings("RB53"), opened.boardings("RB53"))
        # The way round by Holzwickede or Unna.
        around = ("RE7", "RE13", "RB59")
        self.assertGreater(closed.boardings(*around), opened.boardings(*around))

        legs = opened.legs
        side = {opened.stops.index(stop): 1 for stop in NORTH} | {opened.stops.index(stop): 2 for stop in SOUTH}
        crossing = [side.get(a, 0) + side.get(b, 0) == 3 for a, b in zip(legs["board_stop"], legs["alight_stop"])]
        riders = (np.array(crossing) & (legs["line"] == opened.lines.index("RB53")) & (legs["board"] >= FROM_S + 1800) &
                  (legs["board"] < UNTIL_S - 3600))
        persons = set(legs["person"][riders])

        def minutes(result):
            """{(person, from, to): minutes} of the arrived trips by public transport of those who rode through."""
            trips = result.trips
            columns = (trips[name] for name in ("person", "from_place", "to_place", "mode", "outcome", "depart", "arrive"))
            return {(person, a, b): (arrive - depart) / 60 for person, a, b, mode, outcome, depart, arrive in zip(*columns)
                    if person in persons and (mode, outcome) == (PT, ARRIVED) and FROM_S - 3600 <= depart < UNTIL_S}

        before, after = minutes(opened), minutes(closed)
        both = sorted(before.keys() & after.keys())
        self.assertGreater(len(both), 20)
        longer = np.mean([after[key] - before[key] for key in both])
        self.assertGreater(longer, 2)
        self.assertLess(longer, 60)

    def test_trains_buses_and_passengers(self):
        opened, closed = (Result(self.run_morning(name, 0.05)) for name in ("weekday", "closed"))
        self.assert_timetable(opened, closed)
        self.assert_passengers(opened, closed)

    def test_threads_and_partitions_change_no_byte(self):
        first, second = (self.run_morning("closed", 0.01, *way) for way in ((1, 1), (2, 16)))
        self.assertTrue(filecmp.cmp(first, second, shallow=False))


if __name__ == "__main__":
    unittest.main()
