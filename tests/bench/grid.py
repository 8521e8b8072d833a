# SPDX-License-Identifier: GPL-3.0-or-later
"""A grid city and trips on its monotone shortest paths: what the benchmarks simulate.

Nodes lie at (row, column), numbered row * n + column. Between neighbours there is a link in both directions, numbered
by direction: all that lead east, then west, north (to the next row), south. Every random number comes from one
RandomState, whose streams NumPy has frozen, so a seed gives the same trips with every version.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

EAST, WEST, NORTH, SOUTH = range(4)
CHUNK_TRIPS = 20_000


@dataclass(frozen=True)
class City:
    """`wide_every`: every so many streets has two lanes; 0: none has."""

    n: int
    length_m: float = 200.0
    speed_mps: float = 13.9
    capacity_vph: float = 1800.0  # per lane
    jam_spacing_m: float = 7.5
    wide_every: int = 5


@dataclass(frozen=True)
class Demand:
    """`pattern`: "anywhere", two random nodes at least `least_links` apart; or "across", from a node of one side of the
    city to one of the opposite side, each pair as often."""

    trips: int
    duration_s: float = 7200.0
    pattern: str = "anywhere"
    least_links: int = 5
    seed: int = 1


# UXsim's example of a grid, as its README and its example 04 give it: 11 x 11 nodes, links of 1 km, 20 m/s and jam
# density 0.2 veh/m; with the default reaction time of 1 s that is a capacity of 0.8 veh/s. Between every node of a side
# and every node of the opposite side 0.035 veh/s for an hour: 4 * 121 * 126 vehicles.
UXSIM_CITY = City(11, length_m=1000.0, speed_mps=20.0, capacity_vph=2880.0, jam_spacing_m=5.0, wide_every=0)
UXSIM_DEMAND = Demand(4 * 121 * 126, duration_s=3600.0, pattern="across", least_links=10)


@dataclass(frozen=True)
class Links:
    """One entry per directed link."""

    start: np.ndarray
    end: np.ndarray
    lanes: np.ndarray
    names: list[str]

    def __len__(self) -> int:
        return len(self.names)


def link_table(n: int) -> np.ndarray:
    """The number of the link from (row, column) in a direction, [4, n, n]; -1 where the city ends."""
    table = np.full((4, n, n), -1, np.int32)
    per_direction = np.arange(n * (n - 1), dtype=np.int32)
    table[EAST, :, :-1] = per_direction.reshape(n, n - 1)
    table[WEST, :, 1:] = per_direction.reshape(n, n - 1) + n * (n - 1)
    table[NORTH, :-1, :] = per_direction.reshape(n - 1, n) + 2 * n * (n - 1)
    table[SOUTH, 1:, :] = per_direction.reshape(n - 1, n) + 3 * n * (n - 1)
    return table


def build_links(city: City) -> Links:
    n, table = city.n, link_table(city.n)
    start = np.empty(4 * n * (n - 1), np.int32)
    end, street = np.empty_like(start), np.empty_like(start)
    row, column = np.mgrid[0:n, 0:n]
    steps = {EAST: (0, 1), WEST: (0, -1), NORTH: (1, 0), SOUTH: (-1, 0)}
    for direction, (down, right) in steps.items():
        there = table[direction] >= 0
        number = table[direction][there]
        start[number] = (row * n + column)[there]
        end[number] = ((row + down) * n + column + right)[there]
        street[number] = (row if down == 0 else column)[there]
    wide = (street % city.wide_every == 0) if city.wide_every else np.zeros(len(start), bool)
    names = [np.base_repr(i, 36).lower() for i in range(len(start))]
    return Links(start, end, np.where(wide, 2, 1), names)


def _draw_anywhere(random: np.random.RandomState, n: int, demand: Demand) -> np.ndarray:
    ends = np.empty((0, 4), np.int32)
    while len(ends) < demand.trips:
        more = random.randint(0, n, size=(demand.trips, 4)).astype(np.int32)
        far = np.abs(more[:, 0] - more[:, 2]) + np.abs(more[:, 1] - more[:, 3]) >= demand.least_links
        ends = np.concatenate([ends, more[far]])
    return ends[: demand.trips]


def _draw_across(random: np.random.RandomState, n: int, demand: Demand) -> np.ndarray:
    """Every ordered pair of nodes on opposite sides has as many trips as any other; their order is random."""
    pairs = 4 * n * n
    number = random.permutation(np.arange(demand.trips, dtype=np.int64)) % pairs
    side, a, b = number // (n * n), number // n % n, number % n
    ends = np.empty((demand.trips, 4), np.int32)
    for k, columns in enumerate(([a, 0, b, n - 1], [a, n - 1, b, 0], [0, a, n - 1, b], [n - 1, a, 0, b])):
        chosen = side == k
        for j, values in enumerate(columns):
            ends[chosen, j] = values[chosen] if isinstance(values, np.ndarray) else values
    return ends


def draw_trips(city: City, demand: Demand, random: np.random.RandomState) -> tuple[np.ndarray, np.ndarray]:
    """Departures in hundredths of a second, sorted, and from row, from column, to row, to column of each trip."""
    if demand.pattern == "anywhere":
        if 2 * (city.n - 1) < demand.least_links:
            raise ValueError(f"a grid of {city.n} x {city.n} nodes has no trips of {demand.least_links} links")
        ends = _draw_anywhere(random, city.n, demand)
    else:
        ends = _draw_across(random, city.n, demand)
    depart_cs = np.sort(random.randint(0, int(demand.duration_s * 100), size=demand.trips))
    return depart_cs, ends


def draw_paths(ends: np.ndarray, table: np.ndarray, random: np.random.RandomState) -> tuple[np.ndarray, np.ndarray]:
    """Link numbers of each path one after the other, and where each path starts in them, with one more for the end.

    Of the monotone paths between two nodes each is equally likely: with h steps to go along the row and v along the
    column, the next is along the row with probability h / (h + v).
    """
    row, column = ends[:, 0].copy(), ends[:, 1].copy()
    to_go_h, to_go_v = np.abs(ends[:, 3] - column), np.abs(ends[:, 2] - row)
    step_h, step_v = np.sign(ends[:, 3] - column), np.sign(ends[:, 2] - row)
    direction_h, direction_v = np.where(step_h > 0, EAST, WEST), np.where(step_v > 0, NORTH, SOUTH)
    first = np.concatenate([[0], np.cumsum(to_go_h + to_go_v)])
    links = np.empty(first[-1], np.int32)
    active = np.flatnonzero(to_go_h + to_go_v)
    place = 0
    while len(active):
        h, v = to_go_h[active], to_go_v[active]
        along = random.random_sample(len(active)) * (h + v) < h
        direction = np.where(along, direction_h[active], direction_v[active])
        links[first[active] + place] = table[direction, row[active], column[active]]
        column[active] += step_h[active] * along
        row[active] += step_v[active] * ~along
        to_go_h[active] -= along
        to_go_v[active] -= ~along
        place += 1
        active = active[h + v > 1]
    return links, first


def chunks(city: City, demand: Demand):
    """Yields (number of the first trip, departures, links, starts of the paths) for some trips at a time."""
    random = np.random.RandomState(demand.seed)
    depart_cs, ends = draw_trips(city, demand, random)
    table = link_table(city.n)
    for begin in range(0, demand.trips, CHUNK_TRIPS):
        end = min(begin + CHUNK_TRIPS, demand.trips)
        yield (begin, depart_cs[begin:end], *draw_paths(ends[begin:end], table, random))
