#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the shipped weekday with and without a result file, in turn, and prints what the records cost.

    tests/bench/profile_weekday.py                  # the full day, 3 rounds, one thread
    tests/bench/profile_weekday.py --sample 0.02    # a sample of the persons
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
from pathlib import Path

import programs

ROOT = Path(__file__).resolve().parents[2]
SUMMARY = re.compile(r"^(\d+) events in ([\d.]+) s \(.*build ([\d.]+) s\)", re.MULTILINE)


def run(options: argparse.Namespace, out: Path | None) -> tuple[programs.Child, int, float]:
    """The finished process, its events, and the wall time of building the world."""
    command = [options.ardey, "run", options.scenario, "-t", options.threads, "-s", options.sample]
    child = programs.run_child(command + (["-o", out] if out else []))
    if out:
        log = json.loads(Path(f"{out}.run.json").read_text(encoding="utf-8"))
        return child, log["events"], log["build_s"]
    found = SUMMARY.search(child.text())
    if not found:
        raise programs.RunFailed(f"no line with the number of events in:\n{child.text()[-2000:]}")
    return child, int(found[1]), float(found[3])


def describe(name: str, runs: list[tuple[programs.Child, int, float]]) -> None:
    walls = [child.wall_s for child, _, _ in runs]
    rates = [events / (child.wall_s - build_s) / 1e6 for child, events, build_s in runs]
    cpus = [child.cpu_s for child, _, _ in runs]
    print(f"{name:<16} {statistics.median(walls):8.2f} s wall ({min(walls):.2f}-{max(walls):.2f}),"
          f" {statistics.median(cpus):.2f} s processor, {runs[0][1]:,} events,"
          f" {statistics.median(rates):.2f} million events/s after building,"
          f" {statistics.median(child.peak_mb for child, _, _ in runs):.0f} MB")


def main() -> int:
    parser = argparse.ArgumentParser(description="The shipped weekday with and without a result file, in turn.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--sample", type=float, default=1.0)
    parser.add_argument("--scenario", type=Path, default=ROOT / "scenarios" / "weekday.lua")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--ardey", type=Path, default=ROOT / "build" / "release" / "ardey")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    out = options.work / "weekday.h5"
    without, with_records = [], []
    try:
        for _ in range(options.rounds):
            without.append(run(options, None))
            with_records.append(run(options, out))
    except (programs.RunFailed, OSError) as problem:
        print(f"profile_weekday: {problem}", file=sys.stderr)
        return 1
    print(f"# {programs.machine()}; {options.scenario.name}, sample {options.sample:g}, {options.threads} threads")
    describe("without output", without)
    describe("with output", with_records)
    for words, value in (("wall time", lambda c: c.wall_s), ("processor time", lambda c: c.cpu_s)):
        ratios = [value(b[0]) / value(a[0]) for a, b in zip(without, with_records)]
        print(f"with over without, {words}: {statistics.median(ratios):.3f} ({min(ratios):.3f}-{max(ratios):.3f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
