# SPDX-License-Identifier: GPL-3.0-or-later
"""Passengers along a line."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ..reading import Run
from ..style import INK, RAIL, clock, new_figure, picture, set_titles, short_title, thousands
from ..tables import load_profile as profile_of


@picture
def load_profile(run: Run, line: str = "RB53", direction: int = 0, from_h: float = 0.0, to_h: float = 30.0) -> Figure:
    """Passengers aboard between the stops of a line, all its vehicles of one direction that start between two times of day
    (hours) together, with seats and places, and who gets on and off at each stop."""
    table = profile_of(run, line, direction, from_h, to_h)
    count = len(table)
    figure = new_figure(12.0, 6.6)
    axes = figure.add_axes([0.085, 0.3, 0.89, 0.53])
    x = np.arange(count)
    edges = np.append(x[:-1], x[-1])
    axes.stairs(table["aboard"].to_numpy()[:-1], edges, fill=True, color="#c3d9ea", linewidth=0, label="aboard to the next stop")
    axes.stairs(table["aboard"].to_numpy()[:-1], edges, color="#0072B2", linewidth=2)
    axes.bar(x - 0.09, table["boarded"], 0.18, color="#009E73", label="get on", zorder=3)
    axes.bar(x + 0.09, table["alighted"], 0.18, color=RAIL, label="get off", zorder=3, hatch="//", edgecolor="white")
    seats, places = table["seats"].iloc[0], table["places"].iloc[0]
    for value, label, style in ((seats, "seats", "-"), (places, "places", (0, (4, 3)))):
        if np.isfinite(value) and value < 4 * max(float(table["aboard"].max()), 1.0):
            axes.hlines(value, x[0], x[-1], color=INK, linewidth=1.2, linestyle=style, label=label, zorder=4)
    axes.set_xticks(x, [short_title(title) for title in table["title"]], rotation=35, ha="right")
    axes.set(xlim=(-0.5, count - 0.5), ylabel="passengers")
    axes.set_xlabel("stops of the line, not to scale")
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter(lambda value, _: thousands(value))
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    figure.legend(loc="upper right", bbox_to_anchor=(0.98, 0.9), ncol=5, fontsize=11)
    fullest = table.iloc[int(table["aboard"].to_numpy().argmax())]
    ends = f"{short_title(table['title'].iloc[0])} to {short_title(table['title'].iloc[-1])}"
    set_titles(figure, f"{line}, {ends}",
               f"{int(table['vehicles'].max())} vehicles that start from {clock(max(from_h, 0))} on"
               + (f" and before {clock(to_h)}" if to_h < 30 else "") +
               f": {thousands(table['boarded'].sum())} passengers;\nmost, {thousands(fullest['aboard'])}, behind "
               f"{short_title(fullest['title'])}")
    return figure
