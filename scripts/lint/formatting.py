# SPDX-License-Identifier: GPL-3.0-or-later
"""Formatting: every C file is as clang-format 14 with .clang-format leaves it."""

import re
import shutil
import subprocess

from lint import sources

TOOL = "clang-format-14"


class ToolMissing(Exception):
    """The check cannot be made here; says why."""


def check(root):
    # Other versions of the tool lay out some lines differently, so they cannot judge.
    if not shutil.which(TOOL):
        raise ToolMissing(f"{TOOL} is not installed (scripts/setup.sh test installs it where the system has it)")
    paths = sources.c_files(root, "sim", "tests")
    if not paths:
        return []
    done = subprocess.run(
        [TOOL, "--dry-run", "--Werror", "--style=file", *map(str, paths)], capture_output=True, text=True
    )
    places = dict.fromkeys(re.findall(r"^(\S+?:\d+):\d+: error", done.stderr, re.M))
    if done.returncode != 0 and not places:
        return [done.stderr.strip() or f"{TOOL} failed with code {done.returncode}"]
    return [f"{place}: not as clang-format leaves it; run {TOOL} -i on the file" for place in places]
