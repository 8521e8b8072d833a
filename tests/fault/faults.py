# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets the calls by which a program changes files go wrong, one after the other (see fault.c)."""
import os
import subprocess

LIBRARY = os.environ.get("ARDEY_FAULT", "build/dev/tests/libfault.so")
KILLED = -9


class Done:
    """What became of a run: exit code, standard error, how many calls there were."""

    def __init__(self, code, error, calls):
        self.code, self.error, self.calls = code, error, calls


def run(command, folder, mode="", at=0, timeout=120):
    """Runs `command`; its call number `at` that concerns a file in `folder` goes wrong in the way `mode`."""
    counter = folder.rstrip("/") + ".calls"
    environment = dict(os.environ, OMP_WAIT_POLICY="passive", LD_PRELOAD=os.path.abspath(LIBRARY),
                       FAULT_FOLDER=os.path.realpath(folder) + "/", FAULT_MODE=mode, FAULT_AT=str(at),
                       FAULT_COUNT=counter)
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, env=environment, check=False)
    calls = 0
    if os.path.exists(counter):
        with open(counter, encoding="ascii") as file:
            calls = int(file.read())
        os.remove(counter)
    return Done(done.returncode, done.stderr, calls)


def points(command, folder, mode, prepare, step=1):
    """Yields (number, Done) for every `step`-th call until the run has fewer calls; `prepare()` comes before each run."""
    at = 1
    while True:
        prepare()
        done = run(command, folder, mode, at)
        if done.calls < at:
            return
        yield at, done
        at += step
