# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenarios that are wrong (`wrong`) or mean harm (`hostile`): each has its exact message in a file beside it. The first line
of that file is the exit code. What is wrong is also told as JSON, with the same messages. To renew the files after a message
was changed on purpose: `ARDEY=build/dev/ardey python3 tests/scenario/test_wrong_scenarios.py --write`, then read the diff."""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest

ARDEY = os.environ["ARDEY"]
FOLDER = "tests/scenario"
ENVIRONMENT = dict(os.environ, ARDEY_PATH="tests/fixtures/small", LC_ALL="C")
LEAST = {"wrong": 40, "hostile": 20}
SECONDS_MAX = 200  # of a machine that is busy with other things


def scenarios(kind):
    return sorted(glob.glob(f"{FOLDER}/{kind}/*.lua"))


def is_hook(path):
    return os.path.basename(path).startswith("hook_") and "hostile" in path


def found(path):
    """Exit code and message of a scenario, without what depends on the machine."""
    with tempfile.TemporaryDirectory() as folder:
        output = os.path.join(folder, "result.h5")
        command = ["run", path, "-q", "-o", output] if is_hook(path) else ["check", path]
        result = subprocess.run([ARDEY, *command], env=ENVIRONMENT, capture_output=True, text=True, timeout=SECONDS_MAX,
                                check=False)
        assert not os.path.exists(output), "a result of a run that failed"
    err = re.sub(r", /[^,\n]*", "", result.stderr)  # folders of the program
    return f"{result.returncode}\n{err}"


class WrongScenarios(unittest.TestCase):
    maxDiff = None

    def check_all(self, kind):
        paths = scenarios(kind)
        self.assertGreaterEqual(len(paths), LEAST[kind])
        for path in paths:
            with self.subTest(path):
                with open(path[:-4] + ".txt", encoding="utf-8") as file:
                    expected = file.read()
                self.assertIn(expected[0], "23")
                begin = time.monotonic()
                self.assertEqual(found(path), expected)
                self.assertLess(time.monotonic() - begin, SECONDS_MAX)

    def test_wrong(self):
        self.check_all("wrong")

    def test_hostile(self):
        self.check_all("hostile")

    def test_json(self):
        fields = 0
        for path in scenarios("wrong"):
            with self.subTest(path):
                plain = found(path).splitlines()
                result = subprocess.run([ARDEY, "check", path, "--json"], env=ENVIRONMENT, capture_output=True, text=True,
                                        check=False)
                self.assertEqual((str(result.returncode), result.stderr), (plain[0], ""))
                findings = json.loads(result.stdout)["findings"]
                heads = [line for line in plain[1:] if not line.startswith("  ")]
                self.assertEqual(len(findings), len(heads))
                for finding, head in zip(findings, heads):
                    self.assertTrue(head.startswith(f'{finding["file"]}:{finding["line"]}: '), head)
                    self.assertIn(finding["message"][:60], head)
                    for part in ("value", "suggestion"):
                        self.assertIn(finding[part] or "", head)
                    fields += finding["field"] is not None
        self.assertGreater(fields, 20)
        told = [subprocess.run([ARDEY, *command, scenarios("wrong")[0], "--json"], env=ENVIRONMENT, capture_output=True, text=True,
                               check=False) for command in (["check"], ["run", "-q"])]
        self.assertEqual(*((each.returncode, each.stdout, each.stderr) for each in told))
        for command in (["check"], ["run", "-i", "0", "-t", "1"]):
            result = subprocess.run([ARDEY, *command, "tests/fixtures/small/small.lua", "--json"], env=ENVIRONMENT,
                                    capture_output=True, text=True, check=True)
            self.assertEqual(json.loads(result.stdout), {"findings": []})


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        for scenario in scenarios("wrong") + scenarios("hostile"):
            with open(scenario[:-4] + ".txt", "w", encoding="utf-8") as text:
                text.write(found(scenario))
    else:
        unittest.main()
