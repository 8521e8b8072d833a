# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a result file of Ardey into pandas and xarray, derives common tables, and draws pictures.

    from ardey_results import open_run, line_loads
    run = open_run("weekday.h5")
    run.trips.groupby("mode").size()
    line_loads(run, "RB53").sort_values("aboard").tail()

Modules: `reading` (the file as it is), `tables`, `blocks`, `delays` (derived tables), `plots_*` (one figure per function).
"""

from .blocks import line_sections, section_occupations, single_track_hops
from .delays import delay_causes, passenger_losses, trip_delays
from .reading import ResultError, Run, open_run
from .tables import (
    counter_comparison,
    counter_positions,
    departures,
    departures_by_hour,
    is_street,
    line_calls,
    line_loads,
    link_geometry,
    link_speeds,
    link_volumes,
    rail_lines,
)

__all__ = [
    "ResultError",
    "Run",
    "counter_comparison",
    "counter_positions",
    "delay_causes",
    "departures",
    "departures_by_hour",
    "is_street",
    "line_calls",
    "line_loads",
    "line_sections",
    "link_geometry",
    "link_speeds",
    "link_volumes",
    "open_run",
    "passenger_losses",
    "rail_lines",
    "section_occupations",
    "single_track_hops",
    "trip_delays",
]
