#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the library of scenarios and tells what came out.

    scripts/library.py run [NAME ...]      simulates the weekday and each scenario, skipping what is there
    scripts/library.py judge [NAME ...]    compares the outcome of each with what its outcome.csv expects
    scripts/library.py write [NAME ...]    writes figures and picture into the README.md of each

Options: --ardey PROGRAM, --sample SHARE (default 0.1), --iterations N (default: the scenario's), --threads N, --runs FOLDER
(default: library_runs). A scenario is a folder of scenarios/library with scenario.lua, outcome.csv and README.md.
Exit codes: 0 done, 1 an outcome is not as expected, 2 wrong usage, 3 a run failed or its result is missing.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
from pathlib import Path

import pandas as pd
from ardey_results import ResultError, Run, compare, line_calls, link_volumes, open_run, plot
from ardey_results.style import save

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "scenarios" / "library"
BEGIN, END = "<!-- what came out: written by scripts/library.py -->", "<!-- end -->"
# Every README shows these indicators; those that outcome.csv names come besides.
SHOWN = ("share_of_trips_car", "share_of_trips_pt", "share_of_trips_bike", "mean_travel_time_car", "mean_travel_time_pt",
         "vehicle_time_lost", "boardings", "denied_boardings", "trains_mean_late")


def measure(run: Run, what: str) -> float:
    """A figure of a run: an indicator, or `boardings of LINE`, `runs of LINE`, `vehicles on LINK`, `parked at STOP`."""
    kind, _, name = what.partition(" of ")
    if name and kind == "boardings":
        return float(line_calls(run, name)["boarded"].sum()) / run.sample
    if name and kind == "runs":
        return float(line_calls(run, name)["run"].nunique())
    kind, _, name = what.partition(" on ")
    if name and kind == "vehicles":
        return float(link_volumes(run)[name])
    kind, _, name = what.partition(" at ")
    if name and kind == "parked":
        lots = run.table("parking")
        return float(lots.loc[lots["stop"] == name, "parked"].sum())
    indicators = run.table("indicators").set_index("name")["value"]
    return float(indicators.get(what, 0.0))


def expectations(name: str) -> list[dict[str, str]]:
    with open(LIBRARY / name / "outcome.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def simulate(name: str, scenario: Path, options: argparse.Namespace) -> bool:
    result = options.runs / f"{name}.h5"
    if result.exists():
        print(f"{name}: {result} is there")
        return True
    command = [options.ardey, "run", str(scenario), "-o", str(result), "--sample", str(options.sample), "--quiet"]
    if options.iterations is not None:
        command += ["--iterations", str(options.iterations)]
    if options.threads:
        command += ["--threads", str(options.threads)]
    print(" ".join(command), flush=True)
    return subprocess.run(command, check=False).returncode == 0


def pair(name: str, options: argparse.Namespace) -> tuple[Run, Run]:
    return open_run(options.runs / "weekday.h5"), open_run(options.runs / f"{name}.h5")


def outcome(name: str, options: argparse.Namespace) -> pd.DataFrame:
    """A row per expectation: what, before, after, change (higher, lower), is_met, why."""
    base, variant = pair(name, options)
    rows = []
    for row in expectations(name):
        before, after = measure(base, row["what"]), measure(variant, row["what"])
        is_met = after > before if row["change"] == "higher" else after < before
        rows.append({"what": row["what"], "before": before, "after": after, "change": row["change"], "is_met": is_met,
                     "why": row["why"]})
    return pd.DataFrame(rows)


def number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def figures(name: str, options: argparse.Namespace) -> str:
    """The part of a README that tells what came out."""
    base, variant = pair(name, options)
    lines = [BEGIN, "", f"One pair of runs with {options.sample:.0%} of the people, seed {base.attributes['seed']}, the weekday beside:", "",
             "| | weekday | here |", "|---|---|---|"]
    for row in outcome(name, options).itertuples():
        lines.append(f"| **{row.what}** ({row.change}: {row.why}) | {number(row.before)} | {number(row.after)} |")
    table = compare([base, variant]).set_index("indicator")
    named = set(row["what"] for row in expectations(name))
    for indicator in SHOWN:
        if indicator in table.index and indicator not in named:
            row = table.loc[indicator]
            unit = "" if row["unit"] == "1" else f" ({row['unit']})"
            lines.append(f"| {indicator}{unit} | {number(row['base_mean'])} | {number(row['variant_mean'])} |")
    return "\n".join([*lines, "", "![Change of road traffic](picture.png)", "", END])


def write(name: str, options: argparse.Namespace) -> None:
    page = LIBRARY / name / "README.md"
    text = page.read_text(encoding="utf-8")
    begin, end = text.index(BEGIN), text.index(END) + len(END)
    page.write_text(text[:begin] + figures(name, options) + text[end:], encoding="utf-8")
    base, variant = pair(name, options)
    try:
        figure = plot.volume_changes(base, variant)
    except ResultError: # as many vehicles on each road
        figure = plot.indicator_changes(compare([base, variant]))
    save(figure, LIBRARY / name / "picture.png")
    print(page)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Runs the library of scenarios and tells what came out.")
    parser.add_argument("work", choices=("run", "judge", "write"))
    parser.add_argument("names", nargs="*", metavar="NAME", help="scenarios (default: all)")
    parser.add_argument("--ardey", default=str(ROOT / "build" / "release" / "ardey"))
    parser.add_argument("--sample", type=float, default=0.1)
    parser.add_argument("--iterations", type=int)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--runs", type=Path, default=Path("library_runs"))
    options = parser.parse_args(arguments)
    all_names = sorted(path.parent.name for path in LIBRARY.glob("*/scenario.lua"))
    for name in options.names:
        if name not in all_names:
            print(f"library.py: no scenario '{name}' in {LIBRARY}; there are: {', '.join(all_names)}", file=sys.stderr)
            return 2
    names = options.names or all_names
    options.runs.mkdir(parents=True, exist_ok=True)
    try:
        if options.work == "run":
            jobs = [("weekday", ROOT / "scenarios" / "weekday.lua"), *((name, LIBRARY / name / "scenario.lua") for name in names)]
            return 0 if all([simulate(name, scenario, options) for name, scenario in jobs]) else 3
        if options.work == "write":
            for name in names:
                write(name, options)
            return 0
        is_met = True
        for name in names:
            for row in outcome(name, options).itertuples():
                print(f"{name}: {row.what}: {number(row.before)} -> {number(row.after)}, "
                      f"{'as expected' if row.is_met else 'NOT as expected'} ({row.change}: {row.why})")
                is_met = is_met and row.is_met
        return 0 if is_met else 1
    except ResultError as error:
        print(f"library.py: {error}", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
