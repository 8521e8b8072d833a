# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/tutorial.md, done line by line as a reader would: files are written, commands run, and what they print is compared."""

import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path.cwd()
PAGE = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(\w+) ?(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def pattern_of(expected):
    """Expected lines as a pattern: a line `...` stands for any lines, `...` within a line for anything in it."""
    parts = []
    for line in expected:
        if line == "...":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(r".*?".join(re.escape(part) for part in line.split("...")) + r"\s*\n")
    return re.compile("".join(parts))


class Tutorial(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        (Path(self.folder.name) / "scripts").symlink_to(ROOT / "scripts")
        program = Path(os.environ["ARDEY"])
        self.environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "OMP_NUM_THREADS": "2",
                            "ARDEY_PATH": str(ROOT / "scenarios")}

    def run_block(self, arguments, expected, where):
        done = subprocess.run(arguments, cwd=self.folder.name, env=self.environment, capture_output=True, text=True,
                              timeout=200, check=False)
        found = done.stdout + done.stderr
        if done.returncode:
            found += f"exit code {done.returncode}\n"
        if not pattern_of(expected).fullmatch(found):
            self.fail(f"docs/tutorial.md: {where}\nexpected:\n" + "\n".join(expected) + f"\nfound:\n{found}")

    def test_page(self):
        counts = {"sh": 0, "lua": 0, "python": 0}
        blocks = list(BLOCK.finditer(PAGE.read_text(encoding="utf-8")))
        for index, block in enumerate(blocks):
            kind, name, text = block.groups()
            if kind == "lua":
                path = Path(self.folder.name) / name
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
            elif kind == "sh":
                for part in text.split("$ ")[1:]:
                    command, *expected = part.splitlines()
                    self.run_block(command.split(), expected, command)
            elif kind == "python":
                expected = blocks[index + 1]
                self.assertEqual(expected.group(1), "text")
                self.run_block([sys.executable, "-c", text], expected.group(3).splitlines(), "python")
            counts[kind] = counts.get(kind, 0) + 1
        self.assertEqual((counts["sh"], counts["lua"], counts["python"]), (7, 3, 1))


if __name__ == "__main__":
    unittest.main()
