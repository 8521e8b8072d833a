# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains of one line: loads by run and section, and the train graph."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ..reading import ResultError, Run
from ..style import INK, QUIET, RAIL, clock, new_figure, picture, set_titles, short_title, thousands
from ..tables import line_calls, line_loads, rail_lines

# Load classes by share of the seats, beyond 1 somebody stands; or of all places, where the file has no seats.
_SHARES = [0.0, 0.25, 0.5, 0.75, 1.0, 1.25, np.inf]
_SHARE_COLOURS = ["#eef3f8", "#c3d9ea", "#86b6d9", "#3b7db8", "#f0a35e", "#b23a00"]
_SHARE_LABELS = ["below 25 % of the {}", "25 to 50 %", "50 to 75 %", "75 to 100 %", "up to 25 % more than {}",
                 "more than that"]


@picture
def loads(run: Run, line: str = "RB53") -> Figure:
    """Passengers aboard each train of a line on each section, one panel per direction, coloured by the seats taken."""
    loads = line_loads(run, line)
    directions = sorted(loads["direction"].unique())
    sections = [int(loads.loc[loads["direction"] == d, "section"].max()) + 1 for d in directions]
    height = 2.0 + sum(0.36 * n + 1.0 for n in sections)
    figure = new_figure(12.6, height)
    top = height - 1.05
    room = "seats" if loads["seats"].notna().all() else "places"
    scale = float(loads[room].iloc[0])
    if not scale > 0:
        raise ResultError(f"{run.path}: 'transit/lines' has neither seats nor places for '{line}'")
    for direction, count in zip(directions, sections):
        panel = 0.36 * count
        axes = figure.add_axes([0.17, (top - 0.3 - panel) / height, 0.82, panel / height])
        _draw_direction(axes, run, loads[loads["direction"] == direction], scale)
        top -= panel + 1.0
    _add_load_legend(figure, height, room, bool(loads["denied"].any()))

    fullest = loads.loc[loads["aboard"].idxmax()]
    boarded = line_calls(run, line)["boarded"].sum()
    denied = loads["denied"].sum()
    set_titles(figure, f"{line}: how full the trains are",
               f"{thousands(boarded)} passengers on {loads['run'].nunique()} trains, {thousands(denied)} "
               f"denied boardings; fullest: {clock(_hour(run, fullest['start']))} from {_first_stop(loads, fullest)}, "
               f"{fullest['aboard']} on {scale:.0f} {room}\nbetween {fullest['from_stop']} and {fullest['to_stop']}")
    return figure


@picture
def train_graph(run: Run, line: str = "RB53", from_h: float = 6.0, to_h: float = 10.0) -> Figure:
    """Time and distance of the trains between two times of day (hours): the line as wide as its load, other trains on
    the same stops, and the timetable as dashes."""
    if line not in rail_lines(run):
        raise ResultError(f"{run.path}: no train of line '{line}' ran")
    stops = rail_lines(run)[line][0]
    km = distances_km(run, stops)
    place = pd.Series(km, index=stops)
    figure = new_figure(12.6, 7.6)
    axes = figure.add_axes([0.17, 0.085, 0.795, 0.755])
    for distance in km:
        axes.axhline(distance, color="#dddddd", linewidth=1.0, zorder=1)
    for name in rail_lines(run):
        if name != line:
            _draw_paths(axes, run, line_calls(run, name), place, from_h, to_h, color="#8a8a8a", linewidth=0.9)
    calls = line_calls(run, line)
    _draw_timetable(axes, run, calls, place)
    largest = _draw_paths(axes, run, calls, place, from_h, to_h, color=RAIL, linewidth=None)

    titles = run.stops["title"].to_numpy()[stops]
    axes.set_yticks(km, [f"{short_title(title)}  {distance:.0f}" for title, distance in zip(titles, km)])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(km[-1] + 0.8, -0.8)
    axes.set_xlim(from_h, to_h)
    ticks = np.arange(from_h, to_h + 0.01, 0.5)
    axes.set_xticks(ticks, [clock(tick) for tick in ticks])
    axes.grid(axis="x")
    axes.set_xlabel("time of day")
    axes.text(0, 1.012, "station, km in straight lines between stations", transform=axes.transAxes, ha="left",
              va="bottom", color=QUIET, fontsize=11)
    handles = [Line2D([], [], color=RAIL, linewidth=_load_width(largest, largest), label=f"{line}, {largest} aboard"),
               Line2D([], [], color=RAIL, linewidth=_load_width(0, largest), label="empty"),
               Line2D([], [], color=INK, linewidth=0.9, linestyle=(0, (3, 3)), label="timetable"),
               Line2D([], [], color="#8a8a8a", linewidth=0.9, label="other trains")]
    axes.legend(handles=handles, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncol=4, fontsize=11, borderpad=0.1)
    set_titles(figure, f"Train graph of {line}, {clock(from_h)} to {clock(to_h)}", _punctuality(calls))
    return figure


def _punctuality(calls: pd.DataFrame) -> str:
    """How long the trains of the day take and how late they are at their last stop."""
    # Not the last time that is known: a train that is cut short did not arrive.
    ends = calls.groupby("run").agg(start=("depart", "first"), arrive=("arrive", lambda times: times.iloc[-1]),
                                    due=("scheduled_arrive", "last")).dropna()
    if ends.empty:
        return "no train reached its last stop"
    minute = pd.Timedelta(minutes=1)
    late, journey = (ends["arrive"] - ends["due"]) / minute, (ends["arrive"] - ends["start"]) / minute
    return (f"{len(ends)} trains in the day, {journey.median():.0f} min from end to end (median); mean delay at the "
            f"last stop {late.mean():.1f} min, {100 * (late < 3).mean():.0f} % less than 3 min late")


def _draw_direction(axes: Axes, run: Run, loads: pd.DataFrame, scale: float) -> None:
    grid = loads.pivot(index="section", columns="run", values="aboard")
    starts = loads.groupby("run")["start"].first().sort_values(kind="stable")
    grid = grid[starts.index]
    denied = loads.pivot(index="section", columns="run", values="denied")[starts.index].to_numpy()
    values = grid.to_numpy(float)
    shown = ListedColormap(_SHARE_COLOURS)
    limits = [0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1e9]
    # A seat for each is still "up to 100 %": the class limits count to the next lower class.
    axes.pcolormesh(np.ma.masked_invalid(values / scale - 1e-9), cmap=shown, norm=BoundaryNorm(limits, shown.N),
                    edgecolors="white", linewidth=0.8)
    size = 8.5 if values.shape[1] <= 44 else 6.5
    for (row, column), value in np.ndenumerate(values):
        if np.isfinite(value):
            dark = 0.75 < value / scale <= 1.0 or value / scale > 1.25
            axes.text(column + 0.5, row + 0.5, f"{value:.0f}", ha="center", va="center", fontsize=size,
                      color="white" if dark else INK)
        if denied[row, column] > 0:
            axes.plot(column + 0.86, row + 0.2, "v", markersize=4.5, color="black")
    axes.invert_yaxis()
    rows = loads.drop_duplicates("section").sort_values("section")
    sections = [f"from {short_title(stop)}" for stop in rows["from_stop"]]
    times = [clock(_hour(run, start)) for start in starts]
    axes.set_yticks(np.arange(len(rows)) + 0.5, sections, fontsize=11)
    axes.set_xticks(np.arange(len(starts)) + 0.5, times, rotation=90, fontsize=9.5)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    first, last = rows["from_stop"].iloc[0], rows["to_stop"].iloc[-1]
    axes.set_title(f"{first} to {last}: {len(starts)} trains, by time of departure at {first}", loc="left",
                   fontsize=12.5, fontweight="bold", x=0.0)


def _add_load_legend(figure: Figure, height: float, room: str, denied: bool) -> None:
    labels = [text.format(room) for text in (_SHARE_LABELS if room == "seats" else _SHARE_LABELS[:4])]
    handles: list = [Patch(facecolor=colour, edgecolor="#aaaaaa", linewidth=0.5, label=label)
                     for colour, label in zip(_SHARE_COLOURS, labels)]
    if denied:
        handles.append(Line2D([], [], color="none", marker="v", markersize=6, markerfacecolor="black",
                              markeredgecolor="black", label="somebody could not board"))
    figure.legend(handles=handles, loc="lower left", bbox_to_anchor=(0.015, 0.06 / height), ncol=4, fontsize=11,
                  title="number: passengers aboard on the section", title_fontsize=11, alignment="left")


def _draw_paths(axes: Axes, run: Run, calls: pd.DataFrame, place: pd.Series, from_h: float, to_h: float, color: str,
                linewidth: float | None) -> int:
    """Actual paths of the calls at stops of `place`; without a line width, by load. The largest load drawn."""
    chosen = calls[calls["stop"].cat.codes.isin(place.index)]
    y = place.loc[chosen["stop"].cat.codes].to_numpy()
    arrive, depart = run.hours(chosen["arrive"]).to_numpy(), run.hours(chosen["depart"]).to_numpy()
    arrive, depart = np.where(np.isnan(arrive), depart, arrive), np.where(np.isnan(depart), arrive, depart)
    id_, seq, aboard = chosen["run"].to_numpy(), chosen["call_seq"].to_numpy(), chosen["aboard"].to_numpy()
    follows = (id_[1:] == id_[:-1]) & (seq[1:] == seq[:-1] + 1) & (depart[:-1] < to_h) & (arrive[1:] > from_h)
    i = np.flatnonzero(follows)
    stands = [[(arrive[k], y[k]), (depart[k], y[k])] for k in range(len(y)) if from_h < depart[k] and arrive[k] < to_h]
    moves = np.stack([np.stack([depart[i], y[i]], -1), np.stack([arrive[i + 1], y[i + 1]], -1)], 1) if len(i) else []
    largest = int(aboard[i].max()) if len(i) else 0
    widths = np.full(len(i), linewidth) if linewidth else [_load_width(aboard[k], largest) for k in i]
    if linewidth is None:
        axes.add_collection(LineCollection(stands, colors=color, linewidths=1.2, zorder=3))
    axes.add_collection(LineCollection(moves, colors=color, linewidths=widths, zorder=2 if linewidth else 4,
                                       capstyle="round"))
    return largest


def _draw_timetable(axes: Axes, run: Run, calls: pd.DataFrame, place: pd.Series) -> None:
    for _, one in calls.groupby("run"):
        x = np.stack([run.hours(one["scheduled_arrive"]), run.hours(one["scheduled_depart"])], axis=1).ravel()
        y = np.repeat(place.reindex(one["stop"].cat.codes).to_numpy(), 2)
        known = np.isfinite(x) & np.isfinite(y)
        axes.plot(x[known], y[known], color=INK, linewidth=0.9, linestyle=(0, (3, 3)), zorder=5)


def _load_width(aboard: float, largest: float) -> float:
    return 0.8 + 6.0 * aboard / max(largest, 1)


def distances_km(run: Run, stops: np.ndarray) -> np.ndarray:
    """[stop] km from the first of these stops (ids), in straight lines between them."""
    lat, lon = run.stops["lat"].to_numpy(float)[stops], run.stops["lon"].to_numpy(float)[stops]
    x, y = lon * 111.32 * np.cos(np.radians(lat.mean())), lat * 111.32
    return np.append(0.0, np.cumsum(np.hypot(np.diff(x), np.diff(y))))


def _hour(run: Run, time: pd.Timestamp) -> float:
    return (time - run.midnight) / pd.Timedelta(hours=1)


def _first_stop(loads: pd.DataFrame, row: pd.Series) -> str:
    return str(loads.loc[loads["run"] == row["run"], "from_stop"].iloc[0])
