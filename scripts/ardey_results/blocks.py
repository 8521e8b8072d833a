# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of trains on blocks: the sections along a line, who had them when, and where the line has a single track."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .reading import ResultError, Run
from .tables import line_calls


def line_sections(run: Run, line: str, direction: int = 0) -> list[str]:
    """Names of the sections of a line in the order in which its trains have them: of the run with the most of them, the
    first of these. Raises ResultError when no train of the line was on blocks."""
    calls = line_calls(run, line)
    runs = calls.loc[calls["direction"] == direction, "run"].unique()
    own = run.occupations[run.occupations["run"].isin(runs)]
    if own.empty:
        raise ResultError(f"{run.path}: no train of line '{line}', direction {direction}, in 'rail/occupations'")
    longest = own.groupby("run").size().reindex(runs).idxmax()
    # Where a train begins, its head did not enter (NaT): that section comes first.
    way = own[own["run"] == longest].sort_values("enter", kind="stable", na_position="first")
    return way["section"].astype(str).tolist()


def section_occupations(run: Run, line: str, direction: int = 0) -> pd.DataFrame:
    """Blocking times along a line, a row per train and section, of all trains that had one of its sections, ordered by
    run and time. Columns: run, line, direction, place (0 for the first section of `line_sections`), section, tracks, set,
    enter, clear (times; enter is NaT where a train begins)."""
    names = line_sections(run, line, direction)
    table = run.occupations[run.occupations["section"].isin(names)].copy()
    table["section"] = table["section"].astype(str)
    table["place"] = table["section"].map({name: place for place, name in enumerate(names)})
    table["tracks"] = table["section"].map(run.sections.set_index("name")["tracks"])
    table["direction"] = table["run"].map(run.trains.groupby("run")["direction"].first())
    columns = ["run", "line", "direction", "place", "section", "tracks", "set", "enter", "clear"]
    return table.sort_values(["run", "set", "clear"], kind="stable")[columns].reset_index(drop=True)


def single_track_hops(run: Run, line: str, direction: int = 0) -> np.ndarray:
    """[hop] whether the way from a stop of a line to the next one has a section on single track, by the first run of that
    direction that calls at all of its stops. All false in a file without blocks."""
    calls = line_calls(run, line)
    calls = calls[calls["direction"] == direction]
    first = calls[calls["run"] == calls.groupby("run", sort=False).size().idxmax()]
    if not run.has("rail/occupations"):
        return np.zeros(len(first) - 1, bool)
    own = run.occupations[run.occupations["run"] == first["run"].iloc[0]]
    group = run.sections.set_index("name")["group"]
    single = own[group.reindex(own["section"].astype(str)).notna().to_numpy()]
    leaves, reaches = first["depart"].iloc[:-1], first["arrive"].iloc[1:]
    return np.array([((single["enter"] < b) & (single["clear"] > a)).any() for a, b in zip(leaves, reaches)], bool)
