# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains of a line in time and space, coloured by how late they are."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..reading import ResultError, Run
from ..style import INK, clock, new_figure, picture, set_titles, short_title
from ..tables import line_calls, rail_lines
from .trains import distances_km

_LIMITS_MIN = (1.0, 3.0, 6.0, 15.0)
_COLOURS = ("#3b7db8", "#9ecae1", "#fdcb9b", "#ef8a62", "#67001f")
_LABELS = ("less than 1 min late", "1 to 3", "3 to 6", "6 to 15", "15 and more")


@picture
def train_delays(run: Run, line: str = "RB53", from_h: float = 6.0, to_h: float = 10.0) -> Figure:
    """Time-space diagram of the trains of a line between two times of day (hours): thin dashes as planned, lines as driven,
    coloured by the delay against the timetable at the stop that is reached."""
    chains = rail_lines(run)
    if line not in chains:
        raise ResultError(f"{run.path}: no train of line '{line}' ran; there are: {', '.join(chains) or 'none'}")
    stops = chains[line][0]
    km = distances_km(run, stops)
    calls = line_calls(run, line)
    calls["km"] = pd.Series(km, index=stops).reindex(calls["stop"].cat.codes.to_numpy()).to_numpy()
    figure = new_figure(12.6, 7.2)
    axes = figure.add_axes([0.16, 0.085, 0.815, 0.735])
    for distance in km:
        axes.axhline(distance, color="#dddddd", linewidth=1.0, zorder=1)
    segments, late_min = late_segments(run, calls)
    axes.add_collection(LineCollection(_planned(run, calls), colors=INK, linewidths=0.8, linestyles=[(0, (3, 3))], zorder=4))
    axes.add_collection(LineCollection(segments, array=late_min, cmap=ListedColormap(_COLOURS), linewidths=3.0, zorder=3,
                                       norm=BoundaryNorm([-1e9, *_LIMITS_MIN, 1e9], len(_COLOURS)), capstyle="round"))
    axes.set_yticks(km, [short_title(title) for title in run.stops["title"].to_numpy()[stops]])
    axes.tick_params(axis="y", length=0)
    axes.set(ylim=(km[-1] + 0.8, -0.8), xlim=(from_h, to_h), xlabel="time of day",
             ylabel="stops by distance (to scale, straight lines)")
    ticks = np.arange(from_h, to_h + 0.01, 0.5 if to_h - from_h <= 8 else 2.0)
    axes.set_xticks(ticks, [clock(tick) for tick in ticks])
    axes.grid(axis="x")
    handles = [Line2D([], [], color=colour, linewidth=3, label=label) for colour, label in zip(_COLOURS, _LABELS)]
    handles.append(Line2D([], [], color=INK, linewidth=0.8, linestyle=(0, (3, 3)), label="timetable"))
    axes.legend(handles=handles, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncol=6, fontsize=10.5, borderpad=0.1,
                columnspacing=1.2)
    late = (calls["arrive"] - calls["scheduled_arrive"]).dropna() / pd.Timedelta(minutes=1)
    set_titles(figure, f"Delays of {line}, {clock(from_h)} to {clock(to_h)}",
               f"{calls['run'].nunique()} trains in the day; of all arrivals {100 * (late < 3).mean():.1f} % less than 3 min late, "
               f"the latest {late.max():.1f} min")
    return figure


def late_segments(run: Run, calls: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """[segment, 2, 2] (hour, km) from the departure at a stop to the arrival at the next one, and stands at stops; and the
    minutes that each is late at its end."""
    arrive, depart = run.hours(calls["arrive"]).to_numpy(), run.hours(calls["depart"]).to_numpy()
    planned_in, planned_out = (run.hours(calls[f"scheduled_{what}"]).to_numpy() for what in ("arrive", "depart"))
    km, id_, seq = calls["km"].to_numpy(float), calls["run"].to_numpy(), calls["call_seq"].to_numpy()
    i = np.flatnonzero((id_[1:] == id_[:-1]) & (seq[1:] == seq[:-1] + 1))
    ways = np.stack([np.stack([depart[i], km[i]], -1), np.stack([arrive[i + 1], km[i + 1]], -1)], 1)
    stands = np.stack([np.stack([arrive, km], -1), np.stack([depart, km], -1)], 1)
    segments = np.concatenate([ways, stands])
    late_min = 60 * np.concatenate([arrive[i + 1] - planned_in[i + 1], depart - planned_out])
    known = np.isfinite(segments).all(axis=(1, 2)) & np.isfinite(late_min)
    return segments[known], late_min[known]


def _planned(run: Run, calls: pd.DataFrame) -> list[np.ndarray]:
    lines = []
    for _, one in calls.groupby("run", sort=False):
        x = np.stack([run.hours(one["scheduled_arrive"]), run.hours(one["scheduled_depart"])], axis=1).ravel()
        line = np.stack([x, np.repeat(one["km"].to_numpy(float), 2)], axis=1)
        lines.append(line[np.isfinite(line).all(axis=1)])
    return lines
