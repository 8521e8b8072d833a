# SPDX-License-Identifier: GPL-3.0-or-later
"""Zone-to-zone matrices of a run as an OMX file, which planners' software reads.

OMX 0.2 (github.com/osPlanning/omx, Specification): an HDF5 file with the root attributes OMX_VERSION and SHAPE, a matrix per
dataset of `/data`, and `/lookup` with what rows and columns stand for.
"""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from .reading import ResultError, Run
from .transit_skims import transit_skims


def demand_matrices(run: Run, from_h: float = 0.0, until_h: float = 48.0) -> dict[str, np.ndarray]:
    """Trips that depart in [from_h, until_h), by mode, for everybody (a sample is scaled up), and of those that arrived
    the mean time (minutes) and distance (km): [zone, zone] from, to; NaN where nobody travelled."""
    trips = run.trips
    hours = run.hours(trips["depart"])
    trips = trips[(hours >= from_h) & (hours < until_h)]
    zone = run.table("network/places")["zone"].cat.codes.to_numpy(int)
    start = zone[trips["from_place"].cat.codes.to_numpy(int)]
    end = zone[trips["to_place"].cat.codes.to_numpy(int)]
    minutes = ((trips["arrive"] - trips["depart"]) / pd.Timedelta(minutes=1)).to_numpy()
    km = trips["distance"].to_numpy() / 1000
    count, scale = len(run.zones), 1.0 / float(run.attributes.get("sample", 1.0))

    def total(chosen: np.ndarray, values: np.ndarray) -> np.ndarray:
        flat = np.bincount(start[chosen] * count + end[chosen], weights=values[chosen], minlength=count * count)
        return flat.reshape(count, count)

    matrices = {}
    for mode in trips["mode"].cat.categories:
        chosen = (trips["mode"] == mode).to_numpy()
        if not chosen.any():
            continue
        arrived = chosen & ~np.isnan(minutes)
        number = total(arrived, np.ones(len(trips)))
        matrices[f"trips_{mode}"] = scale * total(chosen, np.ones(len(trips)))
        with np.errstate(invalid="ignore"):
            matrices[f"time_{mode}"] = total(arrived, np.nan_to_num(minutes)) / number
            matrices[f"distance_{mode}"] = total(arrived, np.nan_to_num(km)) / number
    return matrices


def car_skims(run: Run, from_h: float, until_h: float) -> dict[str, np.ndarray]:
    """Shortest way by car between all zones over the mean link times of [from_h, until_h), and over empty roads: minutes, and
    the length of the former way in km; the mean over the places of both zones. Rules of turning and walks to the car are
    left out. [zone, zone]; NaN without a way; within a zone between its places."""
    places, links = run.table("network/places"), run.road_links
    node = places["node"].cat.codes.to_numpy(int)
    ends = links["from_node"].cat.codes.to_numpy(int), links["to_node"].cat.codes.to_numpy(int)
    length, free = links["length"].to_numpy(), (links["length"] / links["speed"]).to_numpy()
    hours = (pd.DatetimeIndex(run.links["time"].values) - run.midnight) / pd.Timedelta(hours=1)
    chosen = (hours >= from_h) & (hours < until_h)
    if not chosen.any():
        raise ResultError(f"{run.path}: `links` has no interval from {from_h:g} to {until_h:g} h")
    flow = np.nan_to_num(run.links["flow"].values[chosen])
    speed = run.links["speed"].values[chosen]
    with np.errstate(invalid="ignore", divide="ignore"):
        spent = np.where(flow > 0, flow * length / speed, 0).sum(axis=0)
        loaded = np.where(flow.sum(axis=0) > 0, spent / flow.sum(axis=0), free)
    count = len(run.nodes)

    def ways(weights: np.ndarray, predecessors: bool = False):
        # Of parallel links the fastest counts: a sparse matrix would add them up.
        order = np.argsort(weights, kind="stable")[::-1]
        best = dict(zip(zip(ends[0][order], ends[1][order]), order))
        index = np.fromiter(best.values(), dtype=int)
        graph = coo_matrix((weights[index], (ends[0][index], ends[1][index])), shape=(count, count)).tocsr()
        found = dijkstra(graph, indices=np.unique(node), return_predecessors=predecessors)
        return found, best

    (seconds, before), best = ways(loaded, predecessors=True)
    empty, _ = ways(free)
    metres = _lengths(seconds, before, {pair: length[link] for pair, link in best.items()})
    row = {value: position for position, value in enumerate(np.unique(node))}
    rows = np.array([row[value] for value in node])
    zone = places["zone"].cat.codes.to_numpy(int)
    return {name: _zone_means(values[rows][:, node] / unit, zone, len(run.zones))
            for name, values, unit in (("skim_time_car", seconds, 60), ("skim_free_time_car", empty, 60),
                                       ("skim_distance_car", metres, 1000))}


def _lengths(seconds: np.ndarray, before: np.ndarray, length: dict[tuple[int, int], float]) -> np.ndarray:
    """Metres along the ways of Dijkstra's trees: nodes in the order of their times, each after the one before it."""
    metres = np.where(np.isfinite(seconds), 0.0, np.inf)
    for source in range(len(seconds)):
        for target in np.argsort(seconds[source], kind="stable"):
            last = before[source, target]
            if last >= 0:
                metres[source, target] = metres[source, last] + length[last, target]
    return metres


def _zone_means(values: np.ndarray, zone: np.ndarray, count: int) -> np.ndarray:
    """[place, place] to the mean of [zone, zone] over the finite ones."""
    finite = np.isfinite(values)
    member = np.zeros((count, len(zone)))
    member[zone, np.arange(len(zone))] = 1
    with np.errstate(invalid="ignore"):
        return (member @ np.where(finite, values, 0) @ member.T) / (member @ finite @ member.T)


def transit_matrices(run: Run, from_h: float, until_h: float) -> dict[str, np.ndarray]:
    """`transit_skims` as means over the places of both zones: [zone, zone] minutes, and number of changes; none where no
    public transport ran."""
    if not run.has("trains") or len(run.trains) == 0:
        return {}
    zone = run.table("network/places")["zone"].cat.codes.to_numpy(int)
    skims = transit_skims(run, from_h, until_h)
    return {f"skim_{name}_pt": _zone_means(values, zone, len(run.zones)) for name, values in skims.items()}


def write_omx(run: Run, path: str | Path, from_h: float = 7.0, until_h: float = 9.0) -> list[str]:
    """Writes matrices of the run for departures in [from_h, until_h) to the OMX file `path`; returns their names."""
    if Path(path).exists() and Path(path).samefile(run.path):
        raise ResultError(f"{path}: the output is the result file itself")
    if not from_h < until_h:
        raise ResultError(f"from {from_h:g} until {until_h:g} h: there is no time in between")
    matrices = {**demand_matrices(run, from_h, until_h), **car_skims(run, from_h, until_h), **transit_matrices(run, from_h, until_h)}
    names = run.zones["name"].astype(str).to_numpy()
    with h5py.File(path, "w") as file:
        file.attrs["OMX_VERSION"] = np.bytes_("0.2")
        file.attrs["SHAPE"] = np.array([len(names), len(names)], dtype=np.int32)
        for name, values in matrices.items():
            dataset = file.create_dataset(f"data/{name}", data=values, chunks=(1, len(names)), compression="gzip",
                                          compression_opts=1, shuffle=True, track_times=False)
            dataset.attrs["NA"] = np.nan
        file.create_dataset("lookup/zone", data=np.arange(1, len(names) + 1, dtype=np.int32), track_times=False)
        # Fixed-length bytes: what OMX readers understand.
        file.create_dataset("lookup/zone_name", data=np.char.encode(names.astype(str), "utf-8"), track_times=False)
    return list(matrices)
