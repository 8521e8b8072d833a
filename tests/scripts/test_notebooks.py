# SPDX-License-Identifier: GPL-3.0-or-later
"""The notebooks run from top to bottom on results that the program has just made, and print what the files say."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from ardey_results import compare, delay_causes, load, passenger_losses  # noqa: E402

NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
# A hundredth of the people with their first plans: the roads lock up, but numbers are numbers.
SMALL = ("-q", "-i", "0", "--sample", "0.01", "-t", "1")
PICTURES = {"1_first_look": 4, "2_rail_delay": 2, "3_two_scenarios": 2, "4_own_indicator": 1}


def simulate(folder: Path, scenario: str, seed: int) -> None:
    path = folder / f"{scenario}_{seed}.h5"
    where = "library/tunnel_closed" if scenario == "tunnel_closed" else f"{scenario}.lua"
    words = [os.environ["ARDEY"], "run", f"scenarios/{where}", *SMALL, "--seed", str(seed), "-o", str(path)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True)


def execute(folder: Path, notebook: Path) -> subprocess.CompletedProcess:
    environment = dict(os.environ, PYTHONPATH=str(ROOT / "scripts"), PYDEVD_DISABLE_FILE_VALIDATION="1",
                       JUPYTER_RUNTIME_DIR=str(folder / "runtime"), IPYTHONDIR=str(folder / "ipython"))
    environment.pop("MPLBACKEND", None) # pictures are shown as in a reader's notebook
    shutil.copy(notebook, folder / notebook.name)
    words = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace",
             "--ExecutePreprocessor.timeout=200", notebook.name]
    return subprocess.run(words, cwd=folder, env=environment, check=False, capture_output=True, text=True)


@unittest.skipIf(os.environ.get("ARDEY_SANITIZE"), "the program would need minutes under a sanitizer")
class NotebooksTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(tempfile.mkdtemp(prefix="ardey-notebooks-"))
        runs = [("weekday", 1), ("weekday", 2), ("tunnel_closed", 1), ("tunnel_closed", 2), ("late_train", 1)]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda run: simulate(cls.folder, *run), runs))
            shutil.copy(cls.folder / "weekday_1.h5", cls.folder / "weekday.h5")
            shutil.move(cls.folder / "late_train_1.h5", cls.folder / "late_train.h5")
            cls.done = dict(zip(NOTEBOOKS, pool.map(lambda notebook: execute(cls.folder, notebook), NOTEBOOKS)))

    @classmethod
    def tearDownClass(cls) -> None:
        shutil.rmtree(cls.folder)

    def outputs(self, name: str) -> tuple[str, int]:
        """What the cells of a notebook have printed, and how many pictures they show."""
        text, pictures = "", 0
        for cell in json.loads((self.folder / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                text += "".join(output.get("text", []))
                pictures += "image/png" in output.get("data", {})
        return text, pictures

    def number(self, pattern: str, text: str) -> float:
        found = re.search(pattern, text)
        self.assertIsNotNone(found, f"{pattern} is not in: {text}")
        return float(found[1])

    def test_all_run_and_show_their_pictures(self) -> None:
        self.assertEqual([notebook.stem for notebook in NOTEBOOKS], list(PICTURES))
        for notebook, done in self.done.items():
            self.assertEqual(done.returncode, 0, done.stderr[-3000:])
            self.assertEqual(self.outputs(notebook.stem)[1], PICTURES[notebook.stem], notebook.stem)

    def test_first_look(self) -> None:
        text, _ = self.outputs("1_first_look")
        self.assertEqual(self.number(r"trips: (\d+)", text), len(load(self.folder / "weekday.h5").trips))
        self.assertGreater(self.number(r"busiest link from 7 to 8: \w+, (\d+) vehicles", text), 1000)

    def test_rail_delay(self) -> None:
        text, _ = self.outputs("2_rail_delay")
        day, late = load(self.folder / "weekday.h5"), load(self.folder / "late_train.h5")
        losses = passenger_losses(day, late, delay_causes(day, late))
        self.assertEqual(self.number(r"primary delay: ([\d.]+) min", text), 10.0)
        self.assertEqual(self.number(r"passengers lose (\d+) min", text), round(losses["lost"].sum()))

    def test_two_scenarios(self) -> None:
        text, _ = self.outputs("3_two_scenarios")
        table = compare([self.folder / f"{name}_{seed}.h5" for name in ("weekday", "tunnel_closed") for seed in (1, 2)])
        row = table.set_index("indicator").loc["mean_travel_time_car"]
        self.assertAlmostEqual(self.number(r"difference: +([+-][\d.]+) ", text), row["difference"], places=2)
        self.assertIn("from 2 pairs", text)

    def test_own_indicator(self) -> None:
        """From flows and speeds in the file comes what the simulator has counted."""
        text, _ = self.outputs("4_own_indicator")
        whole, known = self.number(r"all day: ([\d.]+) h", text), self.number(r"indicator: ([\d.]+) h", text)
        self.assertTrue(abs(whole - known) < 1e-3 * known, (whole, known))
        self.assertEqual(text.count("from 2 pairs"), 2)


class CommittedTest(unittest.TestCase):
    def test_notebooks_are_committed_without_outputs(self) -> None:
        self.assertEqual(len(NOTEBOOKS), 4)
        for notebook in NOTEBOOKS:
            for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
                self.assertEqual(cell.get("outputs", []), [], notebook.name)
                self.assertIsNone(cell.get("execution_count"), notebook.name)


if __name__ == "__main__":
    unittest.main()
