# SPDX-License-Identifier: GPL-3.0-or-later
"""The result file when the computer fails: at every call that writes it the earlier file stays as it was or the new one
is there, whole; the program says what happened and neither crashes nor hangs. FAULT_STEP=1 tries every call."""
import os
import shutil
import tempfile
import unittest

import faults

ARDEY = os.environ.get("ARDEY", "build/dev/ardey")
STEP = int(os.environ.get("FAULT_STEP", "8"))
SCENARIO = os.environ.get("FAULT_SCENARIO", "scenarios/examples/two_roads.lua")


def content(path):
    with open(path, "rb") as file:
        return file.read()


class ResultFaults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = tempfile.mkdtemp(prefix="ardey-fault-")
        cls.addClassCleanup(shutil.rmtree, cls.work)
        cls.folder = os.path.join(cls.work, "out")
        cls.output = os.path.join(cls.folder, "out.h5")
        cls.command = [ARDEY, "run", SCENARIO, "-q", "-t", "1", "-i", "0", "-o", cls.output]
        os.mkdir(cls.folder)
        done = faults.run(cls.command, cls.folder)
        assert done.code == 0 and done.calls > 10, (done.code, done.error, done.calls)
        cls.new = content(cls.output)
        cls.old = b"\x89HDF\r\n\x1a\nan earlier result"  # what is no HDF5 file would not be replaced

    def prepare(self):
        shutil.rmtree(self.folder)
        os.mkdir(self.folder)
        with open(self.output, "wb") as file:
            file.write(self.old)

    def left(self):
        return set(os.listdir(self.folder)) - {"out.h5"}

    def check(self, mode, check):
        count = 0
        for at, done in faults.points(self.command, self.folder, mode, self.prepare, STEP):
            with self.subTest(mode=mode, call=at, error=done.error):
                found = content(self.output)
                self.assertTrue(found in (self.old, self.new), f"{len(found)} bytes, neither the old nor the new file")
                check(done, found == self.new)
                count += 1
        self.assertGreater(count, 2)
        print(f"{mode}: {count} calls")

    def killed(self, done, is_new):
        self.assertEqual(done.code, faults.KILLED)
        self.assertLessEqual(self.left(), {"out.h5.part", "out.h5.new"} if not is_new else {"out.h5.part"})

    def test_kill(self):
        self.check("kill", self.killed)

    def test_torn_write(self):
        self.check("torn", self.killed)

    def failed(self, reason, folder_text="the folder of"):
        def check(done, is_new):
            self.assertEqual(done.code, 4)
            self.assertIn(reason, done.error)
            self.assertIn("out.h5", done.error)
            self.assertEqual(len(done.error.splitlines()), 1)
            self.assertEqual(self.left(), set())
            # Once it has its name it is whole; only whether it outlives a power cut is not known.
            self.assertEqual(is_new, folder_text in done.error)
        return check

    def test_disk_full(self):
        self.check("enospc", self.failed("No space left on device"))

    def test_input_output_error(self):
        self.check("eio", self.failed("Input/output error"))

    def test_short_write(self):
        def check(done, is_new):
            self.assertEqual((done.code, is_new), (0, True))
            self.assertLessEqual(self.left(), {"out.h5.run.json"})
        self.check("short", check)

    def test_next_run_cleans_up(self):
        self.prepare()
        for name in ("out.h5.part", "out.h5.new", "out.h5.live"):
            with open(os.path.join(self.folder, name), "wb") as file:
                file.write(b"left over by a killed run")
        self.assertEqual(faults.run(self.command, self.folder).code, 0)
        self.assertEqual(content(self.output), self.new)
        self.assertLessEqual(self.left(), {"out.h5.run.json"})


if __name__ == "__main__":
    unittest.main()
