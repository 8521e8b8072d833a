# SPDX-License-Identifier: GPL-3.0-or-later
"""Simulated against counted volumes."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from ..reading import ResultError, Run
from ..style import INK, QUIET, new_figure, picture, set_titles, thousands
from ..tables import counter_comparison

_SIMULATED = "#0072B2"


@picture
def counters(run: Run) -> Figure:
    """Daily volume of each counter, simulated and counted, with the deviation and the GEH of the mean hour."""
    table = counter_comparison(run).dropna(subset=["simulated", "counted"]).sort_values("counted")
    if table.empty:
        raise ResultError(f"{run.path}: 'counters' has no row with both volumes")
    rows = np.arange(len(table))
    simulated, counted = table["simulated"].to_numpy(float), table["counted"].to_numpy(float)
    height = 2.2 + 0.42 * len(table)
    figure = new_figure(12.0, height)
    axes = figure.add_axes([0.355, 0.75 / height, 0.45, (height - 2.15) / height])
    axes.barh(rows, 0.4 * counted, 0.62, left=0.8 * counted, color="#e4e4e0", zorder=1)
    axes.hlines(rows, simulated, counted, color="#999999", linewidth=2, zorder=2)
    axes.plot(counted, rows, "|", markersize=17, markeredgewidth=3, color=INK, zorder=3)
    axes.plot(simulated, rows, "o", markersize=10, color=_SIMULATED, zorder=4)
    right = 1.06 * max(simulated.max(), 1.2 * counted.max())
    beside = axes.get_yaxis_transform()
    for row, (ratio, geh) in enumerate(zip(table["ratio"], table["geh"])):
        axes.text(1.15, row, f"{100 * (ratio - 1):+.0f} %", transform=beside, ha="right", va="center")
        axes.text(1.33, row, f"{geh:.1f}", transform=beside, ha="right", va="center")
    for x, heading in ((1.15, "deviation"), (1.33, "GEH")):
        axes.text(x, len(table) - 0.3, heading, transform=beside, ha="right", color=QUIET, fontsize=11)
    axes.set_yticks(rows, table["name"], fontsize=11)
    axes.tick_params(axis="y", length=0)
    axes.set(xlim=(0, right), ylim=(-0.6, len(table) - 0.4))
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(lambda value, _: thousands(value))
    axes.set_xlabel("vehicles per day, both directions")
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    handles = [Line2D([], [], color="none", marker="o", markersize=10, markerfacecolor=_SIMULATED,
                      markeredgecolor=_SIMULATED, label="simulated"),
               Line2D([], [], color="none", marker="|", markersize=15, markeredgewidth=3, markeredgecolor=INK,
                      label="counted"),
               Patch(color="#e4e4e0", label="counted ± 20 %")]
    figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(0.345, 1 - 0.78 / height), ncol=3, fontsize=11)
    within = int(((simulated >= 0.8 * counted) & (simulated <= 1.2 * counted)).sum())
    set_titles(figure, "Simulated and counted traffic",
               f"{within} of {len(table)} counters within 20 %; sum of all: "
               f"{100 * (simulated.sum() / counted.sum() - 1):+.0f} %. GEH of the mean hour (a 24th of the day)")
    return figure
