#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the library of scenarios and tells what came out.

    scripts/library.py run [NAME ...]      simulates the weekday with two seeds and each scenario, skipping what is there
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
from ardey_results import ResultError, Run, compare, line_calls, link_volumes, open_run, plot, zone_flows
from ardey_results.style import save
from matplotlib.figure import Figure

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "scenarios" / "library"
BASE, OTHER = "weekday", "weekday_other_seed"
BEGIN, END = "<!-- what came out: written by scripts/library.py -->", "<!-- end -->"
# Every README shows these indicators; those that outcome.csv names come besides.
SHOWN = ("share_of_trips_car", "share_of_trips_pt", "share_of_trips_bike", "mean_travel_time_car", "mean_travel_time_pt",
         "vehicle_time_lost", "boardings", "denied_boardings", "trains_mean_late")
CITIES = {"Dortmund": "D", "Schwerte": "S"}  # how ids of their zones begin
LOADS, MODES, DRIVES = "Passengers of RB 53 by section", "Change of the modes", "Change of kilometres, energy and emissions"
# What answers the question of a scenario in one look; the others show how many vehicles more or fewer use each road.
PICTURES = {
    "bicycle_highway": MODES, "cheap_ticket": MODES, "denser_rb53": LOADS, "dos2030_implementation": LOADS, "dos2030_strategy": LOADS,
    "half_electric": DRIVES, "hub_schwerte": LOADS, "rb53_closed": LOADS,
}


def measure(run: Run, what: str) -> float | None:
    """A figure of a run: an indicator, `boardings of LINE`, `runs of LINE`, `vehicles on LINK`, `parked at STOP`, or `trips by MODE
    between CITY and CITY`, both ways; None when the run has nothing of that name. Raises ResultError for a city that is none."""
    kind, _, name = what.partition(" of ")
    if kind in ("boardings", "runs") and name:
        if name not in set(run.lines["name"]):
            return None
        calls = line_calls(run, name)
        return float(calls["boarded"].sum() if kind == "boardings" else calls["run"].nunique())
    if what.startswith("vehicles on "):
        volume = link_volumes(run).get(what.removeprefix("vehicles on "))
        return None if volume is None else float(volume)
    if what.startswith("parked at "):
        lots = run.table("parking")
        parked = lots.loc[lots["stop"] == what.removeprefix("parked at "), "parked"]
        return None if parked.empty else float(parked.sum())
    if what.startswith("trips by "):
        return trips_between(run, *what.removeprefix("trips by ").replace(" between ", " and ").split(" and "))
    value = run.table("indicators").set_index("name")["value"].get(what)
    return None if value is None else float(value)


def trips_between(run: Run, mode: str, *cities: str) -> float:
    """Trips by a mode from one of two cities to the other, scaled to everybody."""
    if len(cities) != 2 or not set(cities) <= set(CITIES):
        raise ResultError(f"trips between {' and '.join(cities)}: must be two of {', '.join(CITIES)}")
    flows = zone_flows(run, [mode])
    begins = dict(zip(run.zones["title"].astype(str), run.zones["name"].astype(str)))
    rows, columns = ([begins[str(title)][0] for title in axis] for axis in (flows.index, flows.columns))
    one, other = (CITIES[city] for city in cities)
    return float(sum(flows.iloc[i, j] for i, a in enumerate(rows) for j, b in enumerate(columns) if {a, b} == {one, other}))


def picture(name: str, base: Run, variant: Run) -> tuple[str, Figure]:
    """What the picture of a scenario shows, and the picture."""
    shows = PICTURES.get(name, "Change of road traffic")
    if shows == LOADS:
        return shows, plot.load_changes(base, variant, ["RB53", "RB53-SEV"])
    if shows in (MODES, DRIVES):
        table = compare([base, variant])
        groups = ("trips_departed_",) if shows == MODES else ("driven_", "energy_", "co2_")
        return shows, plot.indicator_changes(table[table["indicator"].str.startswith(groups)])
    return shows, plot.volume_changes(base, variant)


def expectations(name: str) -> list[dict[str, str]]:
    with open(LIBRARY / name / "outcome.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def simulate(name: str, scenario: Path, seed: int | None, options: argparse.Namespace) -> bool:
    result = options.runs / f"{name}.h5"
    if result.exists():
        print(f"{name}: {result} is there")
        return True
    command = [options.ardey, "run", str(scenario), "-o", str(result), "--sample", str(options.sample), "--quiet"]
    for option, value in (("--seed", seed), ("--iterations", options.iterations), ("--threads", options.threads)):
        if value is not None:
            command += [option, str(value)]
    print(" ".join(command), flush=True)
    return subprocess.run(command, check=False).returncode == 0


def outcome(name: str, options: argparse.Namespace) -> pd.DataFrame:
    """A row per expectation: what, before, other (the weekday with another seed), after, change (higher, lower), is_met, why. What a
    run has nothing of counts as 0 there. Raises ResultError when no run has it."""
    base, other, variant = (open_run(options.runs / f"{each}.h5") for each in (BASE, OTHER, name))
    rows = []
    for row in expectations(name):
        found = [measure(run, row["what"]) for run in (base, other, variant)]
        if found[0] is None and found[2] is None:
            raise ResultError(f"{LIBRARY / name / 'outcome.csv'}: no run has '{row['what']}'")
        if row["change"] not in ("higher", "lower"):
            raise ResultError(f"{LIBRARY / name / 'outcome.csv'}: change is '{row['change']}', must be higher or lower")
        before, beside, after = (value or 0.0 for value in found)
        is_met = after > before if row["change"] == "higher" else after < before
        rows.append({"what": row["what"], "before": before, "other": beside, "after": after, "change": row["change"], "is_met": is_met,
                     "why": row["why"]})
    return pd.DataFrame(rows)


def number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def cells(before: float, other: float, after: float) -> str:
    """The three figures of a row of the table; the last in brackets when it is no farther from the first than the second is."""
    may_be_chance = abs(after - before) <= abs(other - before)
    return f"{number(before)} | {number(other)} | {f'({number(after)})' if may_be_chance else number(after)} |"


def figures(name: str, shows: str, options: argparse.Namespace) -> str:
    """The part of a README that tells what came out."""
    base, other, variant = (open_run(options.runs / f"{each}.h5") for each in (BASE, OTHER, name))
    seed, other_seed = base.attributes["seed"], other.attributes["seed"]
    lines = [BEGIN, "", f"Runs with {options.sample:.0%} of the people and the same seed {seed}. The weekday once more with seed {other_seed} tells "
             "what chance alone changes; in brackets what differs by no more than that. Indicators such as boardings count those who were "
             "simulated; figures of lines, roads, stops and cities stand for everybody.", "",
             f"| | weekday | weekday, seed {other_seed} | here |", "|---|---|---|---|"]
    for row in outcome(name, options).itertuples():
        lines.append(f"| **{row.what}** ({row.change}: {row.why}) | {cells(row.before, row.other, row.after)}")
    table = compare([base, variant]).set_index("indicator")
    besides = other.table("indicators").set_index("name")["value"]
    named = set(row["what"] for row in expectations(name))
    for indicator in SHOWN:
        if indicator in table.index and indicator not in named:
            row = table.loc[indicator]
            unit = "" if row["unit"] == "1" else f" ({row['unit']})"
            lines.append(f"| {indicator}{unit} | {cells(row['base_mean'], float(besides[indicator]), row['variant_mean'])}")
    return "\n".join([*lines, "", f"![{shows}](picture.png)", "", END])


def write(name: str, options: argparse.Namespace) -> None:
    page = LIBRARY / name / "README.md"
    text = page.read_text(encoding="utf-8")
    begin, end = text.index(BEGIN), text.index(END) + len(END)
    shows, figure = picture(name, open_run(options.runs / f"{BASE}.h5"), open_run(options.runs / f"{name}.h5"))
    page.write_text(text[:begin] + figures(name, shows, options) + text[end:], encoding="utf-8")
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
            weekday = ROOT / "scenarios" / "weekday.lua"
            jobs = [(BASE, weekday, None), (OTHER, weekday, 2), *((name, LIBRARY / name / "scenario.lua", None) for name in names)]
            return 0 if all([simulate(*job, options) for job in jobs]) else 3
        if options.work == "write":
            for name in names:
                write(name, options)
            return 0
        is_met = True
        for name in names:
            for row in outcome(name, options).itertuples():
                print(f"{name}: {row.what}: {number(row.before)} -> {number(row.after)}, "
                      f"{'as expected' if row.is_met else 'NOT as expected'} ({row.change}: {row.why})"
                      f"{', but no more than chance' if abs(row.after - row.before) <= abs(row.other - row.before) else ''}")
                is_met = is_met and row.is_met
        return 0 if is_met else 1
    except ResultError as error:
        print(f"library.py: {error}", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
