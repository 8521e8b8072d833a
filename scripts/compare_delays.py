#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a late train costs: compare_delays.py weekday.h5 late_train.h5 [--out DIR] [--line RB53].

Prints, for two runs of the same people, one without and one with a disturbance, the minutes of lateness by train and cause and
the minutes that passengers lose. With --out it draws late_train.png there. Exit codes: 0 done, 2 wrong usage, 3 no readable
result, or two that do not compare.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd

from ardey_results.delays import CAUSES, delay_causes, passenger_losses
from ardey_results import plot
from ardey_results.reading import ResultError, open_run
from ardey_results.style import save


def causes_text(causes: pd.DataFrame) -> str:
    """The table of `delay_causes` for people: a train per line, and the sum."""
    lines = [f"{'train':<44}{'group':<21}" + "".join(f"{name:>13}" for name in (*CAUSES, "at_end"))]
    for _, row in causes.iterrows():
        name = f"{row['line']} {row['start']:%H:%M} from {row['from_stop']}"
        lines.append(f"{name:<44}{row['group']:<21}" + "".join(f"{row[cause]:13.1f}" for cause in (*CAUSES, "at_end")))
    lines.append(f"{'all':<65}" + "".join(f"{causes[cause].sum():13.1f}" for cause in CAUSES))
    return "\n".join(lines)


def losses_text(losses: pd.DataFrame) -> str:
    """The table of `passenger_losses` for people."""
    lines = [f"{'passengers of':<21}" + "".join(f"{name:>12}" for name in losses)]
    for group, row in losses.iterrows():
        lines.append(f"{group:<21}" + "".join(f"{value:12.0f}" for value in row))
    lines.append(f"{'all':<21}" + "".join(f"{value:12.0f}" for value in losses.sum()))
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="What a late train costs other trains and passengers.")
    parser.add_argument("base", help="result file of the day without the disturbance, for instance weekday.h5")
    parser.add_argument("late", help="result file of the same day with it, for instance late_train.h5")
    parser.add_argument("--out", help="folder for the picture late_train.png (default: none is drawn)")
    parser.add_argument("--line", default="RB53", help="rail line of the train graph (default: RB53)")
    options = parser.parse_args(arguments)
    try:
        base, late = open_run(options.base), open_run(options.late)
        causes = delay_causes(base, late)
        losses = passenger_losses(base, late, causes)
        print("minutes by which the lateness changed, by cause (recovered: taken off)\n" + causes_text(causes))
        print("\ntrips, and minutes of passengers\n" + losses_text(losses))
        if options.out is not None:
            path = Path(options.out) / "late_train.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            save(plot.late_train(base, late, options.line, causes, losses), path)
            print(f"\n{path}")
    except (ResultError, OSError) as error:
        print(f"compare_delays.py: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
