#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the pictures of a simulated day: plot_day.py weekday.h5 --out DIR [--line RB53].

Writes volumes.png, departures.png, loads.png, train_graph.png, blocking_times.png, speeds.png, counters.png, modes.png and
iterations.png. A picture whose data the file does not have is left out, with a line that says why. Exit codes: 0 done, 2 wrong usage, 3 no readable result.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ardey_results import plot
from ardey_results.reading import ResultError, open_run
from ardey_results.style import save


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Draws the pictures of a simulated day.")
    parser.add_argument("file", help="result file, for instance weekday.h5")
    parser.add_argument("--out", default="out", help="folder for the pictures (default: out)")
    parser.add_argument("--line", default="RB53", help="rail line to highlight (default: RB53)")
    options = parser.parse_args(arguments)
    try:
        run = open_run(options.file)
        out = Path(options.out)
        out.mkdir(parents=True, exist_ok=True)
    except (ResultError, OSError) as error:
        print(f"plot_day.py: {error}", file=sys.stderr)
        return 3
    pictures = {
        "volumes.png": lambda: plot.volumes(run, options.line),
        "departures.png": lambda: plot.departures(run),
        "loads.png": lambda: plot.loads(run, options.line),
        "train_graph.png": lambda: plot.train_graph(run, options.line),
        "blocking_times.png": lambda: plot.blocking_times(run, options.line),
        "speeds.png": lambda: plot.speeds(run, line=options.line),
        "counters.png": lambda: plot.counters(run),
        "modes.png": lambda: plot.mode_targets(run),
        "iterations.png": lambda: plot.convergence(run),
    }
    written = 0
    for name, draw in pictures.items():
        try:
            figure = draw()
        except ResultError as error:
            print(f"left out {name}: {error}", file=sys.stderr)
            continue
        save(figure, out / name)
        print(out / name)
        written += 1
    return 0 if written else 3


if __name__ == "__main__":
    sys.exit(main())
