# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of events says the same as the tables: link flows, trips, rides, calls, occupations; and has the same bytes for any
number of threads and partitions."""
import re
import unittest

import h5py
import numpy as np
from ardey_results import ResultError, follow, load

from command_support import CommandTest, ardey, meanings

RAIL = "tests/fixtures/small/rail/"
EVERYTHING = ('s.results = { events = "all" } '
              f's.rail = {{ blocks = "{RAIL}blocks.csv", platforms = "{RAIL}platforms.csv", rail_route = "{RAIL}rail_route.csv" }}')


class Events(CommandTest):
    def run_town(self, changes, *options, output=None):
        code, out, err = ardey("run", self.scenario(changes), "-q", "-o", output or self.output, *options)
        self.assertEqual((code, err), (0, ""), out)
        return load(output or self.output)

    def bytes_of(self, path):
        with open(path, "rb") as file:
            return file.read()

    def test_log_says_what_the_tables_say(self):
        drives = self.write("drives.csv", "depart_s,route,class\n25200,L2,car\n25260,L2,car\n")
        town = self.run_town(EVERYTHING + f' s.traffic = {{ drives = "{drives}" }}')
        with h5py.File(self.output) as file:
            log = {name: file["events"][name][:] for name in file["events"]}
            kinds = meanings(file["events/kind"])
            left = file["links/flow"][:].sum(axis=0) * (file["links"].attrs["interval_s"] / 3600)
            trips = {name: file["trips"][name][:] for name in ("person", "depart", "arrive")}
            legs = {name: file["legs"][name][:] for name in file["legs"]}
            calls = {name: file["trains"][name][:] for name in file["trains"]}
            held = {name: file["rail/occupations"][name][:] for name in file["rail/occupations"]}
            link_drives = file["drives/drive"][:]
        of = {kind: {name: log[name][log["kind"] == code] for name in log} for code, kind in enumerate(kinds)}

        np.testing.assert_allclose(np.bincount(of["leave_link"]["link"], minlength=len(left)), left, atol=1e-3)
        self.assertGreater(left.sum(), 100)
        self.assertEqual(sorted(set(of["leave_link"]["drive"]) - {-1}), sorted(link_drives))
        self.assertEqual(len(link_drives), 2)

        pairs = lambda ids, times: sorted(zip(ids.tolist(), np.round(times, 3).tolist()))
        ended = np.isfinite(trips["arrive"])
        self.assertEqual(pairs(of["arrive"]["person"], of["arrive"]["time"]), pairs(trips["person"][ended], trips["arrive"][ended]))
        self.assertEqual(pairs(of["depart"]["person"], of["depart"]["time"]), pairs(trips["person"], trips["depart"]))

        self.assertEqual(pairs(of["alight"]["person"], of["alight"]["time"]), pairs(legs["person"], legs["alight"]))
        self.assertLessEqual(set(pairs(legs["person"], legs["board"])), set(pairs(of["board"]["person"], of["board"]["time"])))
        # A vehicle that stands at a stop at the end of the run has no row of that call yet.
        last = np.zeros(calls["run"].max() + 1)
        np.maximum.at(last, calls["run"], np.nan_to_num(calls["depart"]))
        for kind, column in (("board", "boarded"), ("alight", "alighted")):
            is_told = of[kind]["time"] <= last[of[kind]["run"]]
            found = np.bincount(of[kind]["run"][is_told], minlength=len(last))
            np.testing.assert_array_equal(found, np.bincount(calls["run"], weights=calls[column], minlength=len(last)), kind)
            self.assertGreater(found.sum(), 20)
        gone = calls["cancelled"] == 0
        came = (calls["call_seq"] > 0) & np.isfinite(calls["arrive"])
        self.assertLessEqual(set(pairs(calls["run"][came], calls["arrive"][came])), set(pairs(of["run_arrive"]["run"], of["run_arrive"]["time"])))
        last_call = calls["depart"] == calls["arrive"]
        self.assertLessEqual(set(pairs(of["run_depart"]["run"], of["run_depart"]["time"])), set(pairs(calls["run"][gone], calls["depart"][gone])))
        self.assertGreaterEqual(len(of["run_depart"]["run"]), (gone & ~last_call).sum())
        self.assertEqual(pairs(of["clear_section"]["section"], of["clear_section"]["time"]), pairs(held["section"], held["clear"]))
        self.assertGreater(len(held["clear"]), 10)

        order = np.lexsort([log[name] for name in ("section", "place", "stop", "link", "run", "drive", "person", "kind", "time")])
        np.testing.assert_array_equal(order, np.arange(len(order)))
        self.follow_one_of_each(town, of)

    def follow_one_of_each(self, town, of):
        person = int(of["alight"]["person"][0])
        day = follow(town, person=person)
        self.assertEqual(list(day["kind"][:4]), ["depart", "wait", "board", "alight"])
        self.assertTrue(day["time"].is_monotonic_increasing)
        self.assertEqual(day["time"].iloc[3], town.legs.query(f"person == {person}")["alight"].iloc[0])
        link = town.road_links["name"].iloc[int(of["leave_link"]["link"][0])]
        passed = follow(town, link=link)
        self.assertEqual(set(passed["link"].astype(str)), {link})
        self.assertEqual(passed["kind"].iloc[0], "start_drive")
        self.assertEqual(len(passed.query("kind == 'leave_link'")), int((of["leave_link"]["link"] == of["leave_link"]["link"][0]).sum()))
        with self.assertRaisesRegex(ResultError, "there is no link 'L999'"):
            follow(town, link="L999")
        with self.assertRaisesRegex(ResultError, "can be followed, not nothing"):
            follow(town)

    def test_bytes_do_not_depend_on_threads_and_partitions(self):
        self.run_town(EVERYTHING, "-t", 1, "-p", 1)
        first = self.bytes_of(self.output)
        for threads, partitions in ((2, 5), (1, 3)):
            other = self.path(f"{threads}_{partitions}.h5")
            self.run_town(EVERYTHING, "-t", threads, "-p", partitions, output=other)
            self.assertEqual(self.bytes_of(other), first, (threads, partitions))

    def test_kinds_and_hours_bound_it(self):
        town = self.run_town('s.results = { events = { "people", "board" }, events_from = "07:00", events_to = "07:30" }')
        hours = town.hours(town.events["time"])
        self.assertTrue((hours >= 7).all() and (hours < 7.5).all())
        self.assertLessEqual(set(town.events["kind"]), {"depart", "arrive", "park", "park_at_stop", "board"})
        self.assertGreater(len(town.events), 50)

    def test_without_it_there_is_none(self):
        town = self.run_town("")
        with self.assertRaisesRegex(ResultError, "set results.events in the scenario"):
            follow(town, person=1)

    def test_a_wrong_kind_is_refused(self):
        code, _, err = ardey("run", self.scenario('s.results = { events = "enter_lnk" }'), "-o", self.output)
        self.assertEqual(code, 2)
        self.assertTrue(re.search(r"scenario\.lua:4: events has 'enter_lnk'.*did you mean 'enter_link'\?", err), err)
        self.assert_nothing_left()


if __name__ == "__main__":
    unittest.main()
