# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads result files of Ardey into pandas and xarray, derives common tables, compares runs, and draws pictures.

    from ardey_results import compare, line_loads, load, plot
    run = load("weekday.h5")
    run.trips.groupby("mode").size()
    line_loads(run, "RB53").sort_values("aboard").tail()
    plot.volumes(run)
    compare(["weekday.h5", "late_train.h5"])

Modules: `reading` (the file as it is), `runs` (several files), `tables`, `blocks`, `delays`, `events` (derived tables), `comparing`
(indicators of variants with confidence intervals), `geo` (geopandas), `plot` (one picture per function), `report` (a page).
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from .blocks import line_sections, section_occupations, single_track_hops
from .comparing import compare, indicator_means
from .delays import delay_causes, passenger_losses, trip_delays
from .events import follow
from .geo import geo_links, geo_points
from .reading import ResultError, Run, open_run
from .runs import Runs, load, load_runs
from .tables import (
    counter_comparison,
    counter_positions,
    departures,
    departures_arrivals,
    departures_by_hour,
    gridlock_counts,
    is_street,
    line_calls,
    line_loads,
    link_geometry,
    link_speeds,
    link_states,
    link_volumes,
    load_profile,
    mode_shares,
    person_trips,
    rail_lines,
    section_loads,
    zone_flows,
)

if TYPE_CHECKING:
    from . import plot

__all__ = [
    "ResultError",
    "Run",
    "Runs",
    "compare",
    "counter_comparison",
    "counter_positions",
    "delay_causes",
    "departures",
    "departures_arrivals",
    "departures_by_hour",
    "follow",
    "geo_links",
    "geo_points",
    "gridlock_counts",
    "indicator_means",
    "is_street",
    "line_calls",
    "line_loads",
    "line_sections",
    "link_geometry",
    "link_speeds",
    "link_states",
    "link_volumes",
    "load",
    "load_profile",
    "load_runs",
    "mode_shares",
    "open_run",
    "passenger_losses",
    "person_trips",
    "plot",
    "rail_lines",
    "section_loads",
    "section_occupations",
    "single_track_hops",
    "trip_delays",
    "zone_flows",
]


def __getattr__(name: str) -> ModuleType:
    """Pictures, and matplotlib, only for who draws."""
    if name == "plot":
        return import_module(".plot", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
