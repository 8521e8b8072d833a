# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that are interrupted and go on: signals, exit codes, and the same bytes in the end."""
import filecmp
import os
import signal
import subprocess

from command_support import ARDEY, ENVIRONMENT, SMALL, CommandTest, ardey

SETTLING = "s.equilibrium = { iterations = 4, gap = 0 }\n"


class CheckpointCommand(CommandTest):
    def start(self, *arguments):
        """Starts a run that people settle in; gives the process once an iteration is over."""
        run = subprocess.Popen([ARDEY, "run", self.scenario(SETTLING), "-o", self.output, *arguments],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
        self.addCleanup(run.kill)
        self.addCleanup(run.stderr.close)
        for line in run.stderr:
            if line.startswith("iteration"):
                return run
        return self.fail(f"no iteration, exit code {run.wait()}")

    def whole(self):
        code, _, errors = ardey("run", self.scenario(SETTLING), "-o", self.path("whole.h5"), "-q")
        self.assertEqual((code, errors), (0, ""))
        return self.path("whole.h5")

    def assert_done(self, whole):
        """The result is there, and nothing else that a run needs."""
        self.assertTrue(filecmp.cmp(whole, self.output, shallow=False))
        self.assertFalse(os.path.exists(self.output + ".checkpoint"))
        self.assertFalse(os.path.exists(self.output + ".part"))

    def test_every_stop_signal_makes_a_checkpoint(self):
        threads = 1
        for number in (signal.SIGTERM, signal.SIGUSR1, signal.SIGINT):
            run = self.start("--resume", "-t", str(threads))
            run.send_signal(number)
            errors = run.stderr.read()
            self.assertEqual(run.wait(), 85, errors)
            self.assertIn(f"stopped with the checkpoint '{self.output}.checkpoint'", errors)
            self.assertTrue(os.path.exists(self.output + ".checkpoint"))
            self.assertFalse(os.path.exists(self.output))
            threads += 1
        code, _, errors = ardey("run", self.scenario(SETTLING), "-o", self.output, "--resume")
        self.assertEqual(code, 0, errors)
        self.assertIn(f"goes on from checkpoint '{self.output}.checkpoint', ", errors)
        self.assert_done(self.whole())

    def test_sigusr2_makes_one_and_goes_on(self):
        run = self.start()
        run.send_signal(signal.SIGUSR2)
        errors = run.stderr.read()
        self.assertEqual(run.wait(), 0, errors)
        self.assertEqual(errors.count("checkpoint "), 1)
        self.assert_done(self.whole())

    def test_a_killed_run_goes_on_from_its_last_checkpoint(self):
        run = self.start("--checkpoint-every", "sim 10 min")
        run.kill()
        self.assertEqual(run.wait(), -signal.SIGKILL)
        code, _, errors = ardey("run", self.scenario(SETTLING), "-o", self.output, "--resume", "-t", 2)
        self.assertEqual(code, 0, errors)
        self.assertIn("goes on from checkpoint", errors)
        self.assert_done(self.whole())

    def test_the_walltime_ends_a_run_in_time(self):
        code, _, errors = ardey("run", self.scenario(), "-o", self.output, "--max-walltime", "0:00:01")
        self.assertEqual(code, 85, errors)
        code, _, errors = ardey("run", self.scenario(), "-o", self.output, "--resume", "--max-walltime", "2 h")
        self.assertEqual(code, 0, errors)

    def test_without_an_output_a_signal_keeps_nothing(self):
        run = subprocess.Popen([ARDEY, "run", self.scenario(SETTLING)], stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
        self.assertTrue(run.stderr.readline().startswith("iteration"))
        run.terminate()
        errors = run.communicate()[1]
        self.assertEqual(run.returncode, 5, errors)
        self.assertIn("stopped on request", errors)

    def test_wrong_options_are_refused(self):
        scenario = os.path.join(SMALL, "small.lua")
        for options, message in (
                (["-o", "a.h5", "--checkpoint-every", "often"], "--checkpoint-every takes a time such as"),
                (["-o", "a.h5", "--checkpoint-every", "sim 30"], "--checkpoint-every takes a time such as"),
                (["-o", "a.h5", "--checkpoint-every", "sim 0 min"], "--checkpoint-every takes a time such as"),
                (["-o", "a.h5", "--max-walltime", "-1 h"], "--max-walltime takes a time such as"),
                (["--resume"], "without -o RESULT.h5, --checkpoint FILE says where checkpoints are"),
                (["--max-walltime", "1 h"], "without -o RESULT.h5, --checkpoint FILE says")):
            code, _, errors = ardey("run", scenario, *options)
            self.assertEqual(code, 2)
            self.assertIn(message, errors)
