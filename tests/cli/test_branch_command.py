# SPDX-License-Identifier: GPL-3.0-or-later
"""Variants from a checkpoint of 7:45: what went before is that of the run, and what follows that of a scenario in which nobody
knew of the measure before."""
import os
import unittest

import h5py
import numpy as np

from command_support import CommandTest, ardey

RAIL = 'local rail = here .. "/town/rail/" s.rail = { blocks = rail .. "blocks.csv", platforms = rail .. "platforms.csv", ' \
    'rail_route = rail .. "rail_route.csv" }\n'
TIMES = 's.start = "07:00"\ns.stop = "08:30"\n'
# What stays that of the run, and what says where the file comes from.
APART = ("provenance/", "measures/", "network/changes/", "rail/changes/")
LATE = 'ardey.incident { line = "R1", direction = 0, depart = "07:50", stop = "S4", delay = "7 min" }'
CANCELLED = 'ardey.incident { line = "B7", direction = 0, depart = "08:00", stop = "S3", cancelled = "from_stop" }'
CLOSED = 'ardey.link { link = { "L3", "L3r" }, close = true, from = "07:45", to = "08:10" }'
DELAYS = 'ardey.delays { share = 0.5, mean = "3 min", distribution = "exponential", from = "08:00" }'
SLOW = 'ardey.track { railway = "1", km_from = 1, km_to = 2, from = "07:50", to = "08:10", speed = "30 km/h" }'
TOLL = 'ardey.toll { link = "L3", toll = 4, from = "07:50", to = "08:10" }'
HOOK = '{ at = "07:50", run = function(now) now:act { link = "L3", open = false, to = "08:10" } end }'


def datasets(path):
    found = {}
    with h5py.File(path) as file:
        file.visititems(lambda name, item: found.update({name: item[()]}) if isinstance(item, h5py.Dataset)
                        and not name.startswith(APART) else None)
    return found


class Branch(CommandTest):
    def run_town(self, name, changes, *options):
        """Runs the small town from 7:00 to 8:30 on its tracks; gives the path of the result."""
        scenario, output = self.path(name + ".lua"), self.path(name + ".h5")
        os.rename(self.scenario(TIMES + RAIL + changes), scenario)
        code, _, errors = ardey("run", scenario, "-o", output, "-q", "--live", "off", *options)
        self.assertEqual(code, 0, errors)
        return output

    def branch(self, name, text, *options, base="base"):
        file, output = self.write(name + ".lua", text), self.path(name + ".h5")
        code, _, errors = ardey("branch", self.path(base + ".h5.0745.checkpoint"), "--with", file, "-o", output, "-q",
                                "--live", "off", *options)
        self.assertEqual(code, 0, errors)
        return output

    def assert_same(self, one, other):
        one, other = datasets(one), datasets(other)
        self.assertEqual(set(one), set(other))
        for name, values in one.items():
            np.testing.assert_array_equal(values, other[name], err_msg=name)

    def test_people_who_have_settled(self):
        """Nobody knows incidents beforehand: branches are the scenarios with them."""
        settled = "s.equilibrium = { iterations = 1, gap = 0 }\n"
        base = self.run_town("base", settled, "--checkpoint-at", "07:45")
        kept = sorted(name for name in os.listdir(self.folder) if ".0745." in name)
        self.assertEqual(kept, ["base.h5.0745.checkpoint", "base.h5.0745.part"])
        self.assert_same(base, self.branch("none", "return {}", "-t", "2"))
        for name, measure in (("late", LATE), ("cancelled", CANCELLED)):
            expected = self.run_town("expected", f"{settled}s.measures = {{ {measure} }}")
            found = self.branch(name, f"return {{ {measure} }}", "-t", "3")
            self.assert_same(expected, found)
            self.assertTrue(np.any(datasets(found)["trains/primary"] != datasets(base)["trains/primary"])
                            or name == "cancelled")
        self.assertEqual(kept, sorted(name for name in os.listdir(self.folder) if ".0745." in name))
        self.check_provenance(base)
        code, text, errors = ardey("compare", base, self.path("late.h5"), self.path("cancelled.h5"))
        self.assertEqual(code, 0, errors)
        self.assertIn("small+late against small", text)
        self.assertIn("small+cancelled against small", text)

    def check_provenance(self, base):
        with h5py.File(base) as one, h5py.File(self.path("late.h5")) as other:
            said, own = one["provenance"].attrs, other["provenance"].attrs
            self.assertEqual(said["scenario_digest"], own["scenario_digest"])
            self.assertEqual(own["branch_from"].decode(), "07:45")
            self.assertIn("incident: line R1", own["measure.001"].decode())
            self.assertEqual(other["provenance/branch_text"].asstr()[0], f"return {{ {LATE} }}")

    def test_what_nobody_could_know(self):
        """Without days before, and for drivers who leave before it begins, a measure is as new as in a scenario."""
        base = self.run_town("base", "", "--checkpoint-at", "07:45")
        measures = ", ".join((CLOSED, DELAYS, SLOW))
        expected = self.run_town("expected", f"s.measures = {{ {measures} }}")
        found = self.branch("all", f"return {{ {measures} }}", "-t", "2")
        self.assert_same(expected, found)
        self.assertTrue(np.any(datasets(found)["trains/arrive"] != datasets(base)["trains/arrive"]))
        self.assert_same(self.run_town("expected", f"s.measures = {{ {TOLL} }}"), self.branch("toll", f"return {{ {TOLL} }}"))
        expected = self.run_town("expected", f"s.hooks = {{ {HOOK} }}")
        found = self.branch("hook", f"return {{ hooks = {{ {HOOK} }} }}", "-t", "2")
        self.assert_same(expected, found)
        self.assertEqual(list(datasets(found)["acts/time"]), [7 * 3600 + 50 * 60])

    def test_in_the_very_moment(self):
        """Guidance is renewed at 7:45, too: it knows what begins then."""
        every = 's.people.guidance = "5 min"\n'
        base = datasets(self.run_town("base", every, "--checkpoint-at", "07:45"))
        for name, field, text in (
                ("bus", "measures", CLOSED.replace("L3", "L2")), ("cars", "measures", CLOSED),
                ("price", "measures", TOLL.replace("07:50", "07:45")), ("hook", "hooks", HOOK.replace("07:50", "07:45"))):
            expected = self.run_town("expected", f"{every}s.{field} = {{ {text} }}")
            found = self.branch(name, f"return {{ {field} = {{ {text} }} }}", "-t", "2")
            self.assert_same(expected, found)
            self.assertTrue(np.any(datasets(found)["indicators/value"] != base["indicators/value"]), name)

    def test_it_stops_and_goes_on_and_says_what_is_wrong(self):
        self.run_town("base", "", "--checkpoint-at", "07:45")
        whole = self.branch("late", f"return {{ {LATE} }}")
        measures, output = self.path("late.lua"), self.path("again.h5")
        command = ["branch", self.path("base.h5.0745.checkpoint"), "--with", measures, "-o", output, "--live", "off"]
        code, _, errors = ardey(*command, "--max-walltime", "0.001 s")
        self.assertEqual(code, 85, errors)
        code, _, errors = ardey(*command, "--resume", "-t", "2")
        self.assertEqual(code, 0, errors)
        self.assertIn(f"goes on from checkpoint '{output}.checkpoint'", errors)
        with open(whole, "rb") as one, open(output, "rb") as other:
            self.assertEqual(one.read(), other.read())
        code, _, errors = ardey("branch", self.path("base.h5.0745.checkpoint"), "--with", self.write(
            "fleet.lua", "return { ardey.fleet { battery = 0.5 } }"), "-o", output)
        self.assertEqual(code, 2)
        self.assertIn("measures[1] (fleet): cannot begin during a day", errors)


if __name__ == "__main__":
    unittest.main()
