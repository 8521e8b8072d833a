# SPDX-License-Identifier: GPL-3.0-or-later
"""Object code, read with nm: no writable globals, and no exported symbol without the prefix ardey_."""

import subprocess

PREFIX = "ardey_"
WRITABLE = set("BbCDdGgSs")


def nm(path, *options):
    done = subprocess.run(["nm", *options, str(path)], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"nm {path}: {done.stderr.strip()}")
    return done.stdout.splitlines()


def check_globals(path):
    """`path`: an object file or an archive. A constant that holds addresses is written once, by the loader, and
    lies in .data.rel.ro: that is no writable global."""
    findings, member, count = [], path.name, 0
    for line in nm(path, "--defined-only", "--format=sysv"):
        fields = [field.strip() for field in line.split("|")]
        if line.startswith("Symbols from "):
            member = line.removeprefix("Symbols from ").rstrip(":")
        elif len(fields) == 7 and len(fields[2]) == 1:
            count += 1
            name, kind, section = fields[0], fields[2], fields[6]
            if kind in WRITABLE and not section.startswith(".data.rel.ro"):
                findings.append(f"{member}: '{name}' is a writable global (in {section})")
    return findings if count else [f"{path}: has no symbols to check"]


def check_symbols(path):
    """`path`: the shared library."""
    names = [line.split()[-1].split("@")[0] for line in nm(path, "-D", "--defined-only")]
    findings = [f"{path.name}: exports '{name}'" for name in names if not name.startswith(PREFIX)]
    return findings if names else [f"{path}: exports nothing"]
