# SPDX-License-Identifier: GPL-3.0-or-later
"""Skims of public transport: what the way from zone to zone takes by the vehicles of a run.

The connection scan of Dibbelt, Pajor, Strasser and Wagner (Intriguingly simple and fast transit routing, SEA 2013) for all
places and departures side by side: every hop of a vehicle is looked at once, in the order of departures.
"""

from __future__ import annotations

import numpy as np

from .reading import ResultError, Run

PARTS = ("time", "walk", "wait", "ride", "changes")
RIDE_MOST_H = 3.0  # as far ahead as people of the simulator look, by default
_ARRIVE, _WALK, _WAIT, _RIDE, _RIDES, _DOOR = range(6)


def transit_skims(run: Run, from_h: float, until_h: float, every_min: float = 30.0) -> dict[str, np.ndarray]:
    """Earliest arrivals from all places, who want to leave at from_h and every `every_min` minutes after it before until_h, by
    the vehicles as they ran in this day: [place, place], means over these departures, NaN without a way within 3 h.
    `time` = `walk` + `wait` + `ride` (minutes, from the door to the door; who waits for the first departure does so at
    home), and `changes`. Of equal arrivals the way that was found first counts. Ways on foot are straight lines times the
    detour of the scenario, to stops within `people.access_radius`, and to change within a third of it; footpaths of the
    scenario's tables and full vehicles are left out, and NaN also stands where it is faster to walk to the last stop."""
    if not run.has("trains") or len(run.trains) == 0:
        raise ResultError(f"{run.path}: no vehicles of public transport ran, so there are no skims of it")
    starts = np.arange(from_h, until_h, every_min / 60.0) * 3600.0
    places, stops = run.table("network/places"), run.stops
    radius, speed, detour = (float(str(run.parameters[name])) for name in (
        "people.access_radius", "people.walk_speed", "people.detour_factor"))
    change_s = float(str(run.parameters["transit.change"]))
    to_stop = _walks(places, stops, radius, detour / speed)
    between = _walks(stops, stops, radius / 3, detour / speed)
    neighbours = [np.flatnonzero(np.isfinite(row) & (np.arange(len(row)) != i)) for i, row in enumerate(between)]
    count = len(places)
    label = np.zeros((6, len(stops), count * len(starts)))
    wish = np.repeat(starts, count)
    label[_WALK] = np.tile(to_stop.T, (1, len(starts)))
    label[_ARRIVE] = wish + label[_WALK]
    label[_WALK][~np.isfinite(label[_WALK])] = 0
    aboard: dict[int, np.ndarray] = {}
    for hop_run, start, end, depart, arrive in _hops(run, starts[0], starts[-1] + RIDE_MOST_H * 3600):
        _scan(label, aboard, (hop_run, start, end, depart, arrive), change_s)
        _walk_on(label, end, neighbours[end], between[end], depart)
    return _to_places(label, to_stop, wish, (len(starts), count))


def _walks(start, end, radius: float, s_per_m: float) -> np.ndarray:
    """[start, end] seconds on foot, infinite beyond the radius (m)."""
    lat, lon = (np.subtract.outer(start[k].to_numpy(float), end[k].to_numpy(float)) for k in ("lat", "lon"))
    metres = 111_320.0 * np.hypot(lat, lon * np.cos(np.radians(start["lat"].to_numpy(float).mean())))
    return np.where(metres <= radius, np.maximum(metres * s_per_m, 30.0), np.inf)


def _hops(run: Run, from_s: float, until_s: float):
    """Hops of vehicles from a stop to the next one, as they ran, by departure: run, from, to, departure, arrival (s)."""
    calls = run.trains
    depart, arrive = ((calls[k] - run.midnight).dt.total_seconds().to_numpy() for k in ("depart", "arrive"))
    order = np.lexsort([calls["call_seq"], calls["run"]])
    a, b = order[:-1], order[1:]
    of, stop = calls["run"].to_numpy(), calls["stop"].cat.codes.to_numpy(int)
    good = (of[a] == of[b]) & (depart[a] >= from_s) & (depart[a] <= until_s) & np.isfinite(arrive[b])
    a, b = a[good], b[good]
    rank = np.lexsort([arrive[b], depart[a]])
    return zip(of[a][rank], stop[a][rank], stop[b][rank], depart[a][rank], arrive[b][rank])


def _scan(label: np.ndarray, aboard: dict[int, np.ndarray], hop: tuple[int, int, int, float, float], change_s: float) -> None:
    """One hop: who is aboard or can board reaches its end. `aboard[run]`: label of the way up to boarding; the ride counts
    from there on, door: NaN when nobody is aboard."""
    run, start, end, depart, arrive = hop
    here = label[:, start]
    can_board = here[_ARRIVE] + change_s * (here[_RIDES] > 0) <= depart
    state = aboard.get(run)
    if state is None:
        if not can_board.any():
            return
        state = aboard[run] = np.full((6, label.shape[2]), np.nan)
    fresh = can_board & np.isnan(state[_DOOR])
    if fresh.any():
        first = fresh & (here[_RIDES] == 0)
        state[:, fresh] = here[:, fresh]
        state[_WAIT, fresh] += np.where(here[_RIDES, fresh] > 0, depart - here[_ARRIVE, fresh], 0)
        state[_DOOR, first] = depart - here[_WALK, first]
        state[_RIDE, fresh] -= depart
        state[_RIDES, fresh] += 1
    better = ~np.isnan(state[_DOOR]) & (arrive < label[_ARRIVE, end])
    if better.any():
        at = label[:, end]
        at[:, better] = state[:, better]
        at[_ARRIVE, better] = arrive
        at[_RIDE, better] += arrive


def _walk_on(label: np.ndarray, stop: int, neighbours: np.ndarray, walks: np.ndarray, since: float) -> None:
    """Whoever has come to the stop by a ride after `since` walks on to its neighbours."""
    came = np.flatnonzero((label[_RIDES, stop] > 0) & (label[_ARRIVE, stop] > since))
    for other in neighbours if len(came) else ():
        better = came[label[_ARRIVE, stop, came] + walks[other] < label[_ARRIVE, other, came]]
        if len(better):
            label[:, other, better] = label[:, stop, better]
            label[_ARRIVE, other, better] += walks[other]
            label[_WALK, other, better] += walks[other]


def _to_places(label: np.ndarray, to_stop: np.ndarray, wish: np.ndarray, shape: tuple[int, int]) -> dict[str, np.ndarray]:
    """The last walk, from the stop where it ends earliest, and the means over departures: [place, place]."""
    known = np.where(label[_RIDES] > 0, label[_ARRIVE], np.inf)
    found = np.full((len(PARTS), len(wish), shape[1]), np.nan)
    row = np.arange(len(wish))
    for place, walks in enumerate(to_stop):
        near = np.flatnonzero(np.isfinite(walks))
        if len(near) == 0:
            continue
        total = known[near] + walks[near, None]
        best = total.argmin(axis=0)
        stop, arrive = near[best], total[best, row]
        way = label[:, stop, row]
        parts = arrive - way[_DOOR], way[_WALK] + walks[stop], way[_WAIT], way[_RIDE], way[_RIDES] - 1
        has_way = arrive - wish <= RIDE_MOST_H * 3600
        for number, values in enumerate(parts):
            found[number, has_way, place] = values[has_way] / (1 if PARTS[number] == "changes" else 60)
    found = found.reshape(len(PARTS), *shape, shape[1])
    number = np.isfinite(found).sum(axis=1)
    with np.errstate(invalid="ignore"):
        means = np.nansum(found, axis=1) / number
    return dict(zip(PARTS, np.where(number > 0, means, np.nan)))
