# SPDX-License-Identifier: GPL-3.0-or-later
"""What a disturbance costs: two runs of the same people and timetable, one disturbed, compared train by train and trip by
trip."""

from __future__ import annotations

import pandas as pd

from .reading import ResultError, Run

CAUSES = ("primary", "turnaround", "dwell_excess", "running", "knock_on", "recovered")
GROUPS = ("late train", "train with knock-on", "others")
_MINUTE = pd.Timedelta(minutes=1)


def delay_causes(base: Run, late: Run, least_s: float = 1.0) -> pd.DataFrame:
    """[run] where the lateness of each vehicle changed, `late` minus `base`, ordered by the start of the run: line, direction,
    start (planned), from_stop (title), group, the causes of `trains` summed over the run (min), at_end (min): lateness at the
    last stop that both reached.

    Left out are runs of which no cause changed by `least_s` seconds. group is "late train" where primary delay was added,
    "train with knock-on" where it is knock_on or turnaround, else "others". Without cancelled calls at_end = sum of
    the causes, recovered taken off. Raises ResultError when the runs do not compare.
    """
    _check_alike(base, late)
    both = base.trains.merge(late.trains, on=["run", "call_seq"], suffixes=("", "_late"), validate="1:1")
    both = both.sort_values(["run", "call_seq"], kind="stable")
    change = pd.DataFrame({cause: (both[f"{cause}_late"] - both[cause]) / 60000.0 for cause in CAUSES})
    change["run"] = both["run"]
    table = change.groupby("run").sum()
    changed = table.abs().max(axis=1) >= least_s / 60.0
    both["at_end"] = (both["arrive_late"] - both["arrive"]) / _MINUTE
    by_run = both.groupby("run")
    titles = dict(zip(base.stops["name"], base.stops["title"]))
    table["at_end"] = by_run["at_end"].last()
    described = pd.DataFrame({
        "line": by_run["line"].first().astype(str),
        "direction": by_run["direction"].first().astype(int),
        "start": by_run["scheduled_depart"].first(),
        "from_stop": by_run["stop"].first().astype(str).map(titles),
        "group": [GROUPS[0] if p * 60 >= least_s else GROUPS[1] if (k + t) * 60 >= least_s else GROUPS[2]
                  for p, k, t in zip(table["primary"], table["knock_on"], table["turnaround"])]})
    return described.join(table)[changed].sort_values("start", kind="stable")


def trip_delays(base: Run, late: Run, causes: pd.DataFrame | None = None) -> pd.DataFrame:
    """The trips of `base` beside the same ones of `late`, that is those of the same person with the same number: person,
    number (0 for the first of the day), mode, group, lost (min; arrival in `late` minus that in `base`, below 0: earlier; NaN
    when either did not arrive).

    group: "late train" who rode one in either run, else "train with knock-on" who rode one, else "others" (groups of
    `causes`, which is `delay_causes(base, late)`).
    """
    _check_alike(base, late)
    causes = delay_causes(base, late) if causes is None else causes
    trips = _numbered(base).merge(_numbered(late), on=["person", "number"], suffixes=("", "_late"), validate="1:1")
    trips["lost"] = (trips["arrive_late"] - trips["arrive"]) / _MINUTE
    trips["group"] = GROUPS[2]
    keys = pd.MultiIndex.from_frame(trips[["person", "number"]])
    for group in (GROUPS[1], GROUPS[0]):
        runs = causes.index[causes["group"] == group]
        riders = pd.concat([_trips_aboard(run, runs) for run in (base, late)])
        trips.loc[keys.isin(pd.MultiIndex.from_frame(riders)), "group"] = group
    return trips[["person", "number", "mode", "group", "lost"]]


def passenger_losses(base: Run, late: Run, causes: pd.DataFrame | None = None) -> pd.DataFrame:
    """[group] minutes that people lose, scaled to everybody in a sample: trips, later and earlier (of them), lost and gained
    (min), net = lost - gained, unknown (trips that did not arrive in one of the runs). Index: the groups of `trip_delays`."""
    trips = trip_delays(base, late, causes)
    lost = trips["lost"]
    table = pd.DataFrame({"group": trips["group"], "trips": 1, "later": lost > 0, "earlier": lost < 0,
                          "lost": lost.clip(lower=0), "gained": -lost.clip(upper=0), "net": lost,
                          "unknown": lost.isna()})
    table = table.groupby("group").sum().reindex(list(GROUPS), fill_value=0)
    return table / base.sample


def _check_alike(base: Run, late: Run) -> None:
    """Whether two runs are of the same people: seed, sample and number of trips."""
    for name in ("seed", "sample"):
        one, other = base.attributes.get(name), late.attributes.get(name)
        if one != other:
            raise ResultError(f"{late.path}: {name} is {other}, but {one} in {base.path}; compare runs that differ in the "
                              "disturbance alone")
    if len(base.trips) != len(late.trips):
        raise ResultError(f"{late.path}: {len(late.trips)} trips, but {len(base.trips)} in {base.path}; compare whole runs of "
                          "the same scenario")


def _numbered(run: Run, persons: pd.Series | None = None) -> pd.DataFrame:
    """person, number, mode, depart, arrive of the trips (of these persons); a person's trips follow each other."""
    trips = run.trips[["person", "mode", "depart", "arrive"]]
    trips = trips if persons is None else trips[trips["person"].isin(persons)]
    trips = trips.sort_values(["person", "depart"], kind="stable")
    trips["number"] = trips.groupby("person").cumcount()
    return trips


def _trips_aboard(run: Run, runs: pd.Index) -> pd.DataFrame:
    """person and number of the trips with a ride on one of these vehicles."""
    rides = run.legs.loc[run.legs["run"].isin(runs), ["person", "board"]]
    trips = _numbered(run, rides["person"]).merge(rides, on="person")
    during = (trips["depart"] <= trips["board"]) & ~(trips["arrive"] < trips["board"])
    return trips.loc[during, ["person", "number"]].drop_duplicates()
