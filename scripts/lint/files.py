# SPDX-License-Identifier: GPL-3.0-or-later
"""Files: the licence line, a test for every source file, no words that mark unfinished work."""

import re

from lint import sources

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
# Commands are run as a user would, by tests/cli/test_*_command.py; test_commands.c looks at their tables.
UNTESTED = re.compile(r"sim/cli/(main|command_\w+)\.c")
# Written in halves, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")


def licence_findings(root):
    for path in sources.code_files(root):
        if not any(LICENCE in line for line in sources.lines_of(path)[:2]) and path.suffix != ".in":
            yield f"{path.relative_to(root)}:1: the licence line is missing: {LICENCE}"


def test_findings(root):
    tested = {path.name for path in (root / "tests").rglob("test_*.c")}
    for path in sources.c_files(root, "sim"):
        where = path.relative_to(root).as_posix()
        if path.suffix == ".c" and not UNTESTED.fullmatch(where) and f"test_{path.name}" not in tested:
            layer = path.parent.relative_to(root / "sim").as_posix()
            yield f"{where}: has no test, expected tests/{layer}/test_{path.name}"


def unfinished_findings(root):
    documents = [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
    for path in sorted({*documents, *sources.code_files(root)}):
        for number, line in enumerate(sources.lines_of(path), 1):
            word = UNFINISHED.search(line)
            if word:
                yield f"{path.relative_to(root)}:{number}: '{word.group()}' marks unfinished work"


def check(root):
    return [*licence_findings(root), *test_findings(root), *unfinished_findings(root)]
