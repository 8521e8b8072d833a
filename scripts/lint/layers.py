# SPDX-License-Identifier: GPL-3.0-or-later
"""The layer law: compares every #include in sim/ with scripts/layers.txt."""

import re
from fnmatch import fnmatchcase

from lint import sources

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
OPENMP = re.compile(r"\s*#\s*pragma\s+omp\b")
OPENMP_OWNER = "kernel/team.c"


def read_law(path):
    """Returns {layer: layers it may include, itself among them} and [(header pattern, file patterns)]."""
    layers, foreign = {}, []
    for line in sources.lines_of(path):
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if words[0].startswith("<"):
            foreign.append((words[0].strip("<>"), words[1:]))
        else:
            name = words[0].rstrip(":")
            layers[name] = {name, *words[1:]}
    return layers, foreign


def quoted_problem(header, layer, layers):
    if "/" not in header:
        return f'"{header}" needs its layer: "layer/{header}"'
    target = header.split("/")[0]
    if target not in layers:
        return f'"{header}" is in no layer of scripts/layers.txt'
    if target not in layers[layer]:
        return f'layer {layer} may not include "{header}"'
    return None


def foreign_problem(header, inside, foreign):
    owners = [files for pattern, files in foreign if fnmatchcase(header, pattern)]
    if not owners:
        return f"<{header}> is not listed in scripts/layers.txt"
    if any(fnmatchcase(inside, pattern) for files in owners for pattern in files):
        return None
    return f"<{header}> belongs to {' '.join(owners[0])}"


def line_problem(line, inside, layers, foreign):
    if OPENMP.match(line) and inside != OPENMP_OWNER:
        return f"OpenMP belongs to {OPENMP_OWNER}"
    found = INCLUDE.match(line)
    if not found:
        return None
    bracket, header = found.groups()
    if bracket == '"':
        return quoted_problem(header, inside.split("/")[0], layers)
    return foreign_problem(header, inside, foreign)


def check(root):
    layers, foreign = read_law(root / "scripts" / "layers.txt")
    findings = []
    for path in sources.c_files(root, "sim"):
        inside = path.relative_to(root / "sim").as_posix()
        if inside.split("/")[0] not in layers:
            findings.append(f"sim/{inside}: this folder is no layer of scripts/layers.txt")
            continue
        for number, line in enumerate(sources.lines_of(path), 1):
            problem = line_problem(line, inside, layers, foreign)
            if problem:
                findings.append(f"sim/{inside}:{number}: {problem}")
    return findings
