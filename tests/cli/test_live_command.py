# SPDX-License-Identifier: GPL-3.0-or-later
"""A run can be watched while it goes on, by `ardey info --watch` and by the package."""
import os
import shutil
import subprocess
import time
import unittest

import h5py

from ardey_results import open_run
from command_support import ARDEY, ENVIRONMENT, CommandTest, ardey


class Live(CommandTest):
    def test_a_run_is_watched_until_it_is_complete(self):
        scenario = self.scenario('s.stop = "28:00" s.equilibrium = { iterations = 4 }')
        live = self.output + ".live"
        with subprocess.Popen([ARDEY, "run", scenario, "-q", "-t", "1", "--live", "0.01 s", "-o", self.output],
                              env=ENVIRONMENT) as run:
            while not os.path.exists(live) and run.poll() is None:
                time.sleep(0.002)
            self.assertIsNone(run.poll(), "the run was over before it could be watched")
            part = open_run(self.output)
            self.assertFalse(part.is_complete)
            self.assertEqual(part.progress["stop_s"], 28 * 3600)
            self.assertGreaterEqual(part.progress["share_done"], 0)
            code, out, err = ardey("info", "--watch", self.output)
            self.assertEqual((code, err), (0, ""))
            self.assertIn("the run is complete", out)
            self.assertEqual(run.wait(), 0)
        self.assertFalse(os.path.exists(live))
        self.assertTrue(open_run(self.output).is_complete)
        self.assertEqual(open_run(self.output).progress, {})
        with h5py.File(self.output) as file:
            self.assertRegex(out, rf"trips \[trip\] +{len(file['trips/trip'])}\n")

    def test_a_run_that_was_killed_is_told(self):
        with subprocess.Popen([ARDEY, "run", self.scenario('s.stop = "28:00" s.equilibrium = { iterations = 9 }'), "-q",
                               "-o", self.output], env=ENVIRONMENT) as run:
            while not os.path.exists(self.output + ".part"):
                time.sleep(0.002)
            run.kill()
        code, _, err = ardey("info", "--watch", self.output)
        self.assertEqual(code, 3)
        self.assertIn("has ended before it was complete", err)

    def test_what_cannot_be_watched(self):
        code, _, err = ardey("info", "--watch", self.path("nothing.h5"))
        self.assertEqual(code, 3)
        self.assertIn("no run that writes it", err)
        code, _, err = ardey("run", self.scenario(), "--live", "often", "-o", self.output)
        self.assertEqual(code, 2)
        self.assertIn('--live takes a time such as "30 s"', err)
        self.assert_nothing_left()

    def test_an_older_result_is_not_hidden(self):
        code, _, err = ardey("run", self.scenario('s.stop = "06:10"'), "-q", "--live", "off", "-o", self.output)
        self.assertEqual((code, err), (0, ""))
        shutil.copy(self.output, self.output + ".live")
        self.assertEqual(open_run(self.output).path.name, "out.h5")
        os.remove(self.output)
        self.assertEqual(open_run(self.output).path.name, "out.h5.live")


if __name__ == "__main__":
    unittest.main()
