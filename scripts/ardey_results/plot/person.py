# SPDX-License-Identifier: GPL-3.0-or-later
"""The day of one person."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..reading import ResultError, Run
from ..style import INK, MODE_COLOURS, MODE_LABELS, QUIET, clock, new_figure, picture, set_titles
from ..tables import person_trips


@picture
def person_day(run: Run, person: int) -> Figure:
    """Where a person was when: kilometres from the place where the day starts, trips coloured by mode, with the vehicles of
    public transport that were ridden, stays with zone and what for."""
    trips = person_trips(run, person)
    if trips.empty:
        raise ResultError(f"{run.path}: person {person} makes no trip")
    figure = new_figure(12.0, 6.2)
    axes = figure.add_axes([0.075, 0.115, 0.9, 0.67])
    hour, place = min(trips["depart_h"].min() - 1.0, 4.0), 0.0
    top = max(float(trips[["from_km", "to_km"]].to_numpy().max()), 0.5)
    for _, trip in trips.iterrows():
        place = float(trip["from_km"])
        axes.plot([hour, trip["depart_h"]], [place, place], color="#b5b5b5", linewidth=5, solid_capstyle="butt", zorder=2)
        ends = trip["arrive_h"] if np.isfinite(trip["arrive_h"]) else trip["depart_h"]
        axes.plot([trip["depart_h"], ends], [place, trip["to_km"]], color=MODE_COLOURS.get(trip["mode"], INK), linewidth=4,
                  solid_capstyle="round", zorder=3)
        middle = ((trip["depart_h"] + ends) / 2, (place + float(trip["to_km"])) / 2)
        axes.annotate(f"{clock(trip['depart_h'])}, {60 * (ends - trip['depart_h']):.0f} min"
                      + (f"\n{trip['lines']}" if trip["lines"] else ""), middle, xytext=(9, -4), textcoords="offset points",
                      fontsize=10, color=QUIET, va="top")
        axes.annotate(f"{trip['purpose']}: {trip['to_zone']}", (ends, trip["to_km"]), xytext=(4, 7),
                      textcoords="offset points", fontsize=11, zorder=5)
        hour, place = ends, float(trip["to_km"])
    axes.plot([hour, max(hour + 1.0, 24.0)], [place, place], color="#b5b5b5", linewidth=5, solid_capstyle="butt", zorder=2)
    axes.annotate(str(trips["from_zone"].iloc[0]), (min(trips["depart_h"].min() - 1.0, 4.0), 0), xytext=(4, 7),
                  textcoords="offset points", fontsize=11)
    first = int(np.floor(min(trips["depart_h"].min() - 1.0, 4.0) / 2) * 2)
    last = int(np.ceil(max(hour + 1.0, 24.0) / 2) * 2)
    axes.set_xticks(range(first, last + 1, 2), [clock(h) for h in range(first, last + 1, 2)])
    axes.set(xlim=(first, last), ylim=(-0.08 * top, 1.2 * top), xlabel="time of day",
             ylabel="straight-line distance from the start (km)")
    axes.grid()
    axes.set_axisbelow(True)
    shown = [mode for mode in MODE_LABELS if mode in set(trips["mode"])]
    handles = [Line2D([], [], color=MODE_COLOURS[mode], linewidth=4, label=MODE_LABELS[mode]) for mode in shown]
    handles.append(Line2D([], [], color="#b5b5b5", linewidth=5, label="stays"))
    figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(0.07, 0.875), ncol=len(handles), fontsize=11)
    under_way = (trips["arrive_h"] - trips["depart_h"]).sum() * 60
    set_titles(figure, f"The day of person {person}",
               f"{len(trips)} trips, {trips['distance_km'].sum():.1f} km, {under_way:.0f} min under way")
    return figure
