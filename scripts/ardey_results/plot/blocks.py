# SPDX-License-Identifier: GPL-3.0-or-later
"""Blocking times: which train has which section of a line, from the order of its route to the release."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ..blocks import line_sections, section_occupations
from ..reading import ResultError, Run
from ..style import INK, QUIET, RAIL, clock, new_figure, picture, set_titles, short_title
from ..tables import line_calls

_BACK, _OTHER = "#0072B2", "#8a8a8a"


@picture
def blocking_times(run: Run, line: str = "RB53", direction: int = 0, from_h: float = 7.0,
                        to_h: float = 8.5) -> Figure:
    """Blocking-time stairway of one direction of a line between two times of day (hours): a row per section along the line,
    a box per train that has it, dark from the head's entry on, and the way of the line's own trains. In stations with several
    tracks only the line's own trains are drawn."""
    names = line_sections(run, line, direction)
    table = section_occupations(run, line, direction)
    for column in ("set", "enter", "clear"):
        table[column] = run.hours(table[column])
    table = table[(table["set"] < to_h) & (table["clear"] > from_h)]
    table = table[(table["tracks"] == 1) | (table["line"] == line)]
    if table.empty:
        raise ResultError(f"{run.path}: no train on the sections of '{line}' from {clock(from_h)} to {clock(to_h)}")
    height = 1.9 + 0.34 * len(names)
    figure = new_figure(12.6, height)
    axes = figure.add_axes([0.2, 0.62 / height, 0.77, (height - 1.9) / height])
    _shade_single_track(axes, run, names)
    own, back = table["line"] == line, table["direction"] != direction
    for rows, colour in ((table[~own], _OTHER), (table[own & back], _BACK), (table[own & ~back], RAIL)):
        _draw_boxes(axes, rows, colour)
    calls = line_calls(run, line)
    for column in ("arrive", "depart"):
        calls[column] = run.hours(calls[column])
    stops: dict[int, str] = {}
    for id_, rows in table[own].groupby("run"):
        stops |= _draw_way(axes, rows, calls[calls["run"] == id_], forth=bool((rows["direction"] == direction).all()))
    _name_others(axes, table[~own], from_h, to_h)
    tracks = run.sections.set_index("name")["tracks"]
    labels = [_label(name, stops.get(place), bool(tracks[name] == 1)) for place, name in enumerate(names)]
    axes.set_yticks(np.arange(len(names)) + 0.5, labels, fontsize=10)
    axes.set_yticks(np.arange(len(names) + 1), minor=True)
    axes.grid(axis="y", which="minor", linewidth=0.6)
    axes.tick_params(axis="y", which="both", length=0)
    axes.set(ylim=(len(names), 0), xlim=(from_h, to_h), xlabel="time of day")
    ticks = np.arange(from_h, to_h + 0.01, 0.25)
    axes.set_xticks(ticks, [clock(tick) for tick in ticks])
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    _add_legend(figure, height, line, run, direction)
    set_titles(figure, f"Blocking times of {line}, {clock(from_h)} to {clock(to_h)}", _headway_text(run, line, direction))
    return figure


def _label(section: str, stop: str | None, is_block: bool) -> str:
    """What stands beside a section: the stop in it, and the name of the section unless it is the station of that stop."""
    if stop is None:
        return section
    return f"{short_title(stop)}  {section}" if is_block and section != stop else short_title(stop)


def _headway_text(run: Run, line: str, direction: int) -> str:
    rows = run.headways[(run.headways["line"] == line) & (run.headways["direction"] == direction)]
    if rows.empty:
        return "each section from the order of the route to its release"
    most = rows.loc[rows["least_headway"].idxmax()]
    return (f"two trains of {line} follow each other after {most['least_headway'] / 60:.1f} min at least, by section "
            f"{most['section']}; sections not to scale")


def _shade_single_track(axes: Axes, run: Run, names: list[str]) -> None:
    group = run.sections.set_index("name")["group"]
    for place, name in enumerate(names):
        if pd.notna(group[name]):
            axes.axhspan(place, place + 1, color="#f1ead9", linewidth=0, zorder=0)


def _draw_boxes(axes: Axes, rows: pd.DataFrame, colour: str) -> None:
    enter = rows["enter"].fillna(rows["set"])
    for start, alpha in ((rows["set"], 0.35), (enter, 0.45)):
        boxes = [[(a, p + 0.04), (b, p + 0.04), (b, p + 0.96), (a, p + 0.96)]
                 for a, b, p in zip(start, rows["clear"], rows["place"])]
        axes.add_collection(PolyCollection(boxes, facecolors=colour, alpha=alpha, linewidths=0, zorder=3))


def _draw_way(axes: Axes, rows: pd.DataFrame, calls: pd.DataFrame, forth: bool) -> dict[int, str]:
    """The way of a train: where its head is at the borders of sections, and in the middle of those where it stops. Titles of
    these stops by the place of their section."""
    rows = rows.sort_values("enter", kind="stable", na_position="first")
    places, enters = rows["place"].to_numpy(), rows["enter"].to_numpy()
    leaves, stops, before = np.append(enters[1:], np.inf), {}, None
    x: list[float] = []
    y: list[float] = []
    for place, enter, leave, clear in zip(places, enters, leaves, rows["clear"]):
        if before is not None and abs(place - before) != 1:
            x, y = x + [np.nan], y + [np.nan]
        before = place
        if np.isfinite(enter):
            x, y = x + [enter], y + [float(place if forth else place + 1)]
        begins = -np.inf if np.isnan(enter) else enter
        for _, call in calls[(calls["arrive"] >= begins) & (calls["arrive"] < min(leave, clear))].iterrows():
            x, y = x + [call["arrive"], call["depart"]], y + [place + 0.5, place + 0.5]
            stops[int(place)] = str(call["title"])
    axes.plot(x, y, color=INK, linewidth=1.3, zorder=5)
    return stops


def _name_others(axes: Axes, rows: pd.DataFrame, from_h: float, to_h: float) -> None:
    """The line of each other train, in the first box of it that lies inside the picture."""
    inside = rows[(rows["set"] >= from_h) & (rows["clear"] <= to_h)]
    for _, row in inside.sort_values("set", kind="stable").groupby("run").first().iterrows():
        axes.text((row["set"] + row["clear"]) / 2, row["place"] + 0.5, row["line"], fontsize=7, ha="center", va="center",
                  color=INK, zorder=6)


def _add_legend(figure: Figure, height: float, line: str, run: Run, direction: int) -> None:
    ends = {}
    calls = line_calls(run, line)
    for side, rows in calls.groupby("direction"):
        last = rows.loc[rows["call_seq"].idxmax(), "title"]
        ends[int(side)] = short_title(str(last))
    handles = [Patch(color=RAIL, alpha=0.8, label=f"{line} to {ends[direction]}")]
    handles += [Patch(color=_BACK, alpha=0.8, label=f"{line} to {end}") for side, end in ends.items() if side != direction]
    handles += [Patch(color=_OTHER, alpha=0.8, label="other lines"),
                Patch(color=RAIL, alpha=0.35, label="pale: route set, train not yet in"),
                Line2D([], [], color=INK, linewidth=1.3, label="head of the train"),
                Patch(color="#f1ead9", label="single track")]
    figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(0.01, 1 - 0.75 / height), ncol=6, fontsize=10,
                  columnspacing=1.2, handlelength=1.5)
    figure.text(0.02, 0.2 / height, "stations: only trains of the line", fontsize=10, color=QUIET)
