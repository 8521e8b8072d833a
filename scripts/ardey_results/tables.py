# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables derived from a run: volumes, speeds, departures, train loads, counters. Pure functions of the run."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .reading import ResultError, Run

RAIL_MODES = ("rail",)


def link_geometry(run: Run) -> list[np.ndarray]:
    """The drawn line of every directed link, in the order of link ids: arrays [points, 2] of lon, lat (degrees).

    From `network/shapes` with the end nodes at both ends; a link without a shape takes that of the opposite
    direction, else it is a straight line.
    """
    position = run.nodes[["lon", "lat"]].to_numpy(float)
    start = run.road_links["from_node"].cat.codes.to_numpy()
    end = run.road_links["to_node"].cat.codes.to_numpy()
    inner: dict[int, np.ndarray] = {}
    if run.has("network/shapes"):
        shapes = run.table("network/shapes")
        link = shapes["link"].cat.codes if hasattr(shapes["link"], "cat") else shapes["link"]
        for id_, rows in shapes.groupby(link.to_numpy(), sort=True):
            inner[int(id_)] = rows[["lon", "lat"]].to_numpy(float)
    by_ends = {(a, b): i for i, (a, b) in enumerate(zip(start, end))}
    lines = []
    for i, (a, b) in enumerate(zip(start, end)):
        opposite = inner.get(by_ends.get((b, a), -1), np.empty((0, 2)))
        line = np.vstack([position[a], inner.get(i, opposite[::-1]), position[b]])
        # Shapes may or may not repeat the end nodes; 1e-6 degrees are about 10 cm.
        moved = np.abs(np.diff(line, axis=0)).max(axis=1) > 1e-6
        lines.append(line[np.r_[True, moved]] if moved.any() else line[[0, -1]])
    return lines


def is_street(run: Run) -> np.ndarray:
    """[link] whether a link is a road, and not a connector that joins an external zone to the roads."""
    return (run.road_links["class"] != "connector").to_numpy()


def counter_positions(run: Run) -> np.ndarray:
    """[counter, 2] lon, lat (degrees) from the column `link`: the node of the counter at an end of the link, else the
    middle of the drawn line."""
    lines = link_geometry(run)
    at_counter = (run.nodes["kind"] == "counter").to_numpy()
    position = run.nodes[["lon", "lat"]].to_numpy(float)
    places = []
    for link in run.counters["link"].cat.codes:
        ends = run.road_links[["from_node", "to_node"]].iloc[link]
        nodes = [run.nodes.index[run.nodes["name"] == name][0] for name in ends]
        marked = [node for node in nodes if at_counter[node]]
        line = lines[link]
        middle = (line[(len(line) - 1) // 2] + line[len(line) // 2]) / 2
        places.append(position[marked[0]] if marked else middle)
    return np.array(places).reshape(-1, 2)


def interval_hours(run: Run) -> np.ndarray:
    """Length of each interval of `links`, [time], hours: attribute `interval_s` of the group, and `last_interval_s`
    where the last one was cut short."""
    attributes = run.links.attrs
    if "interval_s" not in attributes:
        raise ResultError(f"{run.path}: group 'links' has no attribute 'interval_s'")
    length = np.full(run.links.sizes["time"], float(attributes["interval_s"]))
    length[-1:] = float(attributes.get("last_interval_s", attributes["interval_s"]))
    return length / 3600.0


def link_volumes(run: Run) -> pd.Series:
    """Vehicles that left each link in the simulated day, [link] (vehicles), index: name of the link."""
    flow = np.nan_to_num(run.links["flow"].values.astype(float))
    volume = (flow * interval_hours(run)[:, None]).sum(axis=0)
    return pd.Series(volume, index=pd.Index(run.links["name"].values, name="link"), name="vehicles")


def link_speeds(run: Run, from_h: float, to_h: float) -> pd.DataFrame:
    """Mean over the vehicles between two times of day (hours), [link]: vehicles, speed_mps (harmonic mean weighted
    with the flow, NaN without a vehicle), free_mps, ratio = speed_mps / free_mps."""
    hours = (pd.to_datetime(run.links["time"].values) - run.midnight) / pd.Timedelta(hours=1)
    inside = (hours >= from_h - 1e-9) & (hours < to_h - 1e-9)
    length = interval_hours(run)[inside, None]
    flow = np.nan_to_num(run.links["flow"].values[inside].astype(float)) * length
    speed = run.links["speed"].values[inside].astype(float)
    drives = (flow > 0) & (speed > 0)
    pace = np.divide(flow, speed, out=np.zeros_like(flow), where=drives).sum(axis=0)
    counted = np.where(drives, flow, 0.0).sum(axis=0)
    mean = np.divide(counted, pace, out=np.full(len(pace), np.nan), where=pace > 0)
    free = run.road_links["speed"].to_numpy(float)
    return pd.DataFrame({"vehicles": flow.sum(axis=0), "speed_mps": mean, "free_mps": free, "ratio": mean / free},
                        index=pd.Index(run.links["name"].values, name="link"))


def departures(run: Run, minutes: int = 60) -> pd.DataFrame:
    """Trips that started, [interval, mode] (trips); index: start of the interval in hours since midnight."""
    trips = run.trips.dropna(subset=["depart"])
    width = minutes / 60.0
    slot = np.floor(run.hours(trips["depart"]) / width).astype(int)
    table = pd.crosstab(slot, trips["mode"])
    if len(table):
        table = table.reindex(range(table.index.min(), table.index.max() + 1), fill_value=0)
    table.columns = [str(mode) for mode in table.columns]
    table.index = pd.Index(table.index.to_numpy() * width, name="hour")
    return table


def departures_by_hour(run: Run) -> pd.DataFrame:
    """Trips that started, [hour, mode] (trips)."""
    return departures(run, 60)


def line_calls(run: Run, line: str) -> pd.DataFrame:
    """Calls of the vehicles of a line, ordered by direction, departure of the run at its first stop, and call.

    Columns of `trains` and: start (time of departure at the first stop as scheduled), title (name of the stop),
    seats and places (seats and standing places of the vehicle; NaN when the file does not say). In a sample the numbers
    of passengers are scaled to everybody, so that they compare with the places. Raises ResultError when the line does
    not run.
    """
    calls = run.trains[run.trains["line"] == line].copy()
    if calls.empty:
        raise ResultError(f"{run.path}: no vehicle of line '{line}' in 'trains'")
    first = calls.sort_values("call_seq").groupby("run")["scheduled_depart"].first()
    calls["start"] = calls["run"].map(first)
    stop = calls["stop"].cat.codes.to_numpy()
    calls["title"] = run.stops["title"].to_numpy()[stop]
    row = run.lines[run.lines["name"] == line].iloc[0]
    for column in ("seats", "places"):
        calls[column] = float(row[column]) if column in row else np.nan
    sample = float(run.parameters.get("demand.sample", 1.0))
    for column in ("boarded", "alighted", "denied", "aboard"):
        calls[column] = (calls[column] / sample).round().astype(int)
    return calls.sort_values(["direction", "start", "run", "call_seq"], kind="stable").reset_index(drop=True)


def line_loads(run: Run, line: str) -> pd.DataFrame:
    """Passengers aboard between two stops, a row per run and section, ordered by direction, departure and section.

    Columns: run, direction, start (departure at the first stop), section (0, 1 ...), from_stop, to_stop (titles),
    depart (actual), aboard (passengers), seats, places, denied (boardings refused at the section's first stop).
    """
    calls = line_calls(run, line)
    following = calls.groupby("run", sort=False)
    loads = pd.DataFrame({
        "run": calls["run"],
        "direction": calls["direction"].astype(int),
        "start": calls["start"],
        "section": following.cumcount(),
        "from_stop": calls["title"],
        "to_stop": following["title"].shift(-1),
        "depart": calls["depart"],
        "aboard": calls["aboard"].astype(int),
        "seats": calls["seats"],
        "places": calls["places"],
        "denied": calls["denied"].astype(int),
    })
    return loads[loads["to_stop"].notna()].reset_index(drop=True)


def rail_lines(run: Run) -> dict[str, list[np.ndarray]]:
    """Rail lines that ran: name -> stop ids in order of the calls, one array per direction (longest run of each)."""
    if not run.has("trains"):
        return {}
    modes = run.lines["mode"].astype(str)
    rail = run.lines.loc[modes.isin(RAIL_MODES), "name"].tolist()
    calls = run.trains[run.trains["line"].isin(rail)]
    chains: dict[str, list[np.ndarray]] = {}
    for line in rail:
        of_line = calls[calls["line"] == line]
        chains_of_line = []
        for _, rows in of_line.groupby("direction", sort=True):
            longest = rows.groupby("run").size().idxmax()
            one = rows[rows["run"] == longest].sort_values("call_seq")
            chains_of_line.append(one["stop"].cat.codes.to_numpy())
        if chains_of_line:
            chains[line] = chains_of_line
    return chains


def counter_comparison(run: Run) -> pd.DataFrame:
    """[counter] name, simulated, counted (vehicles/day, both directions), ratio, and geh: the GEH statistic
    sqrt(2 (s - c)^2 / (s + c)) of the mean hour, s and c being a 24th of the daily volumes (vehicles/h)."""
    table = run.counters.copy()
    s, c = table["simulated"] / 24.0, table["counted"] / 24.0
    table["ratio"] = table["simulated"] / table["counted"]
    table["geh"] = np.sqrt(2.0 * (s - c) ** 2 / (s + c).where(s + c > 0))
    return table
