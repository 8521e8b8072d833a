# SPDX-License-Identifier: GPL-3.0-or-later
"""`ardey validate` from outside: our cases, the page in docs, cases of a user's own, mistakes."""
import csv
import os
import re
import shutil
import unittest

from command_support import CommandTest, ardey

CASES = "scenarios/validation"
ROW = re.compile(r"^(pass|FAIL)  (\S+): (.+): expected (\S+), found (\S+), tolerance (\S+) .+; .+$")


def rows(printed):
    """[(verdict, case, quantity, expected, found, tolerance)] of the lines before the count."""
    found = []
    for line in printed.splitlines()[:-1]:
        match = ROW.match(line)
        assert match, line
        found.append((match[1], match[2], match[3], *map(float, match.groups()[3:])))
    return found


class OurCases(unittest.TestCase):
    def test_all_pass_and_the_page_says_so(self):
        """Also runs once with three threads: the page was written with some other number of them."""
        code, page, err = ardey("validate", "--markdown", "-t", 3)
        self.assertEqual((code, err, [line for line in page.splitlines() if "**FAIL**" in line]), (0, "", []))
        with open("docs/validation.md", encoding="utf-8") as file:
            there = file.read()
        if not there.startswith(page):
            self.fail("docs/validation.md is stale: run `ardey validate --markdown > docs/validation.md`")
        # Behind it stands `ardey targets`, which takes a whole weekday: its rows, not its figures, are looked at.
        report = there[len(page):].split("\n")
        self.assertEqual(report[1], "## Observed and simulated")
        with open("scenarios/corridor/demand/targets.csv", encoding="utf-8") as file:
            sources = sorted(row["source"] for row in csv.DictReader(file))
        shown = [line for line in report if line.startswith("| ") and not line.startswith("| of |")]
        self.assertEqual(sorted(line[2:-2].split(" | ")[-1] for line in shown), sources)
        code, listed, _ = ardey("validate", "--list")
        names = [line.split()[0] for line in listed.splitlines()]
        self.assertEqual(code, 0)
        self.assertEqual(names, sorted(names))
        self.assertEqual([line[3:] for line in page.splitlines() if line.startswith("## ")], names)
        for name in os.listdir(CASES):
            self.assertIn(name, names)

    def test_only_some(self):
        code, out, err = ardey("validate", "--only", "road-free-link,rail-running-time")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual({row[1] for row in rows(out)}, {"road-free-link", "rail-running-time"})
        self.assertEqual(out.splitlines()[-1], "7 comparisons in 2 cases: 7 passed, 0 failed")
        totals = [row for row in rows(out) if row[2] == "total travel time"]
        self.assertEqual(totals, [("pass", "road-free-link", "total travel time", 12500, 12500, 0)])

    def test_mistakes(self):
        code, out, err = ardey("validate", "--only", "road-fre-link")
        self.assertEqual((code, out), (2, ""))
        self.assertEqual(err, "there is no case 'road-fre-link', did you mean 'road-free-link'?\n")
        code, out, err = ardey("validate", "--path", "nowhere", "--list")
        self.assertEqual((code, out), (2, ""))
        self.assertEqual(err, "cannot open the folder of cases 'nowhere': No such file or directory\n")


class OwnCases(CommandTest):
    def add(self, name, old="", new=""):
        """A copy of the free link, with a change of its expectations."""
        shutil.copytree(os.path.join(CASES, "road-free-link"), self.path("cases", name))
        path = self.path("cases", name, "expect.lua")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.assertIn(old, text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new, 1))
        return path

    def test_a_case_that_fails_is_exit_code_1(self):
        self.add("mine", "value = 250", "value = 251")
        code, out, err = ardey("validate", "--path", self.path("cases"), "--only", "mine")
        self.assertEqual((code, err), (1, ""))
        verdicts = [row[0] for row in rows(out)]
        self.assertEqual(verdicts, ["FAIL"] + ["pass"] * 4)
        self.assertEqual(rows(out)[0][2:], ("trips", 251, 250, 0))
        self.assertEqual(out.splitlines()[-1], "5 comparisons in 1 cases: 4 passed, 1 failed")

    def test_a_case_that_passes_stands_behind_ours(self):
        self.add("a-first-name")
        code, out, _ = ardey("validate", "--path", self.path("cases"), "--list")
        self.assertEqual(code, 0)
        self.assertEqual(out.splitlines()[-1].split()[0], "a-first-name")

    def test_a_wrong_case_stops_with_its_place(self):
        path = self.add("wrong", 'quantity = "trips"', 'quantity = "tripps"')
        code, out, err = ardey("validate", "--path", self.path("cases"), "--only", "wrong")
        self.assertEqual((code, out), (2, ""))
        self.assertIn(f"{path}: expect[1]: quantity is 'tripps', did you mean 'trips'?", err)
        self.add("road-merge-1-2")
        code, _, err = ardey("validate", "--path", self.path("cases"), "--list")
        self.assertEqual(code, 2)
        self.assertRegex(err, "there is a case 'road-merge-1-2' already, in .*scenarios/validation/road-merge-1-2;")


if __name__ == "__main__":
    unittest.main()
