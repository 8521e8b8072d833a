# SPDX-License-Identifier: GPL-3.0-or-later
"""Trips from zone to zone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure

from ..reading import ResultError, Run
from ..style import INK, new_figure, picture, set_titles, thousands
from ..tables import zone_flows

OTHERS = "all others"


@picture
def flow_matrix(run: Run, modes: Sequence[str] | None = None, most: int = 16) -> Figure:
    """Trips of the day from zone (row) to zone (column), by these modes or all: the `most` zones with most trips, and all
    others together. Numbers are scaled to everybody in a sample."""
    flows = zone_flows(run, modes)
    if flows.to_numpy().sum() <= 0:
        raise ResultError(f"{run.path}: no trip{'' if modes is None else ' by ' + ', '.join(modes)}")
    both = flows.sum(axis=1) + flows.sum(axis=0)
    kept = both.nlargest(most).index
    grouped = flows.rename(index=lambda zone: zone if zone in kept else OTHERS,
                           columns=lambda zone: zone if zone in kept else OTHERS)
    grouped = grouped.groupby(level=0).sum().T.groupby(level=0).sum().T
    order = [zone for zone in kept] + ([OTHERS] if OTHERS in grouped.index else [])
    grouped = grouped.reindex(index=order, columns=order, fill_value=0)
    count = len(order)
    figure = new_figure(12.6, 3.2 + 0.42 * count)
    height = figure.get_figheight()
    axes = figure.add_axes([0.2, 0.35 / height, 0.7, 0.42 * count / height])
    values = grouped.to_numpy(float)
    largest = max(values.max(), 10.0)
    image = axes.pcolormesh(np.ma.masked_less(values, 0.5), cmap=colormaps["YlGnBu"], norm=LogNorm(1.0, largest),
                            edgecolors="white", linewidth=0.8)
    for (row, column), value in np.ndenumerate(values):
        if value >= 0.5:
            axes.text(column + 0.5, row + 0.5, _short(value), ha="center", va="center", fontsize=8.5,
                      color="white" if value > largest**0.62 else INK)
    titles = [zone if len(zone) <= 26 else zone[:25] + "…" for zone in order]
    axes.set_xticks(np.arange(count) + 0.5, titles, rotation=45, ha="left", fontsize=10)
    axes.set_yticks(np.arange(count) + 0.5, titles, fontsize=10)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.invert_yaxis()
    axes.set_ylabel("from")
    for spine in axes.spines.values():
        spine.set_visible(False)
    bar = figure.colorbar(image, cax=figure.add_axes([0.925, 0.35 / height, 0.014, 0.42 * count / height]))
    bar.set_label("trips per day")
    bar.outline.set_visible(False)
    inside = values.trace() / values.sum()
    set_titles(figure, "Trips from zone to zone" + ("" if modes is None else ", by " + ", ".join(modes)),
               f"{thousands(values.sum())} trips in the day; {100 * inside:.0f} % stay in a zone or among all others; "
               f"the {len(kept)} zones with most trips")
    return figure


def _short(value: float) -> str:
    return f"{value / 1000:.0f}k" if value >= 9999.5 else f"{value / 1000:.1f}k" if value >= 999.5 else f"{value:.0f}"
