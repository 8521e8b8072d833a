# SPDX-License-Identifier: GPL-3.0-or-later
"""How people settled: rows of the group `iterations`."""

from __future__ import annotations

from matplotlib.figure import Figure

from ..reading import ResultError, Run
from ..style import INK, MODE_COLOURS, MODE_LABELS, new_figure, picture, set_titles


@picture
def convergence(run: Run) -> Figure:
    """Relative gap, share of persons who changed, and modes after each simulated day."""
    if not run.has("iterations"):
        raise ResultError(f"{run.path}: people kept their first plans, there is no group 'iterations'")
    table = run.table("iterations")
    if table.empty:
        raise ResultError(f"{run.path}: 'iterations' has no row")
    figure = new_figure(12.0, 5.5)
    gaps, modes = figure.add_axes([0.07, 0.13, 0.38, 0.62]), figure.add_axes([0.55, 0.13, 0.27, 0.62])
    days = range(len(table))
    gaps.plot(days, 100 * table["relative_gap"], color=INK, marker="o", label="relative gap")
    changed = table[table["share_who_changed"] > 0]
    gaps.plot(changed.index, 100 * changed["share_who_changed"], color="#D55E00", marker="s", linestyle="--",
              label="persons who changed")
    gaps.set_yscale("log")
    gaps.set_ylabel("%")
    gaps.grid(axis="y")
    gaps.legend(loc="upper right")
    ends = []
    for mode in MODE_LABELS:
        shares = 100 * table[f"share_{mode}"]
        modes.plot(days, shares, color=MODE_COLOURS[mode], marker="o", markersize=4)
        ends.append((float(shares.iloc[-1]), MODE_LABELS[mode]))
    modes.set_ylabel("% of planned trips")
    modes.set_ylim(bottom=0)
    modes.grid(axis="y")
    _name_ends(modes, ends, len(table) - 1)
    for axes in (gaps, modes):
        axes.set_xlabel("simulated day")
        axes.xaxis.get_major_locator().set_params(integer=True)
    last = table.iloc[-1]
    set_titles(figure, "How people settle", f"After {len(table)} days all together could save {100 * last['relative_gap']:.2f} % of what they "
                                            f"spend; a day costs {last['mean_cost']:.2f} EUR on average")
    return figure


def _name_ends(axes, ends: list[tuple[float, str]], x: float) -> None:
    """Names at the ends of lines, from below, each at least a step above the one before."""
    step, lowest = 0.055 * axes.get_ylim()[1], -1e9
    for share, label in sorted(ends):
        lowest = max(share, lowest + step)
        axes.annotate(f"{label} {share:.1f}", (x, lowest), xytext=(8, 0), textcoords="offset points", va="center", fontsize=11,
                      annotation_clip=False)
