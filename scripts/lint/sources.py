# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files the checks look at."""

CODE_FOLDERS = ("sim", "tests", "scripts", "scenarios")
SUFFIXES = {".c", ".h", ".in", ".py", ".sh", ".lua", ".cmake"}
NAMES = {"CMakeLists.txt", "run"}


def c_files(root, *folders):
    """All .c and .h files below the folders, sorted by path."""
    found = []
    for folder in folders:
        found += [p for p in (root / folder).rglob("*.[ch]") if p.is_file()]
    return sorted(found)


def code_files(root):
    """All files that people wrote as code: C, Python, shell, Lua, CMake; sorted by path."""
    found = [root / "CMakeLists.txt", root / ".ci" / "run"]
    for folder in CODE_FOLDERS:
        found += (root / folder).rglob("*")
    return sorted(
        p
        for p in found
        if p.is_file()
        and "__pycache__" not in p.parts
        and (p.suffix in SUFFIXES or p.name in NAMES)
    )


def lines_of(path):
    return path.read_text(encoding="utf-8").splitlines()
