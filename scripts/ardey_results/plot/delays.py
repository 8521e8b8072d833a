# SPDX-License-Identifier: GPL-3.0-or-later
"""A late train in one picture: what it does on the line, to other trains, and to passengers."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ..blocks import single_track_hops
from ..delays import CAUSES, GROUPS, delay_causes, passenger_losses
from .trains import distances_km
from ..reading import ResultError, Run
from ..style import INK, QUIET, RAIL, clock, new_figure, picture, set_titles, short_title, thousands
from ..tables import line_calls, rail_lines

_GROUP_COLOURS = {GROUPS[0]: RAIL, GROUPS[1]: "#0072B2", GROUPS[2]: "#b5b5b5"}
_CAUSE_COLOURS = {"primary": "#D55E00", "turnaround": "#E69F00", "dwell_excess": "#F0E442", "running": "#999999",
                  "knock_on": "#0072B2", "recovered": "#009E73"}
_CAUSE_LABELS = {"primary": "primary", "turnaround": "turnaround", "dwell_excess": "dwell", "running": "running",
                 "knock_on": "knock-on", "recovered": "recovered"}
_MOST_TRAINS = 6


@picture
def late_train(base: Run, late: Run, line: str = "RB53", causes: pd.DataFrame | None = None,
                    losses: pd.DataFrame | None = None) -> Figure:
    """Left the train graph of a line in `late`, with the single track and the waits that `base` does not have; right the
    minutes by train and cause (at most six trains, those with most), and those of the passengers."""
    causes = delay_causes(base, late) if causes is None else causes
    losses = passenger_losses(base, late, causes) if losses is None else losses
    shown = causes[(causes["group"] != GROUPS[2]) & (causes["line"] == line)]
    if shown.empty:
        raise ResultError(f"{late.path}: no train of line '{line}' is later by a cause than in {base.path}")
    figure = new_figure(12.6, 7.4)
    _draw_graph(figure.add_axes([0.16, 0.085, 0.435, 0.745]), base, late, line, shown)
    _draw_causes(figure.add_axes([0.715, 0.50, 0.27, 0.30]), late, causes)
    _draw_losses(figure.add_axes([0.715, 0.085, 0.27, 0.225]), losses)
    primary, others = causes["primary"].sum(), int((causes["group"] == GROUPS[1]).sum())
    waits = causes.loc[causes["group"] == GROUPS[1], ["knock_on", "turnaround"]].to_numpy().sum()
    set_titles(figure, f"{line}: what a primary delay of {primary:.0f} minutes does",
               f"{_count(others, 'other train')} waits {waits:.1f} min; passengers lose {thousands(losses['lost'].sum())} "
               f"min and gain {thousands(losses['gained'].sum())}. Against the same day without the delay")
    return figure


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _draw_graph(axes: Axes, base: Run, late: Run, line: str, shown: pd.DataFrame) -> None:
    stops = rail_lines(late)[line][0]
    km = distances_km(late, stops)
    names = late.stops["name"].to_numpy()[stops]
    place = pd.Series(km, index=names)
    calls = line_calls(late, line)
    calls["km"] = place.reindex(calls["stop"].astype(str)).to_numpy()
    of_shown = calls[calls["run"].isin(shown.index)]
    from_h = np.floor(2 * late.hours(of_shown["scheduled_depart"]).min()) / 2
    to_h = np.ceil(2 * late.hours(of_shown["arrive"]).max()) / 2
    for hop in np.flatnonzero(single_track_hops(late, line)):
        axes.axhspan(km[hop], km[hop + 1], color="#f1ead9", linewidth=0, zorder=0)
    for distance in km:
        axes.axhline(distance, color="#dddddd", linewidth=1.0, zorder=1)
    for run, one in calls.groupby("run"):
        group = shown["group"].get(run, GROUPS[2])
        _draw_path(axes, late, one, ("scheduled_arrive", "scheduled_depart"), color=INK, linewidth=0.8, zorder=3)
        _draw_path(axes, late, one, ("arrive", "depart"), color=_GROUP_COLOURS[group],
                   linewidth=2.6 if group == GROUPS[2] else 3.2, zorder=2 if group == GROUPS[2] else 4)
    _mark_waits(axes, base, late, of_shown)
    titles = late.stops["title"].to_numpy()[stops]
    axes.set_yticks(km, [short_title(title) for title in titles], fontsize=11)
    axes.tick_params(axis="y", length=0)
    axes.set(ylim=(km[-1] + 0.8, -0.8), xlim=(from_h, to_h), xlabel="time of day")
    ticks = np.arange(from_h, to_h + 0.01, 0.5)
    axes.set_xticks(ticks, [clock(tick) for tick in ticks])
    axes.grid(axis="x")
    _add_graph_legend(axes)


def _add_graph_legend(axes: Axes) -> None:
    handles = [Line2D([], [], color=INK, linewidth=0.8, label="timetable")]
    handles += [Line2D([], [], color=colour, linewidth=2.6 if group == GROUPS[2] else 3.2, label=group)
                for group, colour in _GROUP_COLOURS.items()]
    handles += [Line2D([], [], color="none", marker="o", markersize=9, markerfacecolor="none", markeredgewidth=2,
                       markeredgecolor="#0072B2", label="waits for the track"),
                Patch(color="#f1ead9", label="single track")]
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(-0.3, 1.0), ncol=3, fontsize=10.5, borderpad=0.1,
                columnspacing=1.2)


def _draw_path(axes: Axes, run: Run, calls: pd.DataFrame, columns: tuple[str, str], **look) -> None:
    x = np.stack([run.hours(calls[column]) for column in columns], axis=1).ravel()
    y = np.repeat(calls["km"].to_numpy(float), 2)
    known = np.isfinite(x) & np.isfinite(y)
    axes.plot(x[known], y[known], **look)


def _mark_waits(axes: Axes, base: Run, late: Run, calls: pd.DataFrame) -> None:
    """A ring where a train waits for the track a second or more longer than in `base`, and how long."""
    before = base.trains.set_index(["run", "call_seq"])["knock_on"]
    was = before.reindex(pd.MultiIndex.from_frame(calls[["run", "call_seq"]])).to_numpy()
    wait_ms = calls["knock_on"].to_numpy() - was
    for row in np.flatnonzero(wait_ms >= 1000):
        call = calls.iloc[row]
        x = float((call["depart"] - late.midnight) / pd.Timedelta(hours=1))
        axes.plot(x, call["km"], "o", markersize=11, markerfacecolor="none", markeredgewidth=2, color="#0072B2",
                  zorder=6)
        axes.annotate(f"waits {wait_ms[row] / 1000:.0f} s", (x, call["km"]), xytext=(12, 5), textcoords="offset points",
                      fontsize=11, color="#0072B2", fontweight="bold", va="bottom", zorder=7,
                      bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1})


def _draw_causes(axes: Axes, late: Run, causes: pd.DataFrame) -> None:
    size = causes[list(CAUSES)].abs().max(axis=1)
    table = causes.loc[size.nlargest(_MOST_TRAINS).index].sort_values("start", kind="stable", ascending=False)
    rows = np.arange(len(table))
    ahead, behind = np.zeros(len(table)), np.zeros(len(table))
    for cause in CAUSES:
        value = table[cause].to_numpy() * (-1 if cause == "recovered" else 1)
        axes.barh(rows, value, 0.55, left=np.where(value < 0, behind, ahead), color=_CAUSE_COLOURS[cause], zorder=2)
        ahead, behind = ahead + np.maximum(value, 0), behind + np.minimum(value, 0)
    for row, (right, end) in enumerate(zip(ahead, table["at_end"])):
        axes.text(right, row, f"  {end:+.1f} at its end", va="center", ha="left", fontsize=11)
    starts = (table["start"] - late.midnight) / pd.Timedelta(hours=1)
    axes.set_yticks(rows, [f"{line} {clock(start)}\nfrom {short_title(stop)}" for line, start, stop in
                           zip(table["line"], starts, table["from_stop"])], fontsize=10.5)
    axes.axvline(0, color="#999999", linewidth=1, zorder=3)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set(ylim=(-0.6, max(len(table), 2) - 0.4), xlim=(1.15 * behind.min() - 0.5, 2.05 * ahead.max()))
    axes.set_xlabel("minutes")
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    axes.text(-0.37, 1.28, "Lateness by train and cause", transform=axes.transAxes, fontsize=12.5, fontweight="bold")
    there = [cause for cause in CAUSES if table[cause].abs().max() >= 1.0 / 60.0]
    axes.legend(handles=[Patch(color=_CAUSE_COLOURS[c], label=_CAUSE_LABELS[c]) for c in there], fontsize=10.5,
                loc="lower left", bbox_to_anchor=(-0.39, 1.02), ncol=3, columnspacing=1.2, handlelength=1.2)


def _draw_losses(axes: Axes, losses: pd.DataFrame) -> None:
    table = losses.iloc[::-1]
    rows = np.arange(len(table))
    axes.barh(rows, table["lost"], 0.55, color=[_GROUP_COLOURS[group] for group in table.index], zorder=2)
    axes.barh(rows, -table["gained"], 0.55, color=[_GROUP_COLOURS[group] for group in table.index], alpha=0.4, zorder=2)
    for row, (_, group) in enumerate(table.iterrows()):
        axes.text(group["lost"], row, f"  {thousands(group['lost'])} min lost", va="bottom", ha="left", fontsize=11)
        axes.text(group["lost"], row, f"  {thousands(group['later'])} trips later", va="top", ha="left", fontsize=10,
                  color=QUIET)
    labels = {GROUPS[0]: "late train", GROUPS[1]: "train with\nknock-on", GROUPS[2]: "others"}
    axes.set_yticks(rows, [f"{labels[name]}\n({_count(int(group['trips']), 'trip')})" if name != GROUPS[2] else labels[name]
                           for name, group in table.iterrows()], fontsize=10.5)
    axes.axvline(0, color="#999999", linewidth=1, zorder=3)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set(ylim=(-0.6, len(table) - 0.4),
             xlim=(-1.3 * table["gained"].max() - 1.0, 1.7 * max(table["lost"].max(), 1.0)))
    axes.set_xlabel("minutes of passengers; pale: earlier")
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    axes.text(-0.37, 1.06, "Passengers, by what they rode", transform=axes.transAxes, fontsize=12.5, fontweight="bold")
