# SPDX-License-Identifier: GPL-3.0-or-later
"""`ardey route` from outside: the small town, and the corridor's RB 53."""
import json
import unittest

from command_support import CommandTest, ardey

CORRIDOR = "scenarios/weekday.lua"


def ways(*arguments):
    code, out, err = ardey("route", CORRIDOR, *arguments, "--json")
    assert (code, err) == (0, ""), err
    return json.loads(out)["ways"]


class SmallTown(CommandTest):
    def test_table(self):
        code, out, err = ardey("route", self.scenario(), "--from", "A1_1", "--to", "X1", "--at", "07:30")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(out.splitlines(), [
            "A1_1 to X1, leaving at 07:30 or later",
            "leave  arrive  rides     walk  way",
            "07:46  08:05      1   10 min  walk 4 min; R1 to Xtown Bf, Westend 07:50 - Xtown Bf 07:59; walk 6 min",
            "without the timetable, from 07:30: 34 min on average"])

    def test_mistakes(self):
        scenario = self.scenario()
        for arguments, message in ((("--to", "X2", "--at", "07:30"), "--to: there is no place or stop 'X2', did you mean 'X1'?"),
                                   (("--to", "X1", "--at", "7 o'clock"), "--at takes a clock time such as \"07:30\", not '7 o'clock'"),
                                   (("--to", "X1"), "--at is missing: a clock time such as \"07:30\"")):
            code, out, err = ardey("route", scenario, "--from", "A1_1", *arguments)
            self.assertEqual((code, out, err), (2, "", message + "\n"))
        code, out, err = ardey("route", "scenarios/examples/two_roads.lua", "--from", "a", "--to", "b", "--at", "07:30")
        self.assertEqual((code, out, err), (2, "", "the scenario has no public transport\n"))
        code, out, err = ardey("route", "--from", "A1_1")
        self.assertEqual((code, out), (2, ""))
        self.assertIn("'ardey route' needs a file: ardey route SCENARIO.lua", err)


class Corridor(unittest.TestCase):
    def test_rb53_twice_an_hour_without_a_change(self):
        """It leaves Dortmund Hbf at :23 and :53 (published); every departure of one ride is there."""
        found = ways("--from", "r_edo", "--to", "r_esrt", "--at", "07:00", "--until", "09:00")
        direct = [way["legs"][0] for way in found if way["rides"] == 1]
        self.assertEqual([leg["depart_s"] / 60 for leg in direct if leg["line"] == "RB53"],
                         [7 * 60 + 23, 7 * 60 + 53, 8 * 60 + 23, 8 * 60 + 53])
        leaves = [way["leave_s"] for way in found]
        self.assertEqual(leaves, sorted(leaves))
        for one in found:
            for other in found:
                if one is not other:
                    self.assertFalse(other["leave_s"] >= one["leave_s"] and other["arrive_s"] <= one["arrive_s"]
                                     and other["rides"] <= one["rides"], (one, other))

    def test_without_the_timetable(self):
        """RB 53 alone: half a minute, 15 min of waiting, 19 min, half a minute."""
        code, out, err = ardey("route", CORRIDOR, "--from", "Schwerte (Ruhr)", "--to", "Dortmund Hbf", "--at", "07:30", "--json")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(json.loads(out)["unplanned_s"], 30 + 900 + 19 * 60 + 30)

    def test_no_way_beats_another(self):
        found = ways("--from", "D00_01", "--to", "D06_01", "--at", "07:30")
        keys = [(way["arrive_s"], way["rides"], way["walk_s"]) for way in found]
        self.assertGreater(len(keys), 1)
        for one in keys:
            self.assertFalse([other for other in keys if other != one and all(a <= b for a, b in zip(other, one))])

    def test_bicycle_and_car(self):
        """Both come to more distant stops than feet do; by car to those of the table."""
        asked = ("--from", "D06_01", "--to", "r_esrt", "--at", "07:30")
        on_foot, by_bicycle, by_car = (ways(*asked, "--access", mode) for mode in ("walk", "bicycle", "car"))
        self.assertLess(by_bicycle[0]["arrive_s"], on_foot[0]["arrive_s"] + 1)
        with open("scenarios/corridor/transit/park_ride.csv", encoding="utf-8") as file:
            parks = {line.split(",")[0] for line in file}
        self.assertGreater(len(by_car), 0)
        for way in by_car:
            self.assertIn(way["legs"][0]["from_stop"], parks)


if __name__ == "__main__":
    unittest.main()
