# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of what differs between runs."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..reading import ResultError, Run
from ..style import INK, QUIET, new_figure, picture, set_titles, short_number, thousands
from ..tables import is_street, link_volumes
from .maps import draw_links, draw_places, new_map

_VERDICT_COLOURS = {"better": "#0072B2", "worse": "#D55E00", "higher": INK, "lower": INK, "": "#a5a5a5"}
# Purple fewer, orange more: apart for every kind of colour vision.
_CHANGE_COLOURS = ("#5e3c99", "#8e75bd", "#b2abd2", "#dddddd", "#fdb863", "#f08c2e", "#b35806")


@picture
def indicator_changes(table: pd.DataFrame, most: int = 24) -> Figure:
    """Differences of a table of `compare` in percent of the base, with their intervals: the first variant, the `most`
    indicators that changed most among those that did."""
    rows = table[table["variant"] == table["variant"].iloc[0]].copy()
    scale = 100 / rows["base_mean"].abs().where(rows["base_mean"].abs() > 0)
    rows["percent"], rows["width"] = rows["difference"] * scale, rows["half_width"] * scale
    rows = rows[rows["percent"].abs() > 0]
    if rows.empty:
        raise ResultError("no indicator differs")
    # First what chance does not explain, then by size.
    rank = pd.DataFrame({"open": rows["verdict"] == "", "size": -rows["percent"].abs()})
    rows = rows.loc[rank.sort_values(["open", "size"], kind="stable").index[:most]]
    rows = rows.sort_values("percent", kind="stable")
    height = 1.75 + 0.3 * max(len(rows), 3)
    figure = new_figure(12.0, height)
    axes = figure.add_axes([0.26, 0.6 / height, 0.47, (height - 1.7) / height])
    y = np.arange(len(rows))
    colours = [_VERDICT_COLOURS[verdict] for verdict in rows["verdict"]]
    axes.hlines(y, rows["percent"] - rows["width"].fillna(0), rows["percent"] + rows["width"].fillna(0), color=colours, linewidth=3)
    axes.scatter(rows["percent"], y, color=colours, s=55, zorder=3)
    axes.axvline(0, color=INK, linewidth=1)
    beside = axes.get_yaxis_transform()
    for at, (_, row) in enumerate(rows.iterrows()):
        unit = "" if row["unit"] == "1" else f" {row['unit']}"
        axes.text(1.03, at, f"{short_number(row['base_mean'])} {'+' if row['difference'] > 0 else '−'} "
                            f"{short_number(abs(row['difference']))}{unit}  {row['verdict']}", transform=beside, va="center",
                  fontsize=10, color=colours[at] if row["verdict"] else QUIET)
    axes.set_yticks(y, rows["indicator"], fontsize=10.5)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("difference in % of the base")
    axes.set_ylim(-0.7, len(rows) - 0.3)
    edge = 2.5 * float(rows["percent"].abs().max())
    axes.set_xlim(max(axes.get_xlim()[0], -edge), min(axes.get_xlim()[1], edge))
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    pairs = int(rows["pairs"].iloc[0])
    set_titles(figure, f"{rows['variant'].iloc[0]} against {rows['base'].iloc[0]}",
               f"means of {pairs} pairs of runs with confidence intervals, cut where they are wide; grey: may be chance" if pairs > 1 else
               "one pair of runs: without more seeds nothing tells an effect from chance")
    return figure


@picture
def volume_changes(base: Run, variant: Run, line: str = "RB53") -> Figure:
    """Map of how many vehicles more or fewer use each road in `variant`."""
    before, after = link_volumes(base), link_volumes(variant)
    if list(before.index) != list(after.index):
        raise ResultError(f"{variant.path}: its links are not those of {base.path}")
    change = np.where(is_street(base), (after - before).to_numpy(), 0.0)
    largest = float(np.abs(change).max())
    if largest < 0.5:
        raise ResultError(f"{variant.path}: as many vehicles use each road as in {base.path}")
    frame = new_map(base, line)
    top = float(f"{largest:.1g}") if float(f"{largest:.1g}") >= largest else float(f"{1.5 * largest:.1g}")
    steps = top * np.array([-1.0, -0.5, -0.25, -0.05, 0.05, 0.25, 0.5, 1.0])
    colours = ListedColormap(_CHANGE_COLOURS)
    widths = 0.5 + 7.0 * np.abs(change) / top
    mappable = draw_links(frame, base, change, widths, colours, BoundaryNorm(steps, colours.N), order=np.abs(change))
    draw_places(frame, base, line)
    bar = frame.figure.colorbar(mappable, cax=frame.figure.add_axes([0.805, 0.50, 0.018, 0.33]), spacing="uniform")
    bar.set_ticks(steps, labels=[f"{'+' if step > 0 else '−' if step < 0 else ''}{thousands(abs(step))}" for step in steps])
    bar.outline.set_visible(False)
    frame.figure.text(0.805, 0.845, "change of vehicles per\nday and direction", fontsize=12, va="bottom")
    frame.figure.legend(handles=[Line2D([], [], color=_CHANGE_COLOURS[-1], linewidth=4, label="more"),
                                 Line2D([], [], color=_CHANGE_COLOURS[0], linewidth=4, label="fewer")],
                        loc="upper left", bbox_to_anchor=(0.79, 0.45), fontsize=11)
    length = base.road_links["length"].to_numpy(float) / 1000.0
    set_titles(frame.figure, f"Road traffic: {variant.attributes.get('scenario', 'variant')} minus "
                             f"{base.attributes.get('scenario', 'base')}",
               f"{thousands((np.maximum(change, 0) * length).sum())} vehicle-km more, "
               f"{thousands((np.maximum(-change, 0) * length).sum())} fewer; one pair of runs")
    return frame.figure
