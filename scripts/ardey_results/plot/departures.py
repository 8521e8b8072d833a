# SPDX-License-Identifier: GPL-3.0-or-later
"""Departures over the day by mode."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ..reading import ResultError, Run
from ..style import MODE_COLOURS, MODE_LABELS, clock, new_figure, picture, set_titles, thousands
from .. import tables


@picture
def departures(run: Run, minutes: int = 15) -> Figure:
    """Trips that start in each interval of the day, stacked by mode."""
    table = tables.departures(run, minutes)
    if table.empty:
        raise ResultError(f"{run.path}: 'trips' has no departure")
    modes = [mode for mode in MODE_COLOURS if mode in table] + [mode for mode in table if mode not in MODE_COLOURS]
    table = table[modes]
    total = table.sum(axis=1)
    edges = np.append(table.index.to_numpy(), table.index[-1] + minutes / 60.0)

    figure = new_figure(12.0, 6.2)
    axes = figure.add_axes([0.095, 0.115, 0.645, 0.745])
    below = np.zeros(len(table))
    for mode in modes:
        above = below + table[mode].to_numpy()
        axes.stairs(above, edges, baseline=below, fill=True, color=_colour(mode), linewidth=0)
        axes.stairs(above, edges, baseline=None, color="white", linewidth=0.6)
        below = above
    peak = int(total.to_numpy().argmax())
    axes.annotate(f"{clock(table.index[peak])}: {thousands(total.iloc[peak])} in {minutes} min",
                  (table.index[peak] + minutes / 120.0, total.iloc[peak]), xytext=(0, 8), textcoords="offset points",
                  ha="center", fontsize=11)

    axes.set_xlim(edges[0], edges[-1])
    axes.set_ylim(0, 1.1 * total.max())
    first = int(np.ceil(edges[0] / 2) * 2)
    axes.set_xticks(range(first, int(edges[-1]) + 1, 2), [clock(h) for h in range(first, int(edges[-1]) + 1, 2)])
    axes.set_xlabel("time of day")
    axes.set_ylabel(f"departures per {minutes} min (trips)")
    axes.yaxis.set_major_formatter(lambda value, _: thousands(value))
    axes.grid(axis="y")
    axes.set_axisbelow(True)

    trips = table.to_numpy().sum()
    handles = [Patch(color=_colour(mode)) for mode in reversed(modes)]
    counts = table.sum()
    labels = [f"{MODE_LABELS.get(mode, mode)}\n{thousands(counts[mode])}  ({100 * counts[mode] / trips:.1f} %)"
              for mode in reversed(modes)]
    axes.legend(handles, labels, loc="center left", bbox_to_anchor=(1.02, 0.5), fontsize=12, labelspacing=0.9,
                title="trips of the day", title_fontsize=12, alignment="left")
    set_titles(figure, "When people leave, and how",
               f"{thousands(trips)} trips of {thousands(run.trips['person'].nunique())} travellers on one weekday, "
               f"by time of departure and mode")
    return figure


def _colour(mode: str) -> str:
    return MODE_COLOURS.get(mode, "#CC79A7")


@picture
def departures_arrivals(run: Run, minutes: int = 15) -> Figure:
    """Trips that start and that end in each interval, and how many are under way in between."""
    table = tables.departures_arrivals(run, minutes)
    if table.empty:
        raise ResultError(f"{run.path}: 'trips' has no departure")
    edges = np.append(table.index.to_numpy(), table.index[-1] + minutes / 60.0)
    figure = new_figure(12.0, 6.6)
    flows, held = figure.add_axes([0.095, 0.455, 0.875, 0.37]), figure.add_axes([0.095, 0.1, 0.875, 0.27])
    flows.stairs(table["departures"], edges, color="#0072B2", linewidth=2.2, label="departures")
    flows.stairs(table["arrivals"], edges, color="#D55E00", linewidth=2.2, linestyle="--", label="arrivals")
    flows.set_ylabel(f"trips per {minutes} min")
    flows.legend(loc="upper right")
    held.stairs(table["under_way"], edges, fill=True, color="#b9cfe0", linewidth=0)
    held.set_ylabel("under way (trips)")
    held.set_xlabel("time of day")
    first = int(np.ceil(edges[0] / 2) * 2)
    for axes in (flows, held):
        axes.set_xlim(edges[0], edges[-1])
        axes.set_ylim(bottom=0)
        axes.set_xticks(range(first, int(edges[-1]) + 1, 2), [clock(h) for h in range(first, int(edges[-1]) + 1, 2)])
        axes.yaxis.set_major_formatter(lambda value, _: thousands(value))
        axes.grid(axis="y")
        axes.set_axisbelow(True)
    peak = int(table["under_way"].to_numpy().argmax())
    set_titles(figure, "Departures and arrivals",
               f"At most {thousands(table['under_way'].iloc[peak])} trips are under way at once, at {clock(edges[peak + 1])}; "
               f"{thousands(table['departures'].sum() - table['arrivals'].sum())} do not end in the simulated day")
    return figure
