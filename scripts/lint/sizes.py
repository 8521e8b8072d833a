# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes: lines of a file, lines and parameters of a C function.

Relies on the layout that clang-format gives (lint `format` checks it): the body of a function, and nothing else,
opens with a `{` alone in column 0 and closes with a `}` alone in column 0.
"""

import re

from lint import sources

MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 60
MAX_PARAMETERS = 6

COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
NAME_AND_OPEN = re.compile(r"(\w+)\s*\(")


def blank(text):
    """The text with comments, strings and character constants emptied, line breaks kept."""
    return COMMENT_OR_TEXT.sub(lambda m: "\n" * m.group().count("\n") or " ", text)


def parameter_count(signature):
    """Parameters of the definition `static int f(int a, void (*g)(int, int))`: 2."""
    opening = NAME_AND_OPEN.search(signature)
    if not opening:
        return 0
    depth, count, inside = 1, 1, ""
    for letter in signature[opening.end() :]:
        depth += (letter in "([{") - (letter in ")]}")
        if depth == 0:
            break
        count += letter == "," and depth == 1
        inside += letter
    return 0 if inside.strip() in ("", "void") else count


def signature_start(lines, brace):
    """The line where the signature begins whose body opens in line `brace`."""
    start = brace
    while start > 0:
        before = lines[start - 1].rstrip()
        if not before or before.startswith("#") or before.endswith((";", "{", "}")):
            break
        start -= 1
    return start


def functions(text):
    """Yields (name, first line, line count from signature to closing brace, parameter count)."""
    lines = blank(text).split("\n")
    start = brace = None
    for number, line in enumerate(lines):
        if line.rstrip() == "{":
            start, brace = signature_start(lines, number), number
        elif line.rstrip() == "}" and start is not None:
            signature = " ".join(lines[start:brace])
            name = NAME_AND_OPEN.search(signature)
            yield name.group(1) if name else "?", start + 1, number - start + 1, parameter_count(signature)
            start = None


def check(root):
    findings = []
    for path in sources.code_files(root):
        where = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        count = len(text.splitlines())
        is_written = text.startswith("---@meta")  # by the program, from its field tables
        if count > MAX_FILE_LINES and not is_written:
            findings.append(f"{where}: {count} lines, at most {MAX_FILE_LINES}")
        if path.suffix not in (".c", ".h"):
            continue
        for name, line, length, parameters in functions(text):
            if length > MAX_FUNCTION_LINES:
                findings.append(f"{where}:{line}: {name} has {length} lines, at most {MAX_FUNCTION_LINES}")
            if parameters > MAX_PARAMETERS:
                findings.append(f"{where}:{line}: {name} has {parameters} parameters, at most {MAX_PARAMETERS}")
    return findings
