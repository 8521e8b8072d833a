# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of events of a run, group `events`: what happened to one person, run, drive, or at one link, stop."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .reading import ResultError, Run, read_rows

NAMED = {"link": "network/links", "stop": "transit/stops", "place": "network/places", "section": "rail/sections"}


def follow(run: Run, **what: int | str) -> pd.DataFrame:
    """What happened to one person, drive or run, or at one link, stop, place or section, in order of time, [event] as in the
    group `events`: `follow(run, person=12)`, `follow(run, link="L0123")`, `follow(run, run=40, stop="S7")` (both). A place
    on the map is given by its name or number. Reads one column after the other, and of these only the rows it needs; cost
    in memory: 9 bytes per event of the log."""
    if not run.has("events"):
        raise ResultError(f"{run.path}: no group 'events'; set results.events in the scenario")
    if not what or set(what) - {"person", "drive", "run", *NAMED}:
        raise ResultError(f"follow: person, drive, run, {', '.join(NAMED)} can be followed, not {', '.join(what) or 'nothing'}")
    numbers = {column: _number(run, column, value) for column, value in what.items()}
    with run.open() as file:
        events = file["events"]
        keep = np.ones(len(events["time"]), dtype=bool)
        for column, number in numbers.items():
            keep &= events[column][:] == number
    return read_rows(run, "events", np.flatnonzero(keep))


def _number(run: Run, column: str, value: int | str) -> int:
    if not isinstance(value, str):
        return int(value)
    table = NAMED.get(column)
    names = run.table(table)["name"].astype(str).to_numpy() if table else np.array([])
    found = np.flatnonzero(names == value)
    if len(found) == 0:
        raise ResultError(f"{run.path}: there is no {column} '{value}'")
    return int(found[0])
