# SPDX-License-Identifier: GPL-3.0-or-later
"""Observed and simulated shares: rows of the group `targets`."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from ..reading import ResultError, Run
from ..style import INK, MODE_COLOURS, MODE_LABELS, new_figure, picture, set_titles


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
