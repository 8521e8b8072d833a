# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one check and prints its findings: exit code 0 none, 1 some, 2 wrong usage, 77 skipped."""

import sys
from pathlib import Path

from lint import files, formatting, layers, objects, sizes

ROOT_CHECKS = {
    "layers": layers.check,
    "sizes": sizes.check,
    "files": files.check,
    "format": formatting.check,
}
OBJECT_CHECKS = {"globals": objects.check_globals, "symbols": objects.check_symbols}
SKIPPED = 77


def main(arguments):
    if len(arguments) == 1 and arguments[0] in ROOT_CHECKS:
        check, target = ROOT_CHECKS[arguments[0]], Path(".")
    elif len(arguments) == 2 and arguments[0] in OBJECT_CHECKS:
        check, target = OBJECT_CHECKS[arguments[0]], Path(arguments[1])
    else:
        names = [*ROOT_CHECKS, *(f"{name} FILE" for name in OBJECT_CHECKS)]
        print(f"usage: python3 -m lint {' | '.join(names)}", file=sys.stderr)
        return 2
    try:
        findings = check(target)
    except formatting.ToolMissing as missing:
        print(f"skipped: {missing}")
        return SKIPPED
    for finding in findings:
        print(finding)
    print(f"{arguments[0]}: {len(findings)} findings")
    return 1 if findings else 0


sys.exit(main(sys.argv[1:]))
