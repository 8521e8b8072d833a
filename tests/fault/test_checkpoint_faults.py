# SPDX-License-Identifier: GPL-3.0-or-later
"""Checkpoints when the computer fails: at whatever call a run dies or its disk gives out, the checkpoint in its place is
whole, the old one or the new one, and a run that goes on from it ends with the bytes of an undisturbed one. FAULT_STEP=1
tries every call."""
import os
import shutil
import subprocess
import tempfile
import unittest

import faults

ARDEY = os.environ.get("ARDEY", "build/dev/ardey")
STEP = int(os.environ.get("FAULT_STEP", "37"))
SCENARIO = os.environ.get("FAULT_SCENARIO", "scenarios/examples/two_roads.lua")


def content(path):
    with open(path, "rb") as file:
        return file.read()


class CheckpointFaults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = tempfile.mkdtemp(prefix="ardey-fault-")
        cls.addClassCleanup(shutil.rmtree, cls.work)
        cls.folder, cls.begun = os.path.join(cls.work, "out"), os.path.join(cls.work, "begun")
        cls.output = os.path.join(cls.folder, "out.h5")
        cls.resume = [ARDEY, "run", SCENARIO, "-t", "1", "-i", "0", "-o", cls.output, "--resume"]
        cls.command = [*cls.resume, "--checkpoint-every", "sim 15 min"]
        os.mkdir(cls.folder)
        done = faults.run([*cls.resume, "--max-walltime", "0.001 s"], cls.folder)
        assert done.code == 85, (done.code, done.error)
        shutil.copytree(cls.folder, cls.begun)
        done = faults.run(cls.command, cls.folder)
        assert done.code == 0 and done.error.count("MB in") >= 2, (done.code, done.error)
        cls.expected = content(cls.output)

    def prepare(self):
        """A run that was stopped soon after its start."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.begun, self.folder)

    def assert_goes_on(self):
        """Goes on from a whole checkpoint to the same bytes, and cleans up."""
        done = subprocess.run(self.resume, capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("goes on from checkpoint", done.stderr)
        self.assert_complete()

    def assert_complete(self):
        self.assertEqual(content(self.output), self.expected)
        self.assertLessEqual(set(os.listdir(self.folder)), {"out.h5", "out.h5.run.json"})

    def check(self, mode, codes):
        count, seen = 0, set()
        for at, done in faults.points(self.command, self.folder, mode, self.prepare, STEP):
            with self.subTest(mode=mode, call=at, error=done.error):
                self.assertIn(done.code, codes)
                seen.add(done.code)
                if done.code == 0:
                    self.assert_complete()
                elif os.path.exists(self.output): # it died after all was done
                    self.assertEqual(content(self.output), self.expected)
                else:
                    self.assert_goes_on()
                count += 1
        self.assertGreater(count, 3)
        print(f"{mode}: {count} calls, exit codes {sorted(seen)}")

    def test_kill(self):
        self.check("kill", {faults.KILLED})

    def test_torn_write(self):
        self.check("torn", {faults.KILLED})

    def test_disk_full(self):
        self.check("enospc", {4})

    def test_input_output_error(self):
        """One that hits only a checkpoint does no harm to the run."""
        self.check("eio", {0, 4})

    def test_short_write(self):
        self.check("short", {0})


if __name__ == "__main__":
    unittest.main()
