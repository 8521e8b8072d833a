# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables derived from a run: volumes, speeds, departures, train loads, counters. Pure functions of the run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .reading import ResultError, Run

RAIL_MODES = ("rail",)
DISTANCE_EDGES_KM = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)


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


def departures_arrivals(run: Run, minutes: int = 15) -> pd.DataFrame:
    """[interval] departures, arrivals, under_way (trips, at its end), scaled to everybody; index: start in hours."""
    width = minutes / 60.0
    starts = np.floor(run.hours(run.trips["depart"].dropna()) / width).astype(int)
    ends = np.floor(run.hours(run.trips["arrive"].dropna()) / width).astype(int)
    if starts.empty:
        return pd.DataFrame(columns=["departures", "arrivals", "under_way"])
    slots = range(starts.min(), max(starts.max(), ends.max() if len(ends) else 0) + 1)
    table = pd.DataFrame({name: slot.value_counts().reindex(slots, fill_value=0) / run.sample
                          for name, slot in (("departures", starts), ("arrivals", ends))})
    table["under_way"] = (table["departures"] - table["arrivals"]).cumsum()
    table.index = pd.Index(np.array(slots) * width, name="hour")
    return table


def mode_shares(run: Run) -> pd.DataFrame:
    """[band of distance] share of each mode (1) among the trips that arrived, and `trips`, scaled to everybody; index: the
    band in km."""
    trips = run.trips[run.trips["outcome"] == "arrived"]
    edges = [*DISTANCE_EDGES_KM, np.inf]
    labels = [f"{low:g} to {high:g}" for low, high in zip(edges[:-2], edges[1:-1])] + [f"{edges[-2]:g} and more"]
    band = pd.cut(trips["distance"] / 1000.0, edges, labels=labels, right=False)
    counts = pd.crosstab(band, trips["mode"]).reindex(labels, fill_value=0)
    counts.columns = [str(mode) for mode in counts.columns]
    total = counts.sum(axis=1)
    shares = counts.div(total.where(total > 0), axis=0)
    shares["trips"] = total / run.sample
    shares.index.name = "km"
    return shares


def zone_flows(run: Run, modes: Sequence[str] | None = None) -> pd.DataFrame:
    """Trips that started, [from zone, to zone] (trips of the day, scaled to everybody), by these modes or all; index: titles
    of the zones."""
    trips = run.trips.dropna(subset=["depart"])
    if modes is not None:
        trips = trips[trips["mode"].isin(list(modes))]
    titles = run.zones["title"].astype(str).to_numpy()
    zone_of = run.table("network/places")["zone"].cat.codes.to_numpy()
    ends = [titles[zone_of[trips[f"{end}_place"].cat.codes.to_numpy()]] for end in ("from", "to")]
    return pd.crosstab(pd.Series(ends[0], name="from"), pd.Series(ends[1], name="to")) / run.sample


def link_states(run: Run, link: str) -> pd.DataFrame:
    """[interval] hour (start of the interval), flow (vehicles per hour), density (per km), speed (m/s) of a link. Raises
    ResultError when there is no such link."""
    names = run.links["name"].values
    found = np.flatnonzero(names == link)
    if len(found) == 0:
        raise ResultError(f"{run.path}: no link '{link}'; there are {names[0]}, {names[-1]} and {len(names) - 2} between")
    one = run.links.isel(link=int(found[0]))
    hours = (pd.to_datetime(one["time"].values) - run.midnight) / pd.Timedelta(hours=1)
    return pd.DataFrame({"hour": np.asarray(hours, float),
                         **{name: one[name].values.astype(float) for name in ("flow", "density", "speed")}})


def person_trips(run: Run, person: int) -> pd.DataFrame:
    """[trip] of a person, by departure: depart_h, arrive_h (hours; NaN), mode, purpose, from_zone, to_zone (titles), from_km,
    to_km (straight line from where the day starts), distance_km, lines (public transport ridden, with commas)."""
    of_person = run.trips["person"].astype(int) == person
    trips = run.trips[of_person].sort_values("depart", kind="stable")
    places, titles = run.table("network/places"), run.zones["title"].astype(str).to_numpy()
    lat, lon = places["lat"].to_numpy(float), places["lon"].to_numpy(float)
    start, end = trips["from_place"].cat.codes.to_numpy(), trips["to_place"].cat.codes.to_numpy()
    home = int(start[0]) if len(start) else 0
    km = np.hypot((lon - lon[home]) * 111.32 * np.cos(np.radians(lat[home])), (lat - lat[home]) * 111.32)
    legs = run.legs[run.legs["person"].astype(int) == person]
    lines = [", ".join(legs.loc[legs["board"].between(a, b), "line"].astype(str)) for a, b in zip(trips["depart"], trips["arrive"])]
    zone = places["zone"].cat.codes.to_numpy()
    return pd.DataFrame({
        "depart_h": run.hours(trips["depart"]), "arrive_h": run.hours(trips["arrive"]),
        "mode": trips["mode"].astype(str), "purpose": trips["purpose"].astype(str),
        "from_zone": titles[zone[start]], "to_zone": titles[zone[end]], "from_km": km[start], "to_km": km[end],
        "distance_km": trips["distance"] / 1000.0, "lines": lines})


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
    for column in ("boarded", "alighted", "denied", "aboard"):
        calls[column] = (calls[column] / run.sample).round().astype(int)
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


def section_loads(run: Run, line: str, stops: Sequence[str] | None = None) -> pd.DataFrame:
    """Passengers of the day between each two stops in a row, both directions together, [section]: from_stop, to_stop (titles),
    aboard. `stops` are titles in their order, by default those of the line's longest run; a vehicle that passes some of them has its
    passengers in each section between. Raises ResultError when the line does not run."""
    loads = line_loads(run, line)
    if stops is None:
        longest = loads[loads["run"] == loads.groupby("run", sort=False).size().idxmax()]
        stops = [longest["from_stop"].iloc[0], *longest["to_stop"]]
    place = {stop: i for i, stop in enumerate(stops)}
    aboard = np.zeros(max(len(stops) - 1, 0), int)
    for row in loads.itertuples():
        if row.from_stop in place and row.to_stop in place:
            first, last = sorted((place[row.from_stop], place[row.to_stop]))
            aboard[first:last] += row.aboard
    return pd.DataFrame({"from_stop": stops[:-1], "to_stop": stops[1:], "aboard": aboard})


def load_profile(run: Run, line: str, direction: int = 0, from_h: float = 0.0, to_h: float = 30.0) -> pd.DataFrame:
    """Passengers of all vehicles of a line and direction that start between two times of day (hours) along the stops of its
    longest run, [stop]: title, aboard (to the next stop), boarded, alighted, vehicles, seats, places (of all vehicles
    together). Raises ResultError when none of them starts then."""
    calls = line_calls(run, line)
    calls = calls[(calls["direction"] == direction) & run.hours(calls["start"]).between(from_h, to_h, inclusive="left")]
    calls = calls[calls["depart"].notna() | calls["arrive"].notna()]
    if calls.empty:
        raise ResultError(f"{run.path}: no vehicle of line '{line}', direction {direction}, starts then")
    longest = calls.groupby("run", sort=False).size().idxmax()
    order = calls.loc[calls["run"] == longest, "title"].drop_duplicates()
    by_stop = calls.groupby("title")
    table = by_stop[["aboard", "boarded", "alighted"]].sum().assign(vehicles=by_stop["run"].nunique())
    vehicles = calls["run"].nunique()
    for column in ("seats", "places"):
        table[column] = vehicles * calls[column].iloc[0]
    return table.reindex(order).rename_axis("title").reset_index()


def gridlock_counts(run: Run) -> np.ndarray:
    """[link] in how many gridlocks a link was one of the full ones."""
    counts = np.zeros(len(run.road_links))
    if run.has("gridlocks"):
        table = run.table("gridlocks")[["gridlock", "link"]].drop_duplicates()
        np.add.at(counts, table["link"].cat.codes.to_numpy(), 1.0)
    return counts


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
