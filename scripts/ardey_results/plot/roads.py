# SPDX-License-Identifier: GPL-3.0-or-later
"""Fundamental diagrams: flow against density of single links."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..reading import ResultError, Run
from ..style import INK, QUIET, new_figure, picture, set_titles, thousands
from ..tables import is_street, link_states, link_volumes

_COLUMNS = 3


@picture
def fundamental_diagrams(run: Run, links: Sequence[str] | None = None) -> Figure:
    """Flow against density of links, a dot per interval, coloured by the time of day. `links` are names; without them the six
    that were fullest for a time (highest density in an interval) among those that more than 1000 vehicles used, or that all
    use where none has so many."""
    names = list(links) if links is not None else _fullest(run)
    if not names:
        raise ResultError(f"{run.path}: no link was used")
    rows = -(-len(names) // _COLUMNS)
    height = 1.5 + 3.5 * rows
    figure = new_figure(12.6, height)
    mappable = None
    for index, name in enumerate(names):
        row, column = divmod(index, _COLUMNS)
        axes = figure.add_axes([0.07 + 0.29 * column, (height - 1.35 - 3.5 * row - 2.45) / height, 0.225, 2.3 / height])
        mappable = _draw_link(axes, run, name)
        if column == 0:
            axes.set_ylabel("flow (vehicles per hour)")
        axes.set_xlabel("density (vehicles per km)")
    bar = figure.colorbar(mappable, cax=figure.add_axes([0.935, 0.55 / height, 0.014, (height - 1.9) / height]))
    bar.set_label("time of day (h)")
    bar.outline.set_visible(False)
    minutes = float(run.links.attrs["interval_s"]) / 60
    set_titles(figure, "Flow and density of single links",
               f"A dot for each interval of {minutes:.0f} min; dashes: speed on the empty road, and the link's capacity at green")
    return figure


def _fullest(run: Run) -> list[str]:
    density = np.nan_to_num(run.links["density"].values.astype(float)).max(axis=0)
    volume = link_volumes(run).to_numpy()
    used = is_street(run) & (volume > (1000.0 if (volume[is_street(run)] > 1000.0).any() else 0.0))
    order = np.argsort(np.where(used, -density, 1.0), kind="stable")
    return [str(run.links["name"].values[i]) for i in order[:6] if used[i]]


def _draw_link(axes: Axes, run: Run, name: str):
    states = link_states(run, name)
    link = run.road_links.index[run.road_links["name"] == name][0]
    row = run.road_links.loc[link]
    dots = axes.scatter(states["density"], states["flow"], c=states["hour"], s=20, cmap="viridis", vmin=0, vmax=24, zorder=3)
    top = 1.15 * max(float(states["flow"].max()), 1.0)
    right = 1.1 * max(float(states["density"].max()), 1.0)
    free = float(row["speed"]) * 3.6
    axes.plot([0, top / free], [0, top], color=INK, linewidth=1, linestyle=(0, (4, 3)), zorder=2)
    if "capacity" in row and float(row["capacity"]) < top:
        axes.axhline(float(row["capacity"]), color=QUIET, linewidth=1, linestyle=(0, (4, 3)), zorder=2)
    axes.set(xlim=(0, right), ylim=(0, top))
    axes.yaxis.set_major_formatter(lambda value, _: thousands(value))
    axes.grid()
    axes.set_axisbelow(True)
    road = str(row["road"]) if "road" in row else ""
    axes.set_title(f"{name} {road}"[:34], loc="left", fontsize=12, fontweight="bold")
    return dots
