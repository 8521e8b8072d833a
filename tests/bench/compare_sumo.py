#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs Ardey and SUMO's mesoscopic model on the same trips in a grid city, in turn, and prints how they compare.

    cmake --preset release && cmake --build --preset release
    tests/bench/compare_sumo.py                      # every case, 3 rounds: about half an hour
    tests/bench/compare_sumo.py --cases city50       # one
    tests/bench/compare_sumo.py --cases 30:100000    # any N:T
    tests/bench/compare_sumo.py --quick              # does it work: no times that mean anything

README.md beside this file says what is measured, and what is fair about it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import grid
import make_grid
import programs
from programs import Run

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Case:
    name: str
    about: str
    city: grid.City
    demand: grid.Demand
    stop: str = "04:00"
    sumo: bool = True
    all_arrive: bool = True  # before `stop`; more than that is no case to compare


def city_case(name: str, n: int, trips: int, about: str = "", **more) -> Case:
    return Case(name, f"{n} x {n} nodes, {trips:,} trips{about}", grid.City(n), grid.Demand(trips), **more)


CASES = {case.name: case for case in (
    city_case("city50", 50, 300_000),
    city_case("city100", 100, 500_000),
    # Twice the trips of city100. SUMO would teleport those who wait, which is other work.
    city_case("overload", 100, 1_000_000, ", overload", stop="08:00", sumo=False, all_arrive=False),
    # As many vehicles per link as in city50: trips are four times as long on sixteen times the links.
    city_case("city200", 200, 1_200_000, ", load per link of city50", sumo=False),
    Case("uxsim", "UXsim's 11 x 11 nodes, 60,984 trips", grid.UXSIM_CITY, grid.UXSIM_DEMAND),
)}
QUICK = city_case("quick", 20, 20_000)


@dataclass
class Result:
    """The runs of one case: one per round."""

    case: Case
    facts: dict
    one: list[Run]
    two: list[Run]
    sumo: list[Run]
    sumo_checked: Run | None = None
    sumo_streamed: Run | None = None


def parse_case(word: str) -> Case:
    if word in CASES:
        return CASES[word]
    n, _, trips = word.partition(":")
    if not (n.isdigit() and trips.isdigit()):
        raise argparse.ArgumentTypeError(f"'{word}' is no case: {', '.join(CASES)}, or N:T")
    return city_case(f"{n}:{trips}", int(n), int(trips))


def measure(case: Case, options: argparse.Namespace, with_sumo: bool) -> Result:
    folder = options.work / case.name.replace(":", "_")
    say(f"{case.name}: writing the input" if not folder.exists() else f"{case.name}: input in {folder}")
    facts = make_grid.make_once(case.city, case.demand, folder, with_sumo, case.stop)
    links = facts["route_links"]
    result = Result(case, facts, [], [], [])
    for number in range(1, options.rounds + 1):
        load = os.getloadavg()[0]
        busy = "; others are at work, go by processor time" if number == 1 and load > 0.5 else ""
        say(f"{case.name}: round {number} of {options.rounds} (load of the machine {load:.1f}{busy})")
        result.one.append(programs.run_ardey(options.ardey, folder, 1))
        if with_sumo:
            result.sumo.append(programs.run_sumo(folder, links))
        if options.threads > 1:
            result.two.append(programs.run_ardey(options.ardey, folder, options.threads))
    if with_sumo and options.checks:
        say(f"{case.name}: SUMO once with its statistics, once with routes read on the way")
        result.sumo_checked = programs.run_sumo(folder, links, statistics=True)
        result.sumo_streamed = programs.run_sumo(folder, links, streamed=True)
    return result


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def spread(values: list[float], form: str = "{:.1f}") -> str:
    """Median, and in parentheses least and greatest."""
    if not values:
        return "-"
    middle = form.format(statistics.median(values))
    if len(values) == 1:
        return middle
    return f"{middle} ({form.format(min(values))}-{form.format(max(values))})"


def column(runs: list[Run], facts: dict) -> dict[str, str]:
    """One column of the table; `-` where there is nothing to say."""
    def of(value, form="{:.1f}"):
        return spread([value(run) for run in runs], form)

    if not runs:
        return {}
    has_events = runs[0].events > 0
    return {
        "million traversals/s, simulation": of(lambda r: r.rate() / 1e6, "{:.3f}"),
        "simulation, s": of(lambda r: r.simulation_s, "{:.2f}"),
        "reading and building, s": of(lambda r: r.reading_s, "{:.2f}"),
        "whole run, s": of(lambda r: r.wall_s, "{:.2f}"),
        "simulation, processor s": of(lambda r: r.simulation_cpu_s, "{:.2f}"),
        "peak memory, MB": of(lambda r: r.peak_mb, "{:.0f}"),
        "peak bytes per route link": of(lambda r: r.peak_mb * 2**20 / facts["route_links"], "{:.1f}"),
        "events per traversal": of(lambda r: r.events / r.traversals, "{:.3f}") if has_events else "-",
        "ns per event": of(lambda r: r.simulation_s * 1e9 / r.events, "{:.0f}") if has_events else "-",
        "ns per traversal": of(lambda r: r.simulation_s * 1e9 / r.traversals, "{:.0f}"),
        "traversals": f"{runs[0].traversals:,}",
        "trips arrived": f"{runs[0].arrived:,}",
        "mean travel time, s": f"{runs[0].mean_travel_s:.2f}",
        "forced moves or teleports": f"{runs[0].forced:,}",
    }


def print_table(result: Result, threads: int) -> None:
    facts = result.facts
    print(f"\n## {result.case.name}: {result.case.about}\n")
    print(f"{facts['links']:,} links, {facts['route_links']:,} route links; if nobody waited, the busiest link would"
          f" carry {facts['highest_use']:.2f} of its capacity, the mean link {facts['mean_use']:.2f}. Medians, and"
          f" least to greatest, of {len(result.one)} rounds.\n")
    columns = {"Ardey, 1 thread": column(result.one, facts), f"Ardey, {threads} threads": column(result.two, facts),
               "SUMO meso": column(result.sumo, facts)}
    columns = {title: values for title, values in columns.items() if values}
    if result.sumo_checked:
        columns["SUMO meso"]["mean travel time, s"] = f"{result.sumo_checked.mean_travel_s:.2f}"
    print("| | " + " | ".join(columns) + " |\n|---|" + "---:|" * len(columns))
    for name in columns["Ardey, 1 thread"]:
        print(f"| {name} | " + " | ".join(values[name].replace("nan", "-") for values in columns.values()) + " |")
    print()
    print_ratios(result, threads)


def print_ratios(result: Result, threads: int) -> None:
    def ratios(above, below, value):
        return [value(a) / value(b) for a, b in zip(above, below)]

    def line(words, values, form="{:.2f}"):
        if values:
            print(f"- {words}: {spread(values, form)}")

    one, two, sumo = result.one, result.two, result.sumo
    line("traversals per second of simulation, Ardey on one thread over SUMO", ratios(one, sumo, Run.rate), "{:.1f}")
    line("the same by processor time", ratios(sumo, one, lambda r: r.simulation_cpu_s / r.traversals), "{:.1f}")
    line("wall time of the whole run, SUMO over Ardey on one thread", ratios(sumo, one, lambda r: r.wall_s), "{:.1f}")
    line(f"simulation, one thread over {threads} threads", ratios(one, two, lambda r: r.simulation_s))
    line("peak memory, Ardey on one thread over SUMO", ratios(one, sumo, lambda r: r.peak_mb))
    if result.sumo_streamed:
        line("the same over SUMO that reads routes on the way"
             f" ({result.sumo_streamed.peak_mb:.0f} MB, whole run {result.sumo_streamed.wall_s:.1f} s)",
             ratios(one, [result.sumo_streamed] * len(one), lambda r: r.peak_mb))


def print_across(results: dict[str, Result]) -> None:
    """Ratios between cases: overload over free, large over small."""
    def median(name, value):
        return statistics.median(value(run) for run in results[name].one)

    def per_traversal(run):
        return run.simulation_s / run.traversals

    def per_event(run):
        return run.simulation_s / run.events

    print()
    if {"city100", "overload"} <= results.keys():
        print(f"- time per traversal, overload over city100: "
              f"{median('overload', per_traversal) / median('city100', per_traversal):.2f}")
    if {"city50", "city200"} <= results.keys():
        print(f"- time per event, city200 over city50: "
              f"{median('city200', per_event) / median('city50', per_event):.2f}")


def problems(result: Result) -> list[str]:
    """What must be equal on both sides, and on any number of threads."""
    found, trips = [], result.case.demand.trips
    digests = {run.digest for run in result.one + result.two}
    if len(digests) != 1:
        found.append(f"{result.case.name}: Ardey's digest differs between runs: {', '.join(sorted(digests))}")
    arrived = result.one[0].arrived
    if result.case.all_arrive and arrived < trips:
        found.append(f"{result.case.name}: {arrived:,} of {trips:,} trips arrived in Ardey before the end")
    for run in result.sumo:
        if run.arrived != arrived:
            found.append(f"{result.case.name}: {run.arrived:,} of {trips:,} trips arrived in SUMO,"
                         f" {arrived:,} in Ardey")
            break
    return found


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Ardey and SUMO's mesoscopic model on the same trips, in turn.")
    parser.add_argument("--cases", nargs="+", type=parse_case, default=list(CASES.values()), metavar="CASE",
                        help=f"{', '.join(CASES)} (all when not given), or N:T")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2, help="compared with one thread; 1: no such runs")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bench", help="folder for input and results")
    parser.add_argument("--ardey", type=Path, default=ROOT / "build" / "release" / "ardey")
    parser.add_argument("--json", type=Path, help="file for the figures of every run")
    parser.add_argument("--no-sumo", action="store_true", help="Ardey alone")
    parser.add_argument("--no-checks", dest="checks", action="store_false",
                        help="without SUMO's two untimed runs per case")
    parser.add_argument("--quick", action="store_true",
                        help="one round of a small case; fails when the arrivals differ")
    options = parser.parse_args()
    if options.rounds < 1 or options.threads < 1:
        parser.error("--rounds and --threads are at least 1")
    if options.quick:
        options.cases, options.rounds = [QUICK], 1
    if not options.ardey.exists():
        parser.error(f"{options.ardey} is not there: cmake --preset release && cmake --build --preset release")
    return options


def main() -> int:
    options = read_options()
    version = "" if options.no_sumo else programs.sumo_version()
    if not version and not options.no_sumo:
        say("SUMO is not here, so Ardey runs alone. On Debian and Ubuntu: apt-get install --no-install-recommends sumo")
    print(f"# {programs.machine()}; SUMO {version or 'not run'}")
    results = {}
    try:
        for case in options.cases:
            result = measure(case, options, bool(version) and case.sumo)
            print_table(result, options.threads)
            results[case.name] = result
    except (programs.RunFailed, OSError, ValueError) as problem:
        say(f"compare_sumo: {problem}")
        return 1
    print_across(results)
    if options.json:
        record = {"machine": programs.machine(), "sumo": version, "results": [asdict(r) for r in results.values()]}
        options.json.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    found = [problem for result in results.values() for problem in problems(result)]
    for problem in found:
        say(f"compare_sumo: {problem}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
