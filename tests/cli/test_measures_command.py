# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures from outside: every example of docs/scenario.md, their errors, their effect, and what `ardey diff` says."""
import json
import re
import unittest

import h5py

from command_support import ENVIRONMENT, CommandTest, ardey


def documented():
    """Lua lists with every example of a measure in the manual: blocks of them, assignments, and those inside a sentence."""
    with open("docs/scenario.md", encoding="utf-8") as file:
        text = file.read()
    blocks = re.findall(r"^```lua\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lists = ["{" + ",".join(re.split(r"^(?=ardey\.)", block, flags=re.MULTILINE)[1:]) + "}"
             for block in blocks if re.match(r"ardey\.(?!derive)", block)]
    lists += [block.split("=", 1)[1] for block in blocks if block.startswith("scenario.measures = {")]
    return lists + ["{" + inline + "}" for inline in re.findall(r"`(ardey\.\w+ \{ \w+ = [^`]*\})`", text)]


class Documentation(CommandTest):
    def test_every_kind_has_an_example_that_is_accepted(self):
        lists = documented()
        kinds = set(re.findall(r"^### ardey\.(\w+)$", ardey("reference")[1], re.MULTILINE))
        measures = re.findall(r"\bardey\.(\w+)", "".join(lists))
        self.assertEqual(set(measures), kinds)
        scenario = self.write("all.lua", 'return ardey.derive(require "weekday", { name = "all", measures = {\n'
                              + ",\n".join(lists) + "} })\n")
        ENVIRONMENT["ARDEY_PATH"] = "scenarios"
        self.addCleanup(ENVIRONMENT.pop, "ARDEY_PATH")
        code, out, err = ardey("check", scenario)
        self.assertEqual((code, err), (0, ""))
        self.assertIn(f"measures: {len(measures)}\n", out)
        # The 81 of the corridor, the two new ones, and the replacement buses of RB 53.
        self.assertIn("public transport: 84 lines, 1021 stops,", out)


class SmallTown(CommandTest):
    def test_effect(self):
        """Line R1 of the small town every 10 in place of 30 minutes: of the 36 runs 12 are its own, which become 36."""
        runs = {}
        for name, changes in (("before", ""), ("after", 's.measures = { ardey.headway { line = "R1", headway = "10 min" } }')):
            code, _, err = ardey("run", self.scenario(changes), "-i", "0", "-t", "1", "-q", "-o", self.path(name + ".h5"))
            self.assertEqual((code, err), (0, ""))
            with h5py.File(self.path(name + ".h5")) as file:
                runs[name] = len(set(file["trains/run"][()]))
                self.assertEqual("measures" in file, name == "after")
        with h5py.File(self.path("after.h5")) as file:
            self.assertEqual(file["measures/kind"].asstr()[0], "headway")
            self.assertEqual(file["measures/text"].asstr()[0], "line R1, headway 10 min")
            self.assertEqual(file["measures/from"][0], 0)
        self.assertEqual((runs["before"], runs["after"]), (36, 60))

    def test_mistake(self):
        scenario = self.scenario('s.measures = { ardey.headway { line = "R1",\nheadwy = "10 min" } }')
        code, out, err = ardey("check", scenario)
        self.assertEqual((code, out), (2, ""))
        self.assertEqual(err, f"{scenario}:5: measures[1] (headway): unknown field 'headwy', did you mean 'headway'?\n")

    def test_a_mistake_that_shows_when_the_world_is_built(self):
        """Rows of a measure are told by its line, as no table has them."""
        scenario = self.scenario('s.measures = { ardey.link { link = "L3", close = true },\n'
                                 'ardey.link { link = "L3", from = "07:00", speed = "20 km/h" } }')
        code, _, err = ardey("check", scenario)
        self.assertEqual(code, 2)
        self.assertEqual(err, f"{scenario}:5: measures[2] (link): this change of link 'L3' overlaps the one of "
                         f"{scenario}:4: measures[1] (link)\n")

    def test_diff(self):
        first = self.scenario()
        code, out, err = ardey("diff", first, first)
        self.assertEqual((code, out, err), (0, "", ""))
        second = self.write("second.lua", 'return ardey.derive(require "scenario", { road = { patience = "7 min" },\n'
                            'measures = { ardey.link { link = "L3", close = true } } })\n')
        code, out, err = ardey("diff", first, second)
        self.assertEqual((code, err), (1, ""))
        self.assertRegex(out, r"^road.patience: \S+ \S+ -> 7 min\n\+ measure link: link L3, close true\n$")
        code, out, err = ardey("diff", first, second, "--json")
        self.assertEqual((code, err), (1, ""))
        found = json.loads(out)
        self.assertEqual(found["measures"], [{"change": "added", "kind": "link", "before": "", "after": "link L3, close true"}])
        self.assertEqual([row["name"] for row in found["parameters"]], ["road.patience"])
        self.assertEqual(ardey("diff", first)[0], 2)


if __name__ == "__main__":
    unittest.main()
