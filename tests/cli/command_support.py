# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the program for the command tests: ARDEY is its path, the working directory the root of the repository."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest

ARDEY = os.environ.get("ARDEY", "build/dev/ardey")
SMALL = "tests/fixtures/small"
MODE_ROW = re.compile(r"^(walk|bike|car|ride|pt|park_ride|bike_ride|truck|shuttle|all) +(\d+) +[\d.]+% +(\d+) +(\d+)", re.MULTILINE)
# Idle threads sleep instead of spinning: tests share their processors.
ENVIRONMENT = dict(os.environ, OMP_WAIT_POLICY="passive")


def ardey(*arguments, timeout=600, **options):
    """Runs the program; gives return code, standard output and standard error."""
    done = subprocess.run([ARDEY, *map(str, arguments)], capture_output=True, text=True, timeout=timeout,
                          env=ENVIRONMENT, check=False, **options)
    return done.returncode, done.stdout, done.stderr


def modes(summary):
    """{mode: (departed, arrived, under way)} of a printed summary."""
    return {m[1]: (int(m[2]), int(m[3]), int(m[4])) for m in MODE_ROW.finditer(summary)}


def digest(summary):
    return re.search(r"^digest ([0-9a-f]{64})$", summary, re.MULTILINE)[1]


def meanings(dataset):
    """What the codes 0, 1, 2 ... of a dataset stand for."""
    text = dataset.attrs["flag_meanings"]
    return (text.decode() if isinstance(text, bytes) else text).split()


class CommandTest(unittest.TestCase):
    """A test with a folder of its own, which is removed afterwards."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ardey-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.output = self.path("out.h5")

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def scenario(self, changes=""):
        """A copy of the small town's tables and a scenario that runs it from 6:00 to 9:00; `changes` is Lua, line 4."""
        if not os.path.exists(self.path("town")):
            shutil.copytree(SMALL, self.path("town"))
        shutil.copy(self.path("town", "small.lua"), self.path("town", "init.lua"))
        return self.write("scenario.lua", 'local s = require "town"\ns.start = "06:00"\ns.stop = "09:00"\n'
                          f"{changes}\nreturn s\n")

    def change_table(self, name, line, old, new):
        """Replaces text in one line (from 1) of a table of the copied town; gives the path as messages show it."""
        path = self.path("town", name)
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
        self.assertIn(old, lines[line - 1])
        lines[line - 1] = lines[line - 1].replace(old, new, 1)
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        return path

    def assert_nothing_left(self, path=None):
        path = path or self.output
        for name in (path, path + ".part", path + ".run.json"):
            self.assertFalse(os.path.lexists(name), name)
