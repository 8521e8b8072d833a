# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python package can be installed with pip from the checkout, without a network, and works from there."""

from __future__ import annotations

import inspect
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(Path(__file__).resolve().parent)]

import ardey_results  # noqa: E402
from small_result import write_small_result  # noqa: E402


@unittest.skipIf(os.environ.get("ARDEY_SANITIZE"), "tests no code of the program")
class InstallTest(unittest.TestCase):
    def test_pip_installs_a_package_that_works(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="ardey-install-"))
        self.addCleanup(shutil.rmtree, folder)
        # pip builds in the folder that it is given: not in the checkout.
        shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__", "build"))
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        installed = subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-build-isolation", "--no-deps",
             "--root-user-action=ignore", "--target", str(folder / "site"), str(folder / "scripts")],
            env=environment, capture_output=True, text=True, check=False)
        self.assertEqual(installed.returncode, 0, installed.stderr)
        self.assertTrue((folder / "site" / "ardey_results" / "py.typed").exists())
        write_small_result(folder / "small.h5")
        program = ("import sys; from ardey_results import load, plot, report; run = load(sys.argv[1]); "
                   "print(len(run.trips), report.__file__); plot.save(plot.modes_by_distance(run), "
                   "__import__('pathlib').Path(sys.argv[2]))")
        done = subprocess.run([sys.executable, "-c", program, str(folder / "small.h5"), str(folder / "modes.png")],
                              env=dict(environment, PYTHONPATH=str(folder / "site")), cwd=folder, capture_output=True,
                              text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.split(), ["4", str(folder / "site" / "ardey_results" / "report.py")])
        self.assertEqual((folder / "modes.png").read_bytes()[:8], b"\x89PNG\r\n\x1a\n")


class DocumentedTest(unittest.TestCase):
    def test_functions_are_typed_and_described(self) -> None:
        functions = [getattr(module, name) for module in (ardey_results, ardey_results.plot) for name in module.__all__]
        functions = [function for function in functions if inspect.isfunction(function)]
        self.assertGreater(len(functions), 45)
        for function in functions:
            with self.subTest(function.__name__):
                self.assertGreater(len(inspect.getdoc(function) or ""), 30)
                signature = inspect.signature(function)
                self.assertIsNot(signature.return_annotation, signature.empty)
                for parameter in signature.parameters.values():
                    self.assertIsNot(parameter.annotation, parameter.empty, parameter.name)


if __name__ == "__main__":
    unittest.main()
