# SPDX-License-Identifier: GPL-3.0-or-later
"""Modes by length of the trip: simulated, and beside what was observed (rows of the group `targets`)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ..reading import ResultError, Run
from ..style import INK, MODE_COLOURS, MODE_LABELS, QUIET, new_figure, picture, set_titles, thousands
from ..tables import mode_shares


def band_shares(run: Run) -> pd.DataFrame:
    """[target] band (start, m), mode (the first of the row's), observed, simulated (%), in the order of bands."""
    table = run.table("targets")
    table = table[table["kind"] == "band_share"].copy()
    table["band"] = table["object"].astype(float)
    table["mode"] = table["part"].str.split("+").str[0]
    return table.sort_values("band", kind="stable")[["band", "mode", "observed", "simulated"]]


@picture
def mode_targets(run: Run) -> Figure:
    """Shares of the modes by length of the trip: bars simulated, lines observed."""
    table = band_shares(run)
    if table.empty:
        raise ResultError(f"{run.path}: 'targets' has no row of modes by length band")
    bands = sorted(table["band"].unique())
    modes = [mode for mode in MODE_LABELS if mode in set(table["mode"])]
    figure = new_figure(12.0, 6.5)
    axes = figure.add_axes([0.075, 0.13, 0.9, 0.62])
    width = 0.84 / len(modes)
    for index, mode in enumerate(modes):
        rows = table[table["mode"] == mode]
        x = np.searchsorted(bands, rows["band"]) + (index - (len(modes) - 1) / 2) * width
        axes.bar(x, rows["simulated"], 0.9 * width, color=MODE_COLOURS[mode], label=MODE_LABELS[mode])
        axes.hlines(rows["observed"], x - width / 2, x + width / 2, color=INK, linewidth=2.5,
                    label="observed" if mode == modes[-1] else None)
    axes.set_xticks(range(len(bands)), [f"from {band / 1000:g} km" for band in bands])
    axes.tick_params(axis="x", length=0)
    axes.set_ylabel("% of the residents' trips in the band")
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    figure.legend(loc="upper left", bbox_to_anchor=(0.07, 0.87), ncol=len(modes) + 1, fontsize=11)
    worst = (table["simulated"] - table["observed"]).abs().max()
    set_titles(figure, "Modes by length of the trip", f"Bars simulated, lines observed; greatest difference {worst:.1f} points")
    return figure


@picture
def modes_by_distance(run: Run) -> Figure:
    """Shares of the modes by length of the trip, stacked, a bar per band of distance; how many trips stand above."""
    shares = mode_shares(run)
    modes = [mode for mode in MODE_COLOURS if mode in shares and shares[mode].sum() > 0]
    figure = new_figure(12.0, 6.0)
    axes = figure.add_axes([0.075, 0.115, 0.69, 0.71])
    x = np.arange(len(shares))
    below = np.zeros(len(shares))
    for mode in modes:
        value = 100 * np.nan_to_num(shares[mode].to_numpy())
        axes.bar(x, value, 0.86, bottom=below, color=MODE_COLOURS[mode], edgecolor="white", linewidth=0.8)
        for at, (height, low) in enumerate(zip(value, below)):
            if height >= 4:
                axes.text(at, low + height / 2, f"{height:.0f}", ha="center", va="center", fontsize=10,
                          color=INK if mode in ("walk", "ride") else "white")
        below += value
    for at, trips in enumerate(shares["trips"]):
        axes.text(at, 101, thousands(trips), ha="center", va="bottom", fontsize=10, color=QUIET)
    axes.text(-0.6, 107, "trips", ha="left", va="bottom", fontsize=10, color=QUIET)
    axes.set_xticks(x, shares.index)
    axes.tick_params(axis="x", length=0)
    axes.set(xlabel="length of the trip (km)", ylabel="% of the trips in the band", ylim=(0, 104), xlim=(-0.6, len(shares) - 0.4))
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    handles = [Patch(color=MODE_COLOURS[mode], label=MODE_LABELS[mode]) for mode in reversed(modes)]
    figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(0.775, 0.83), fontsize=12)
    total = {mode: float((shares[mode] * shares["trips"]).sum() / shares["trips"].sum()) for mode in modes}
    first = max(total, key=lambda mode: total[mode])
    set_titles(figure, "Modes by length of the trip",
               f"{thousands(shares['trips'].sum())} trips that arrived; most of them {MODE_LABELS[first]} ({100 * total[first]:.0f} %)")
    return figure
