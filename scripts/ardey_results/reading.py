# SPDX-License-Identifier: GPL-3.0-or-later
"""A result file as pandas tables and xarray cubes, with codes and ids replaced by their names.

Nothing here knows a model: what a column means is read from its attributes (`units`, `long_name`,
`flag_values` and `flag_meanings`, `names_of`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import xarray as xr


class ResultError(Exception):
    """The file is missing, is not HDF5, or lacks something that was asked for; the text says what."""


@dataclass(frozen=True)
class Run:
    """One simulated day. Tables are read when first used and then kept; the file is closed in between.

    A table is a `pandas.DataFrame` with the row number as index. Times of day are `datetime64[ns]` (NaT: did not
    happen), codes and ids are categoricals of names (`.cat.codes` gives the number back; missing: NaN). Ids of
    what has no name stay numbers (persons, runs).
    `table.attrs["units"]` and `table.attrs["long_name"]` map column names to texts.
    """

    path: Path

    def table(self, group: str) -> pd.DataFrame:
        """The table in `group`, for instance "network/zones": one row per element, all columns. Cost: reads it all."""
        return _read_table(self.path, group)

    def dataset(self, group: str) -> xr.Dataset:
        """The group as xarray has it, read only when values are used: codes and ids stay numbers, times are datetime64, and
        where ids of a dimension have names these are its coordinate `name`. Close it (`with run.dataset(...) as data`) before
        the file is written anew."""
        with _open(self.path) as file:
            if group not in file:
                raise ResultError(f"{self.path}: no group '{group}'; there are: {', '.join(sorted(file))}")
        data = xr.open_dataset(self.path, group=group, engine="h5netcdf")
        for dimension in data.dims:
            names = _names(self.path, str(data.attrs.get("names_of", "")))
            if dimension != "time" and names and len(names) == data.sizes[dimension]:
                data = data.assign_coords(name=(dimension, np.asarray(names, dtype=object)))
        return data

    def open(self) -> h5py.File:
        """The file itself, read-only, for `with`."""
        return _open(self.path)

    def has(self, group: str) -> bool:
        """Whether the file has this group."""
        with _open(self.path) as file:
            return group in file

    @cached_property
    def attributes(self) -> dict[str, object]:
        """Attributes of the file: title, source, scenario, seed, digest."""
        with _open(self.path) as file:
            return {name: _plain(value) for name, value in file.attrs.items()}

    @property
    def sample(self) -> float:
        """The share of the people that was simulated."""
        return float(str(self.attributes.get("sample", self.parameters.get("demand.sample", 1.0))))

    @property
    def is_complete(self) -> bool:
        """Whether the run was over when the file was written."""
        return bool(self.attributes.get("complete", 1))

    @cached_property
    def progress(self) -> dict[str, object]:
        """Of a run that is not complete: simulated_until_s, share_done and figures of the day so far."""
        if not self.has("progress"):
            return {}
        with _open(self.path) as file:
            return {name: _plain(value) for name, value in file["progress"].attrs.items()}

    @cached_property
    def parameters(self) -> dict[str, object]:
        """Attributes of the group `provenance`: version, digest of the scenario, every parameter with its value."""
        if not self.has("provenance"):
            return {}
        with _open(self.path) as file:
            return {name: _plain(value) for name, value in file["provenance"].attrs.items()}

    @cached_property
    def midnight(self) -> pd.Timestamp:
        """0:00 of the simulated day: the reference of the time columns."""
        with _open(self.path) as file:
            for group in ("trips", "links", "trains", "legs", "events"):
                for dataset in file.get(group, {}).values():
                    units = str(_plain(dataset.attrs.get("units", "")))
                    if units.startswith("seconds since "):
                        return pd.Timestamp(units.removeprefix("seconds since "))
        raise ResultError(f"{self.path}: no column has units 'seconds since DATE'")

    def hours(self, times: pd.Series) -> pd.Series:
        """Times of day as hours since midnight (h, float; 25.5 is half past one after midnight)."""
        return (times - self.midnight) / pd.Timedelta(hours=1)

    @cached_property
    def persons(self) -> pd.DataFrame:
        """[person] group, start_place."""
        return self.table("persons")

    @cached_property
    def trips(self) -> pd.DataFrame:
        """[trip] person, from_place, to_place, purpose, mode, planned_mode, outcome, depart, arrive, distance (m)."""
        return self.table("trips")

    @cached_property
    def legs(self) -> pd.DataFrame:
        """[leg] rides: person, line, run, board_stop, alight_stop, wait_from, board, alight, denied (boardings)."""
        return self.table("legs")

    @cached_property
    def trains(self) -> pd.DataFrame:
        """[call] calls of public-transport vehicles, rail or not: run, line, direction, call_seq, stop, scheduled and
        actual times (NaT: cancelled), boarded, alighted, denied, aboard (passengers after departure), standing, bicycles,
        where lateness comes from (ms), cancelled."""
        return self.table("trains")

    @cached_property
    def denied(self) -> pd.DataFrame:
        """[refusal] passengers left behind or put out: time, stop, line, run, person, reason, action."""
        return self.table("denied")

    @cached_property
    def events(self) -> pd.DataFrame:
        """[event] the log of events, all of it: time, kind, person, drive, run, link, stop, place, section. Only in runs of
        scenarios that ask for it (`results.events`); `follow` reads only what concerns one of them."""
        return self.table("events")

    @cached_property
    def occupations(self) -> pd.DataFrame:
        """[occupation] a section of the railway that a train had: run, line, section, set (route ordered), enter (NaT where the
        train began), clear. Only in runs of scenarios with blocks, as `sections` and `headways`."""
        return self.table("rail/occupations")

    @cached_property
    def sections(self) -> pd.DataFrame:
        """[section] what trains occupy: name, tracks, group (of a single track)."""
        return self.table("rail/sections")

    @cached_property
    def headways(self) -> pd.DataFrame:
        """[pattern] of a line over blocks: line, direction, variant, least_headway (s), section (that demands it)."""
        return self.table("rail/headways")

    @cached_property
    def drives(self) -> pd.DataFrame:
        """[row] vehicles of the scenario's group `traffic`: drive, class, from_node, to_node, depart, arrive (NaT: under
        way at the end), links, distance (m). Only in runs of scenarios with that group."""
        return self.table("drives")

    @cached_property
    def links(self) -> xr.Dataset:
        """Road traffic per interval, dimensions (time, link): flow (veh/h), speed (m/s; NaN where nothing drove),
        density (veh/km). Coordinates: time (start of the interval), link (id), name (link)."""
        return _read_cube(self.path, "links")

    @cached_property
    def counters(self) -> pd.DataFrame:
        """[counter] name, simulated, counted, heavy_counted (vehicles/day, 0: unknown); link if the file has it."""
        return self.table("counters")

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """[indicator] name, value, unit."""
        return self.table("indicators")

    @cached_property
    def nodes(self) -> pd.DataFrame:
        """[node] name, lat, lon (degrees, WGS 84), kind."""
        return self.table("network/nodes")

    @cached_property
    def road_links(self) -> pd.DataFrame:
        """[link] directed: name, from_node, to_node, road, class, lanes, length (m), speed (m/s, free flow),
        capacity (1/h)."""
        return self.table("network/links")

    @cached_property
    def zones(self) -> pd.DataFrame:
        """[zone] name, title, lat, lon, kind (internal, external)."""
        return self.table("network/zones")

    @cached_property
    def stops(self) -> pd.DataFrame:
        """[stop] name (id), title, lat, lon."""
        return self.table("transit/stops")

    @cached_property
    def lines(self) -> pd.DataFrame:
        """[line] name, route, mode; places (seats and standing) and seats of a vehicle where the file has them."""
        return self.table("transit/lines")


def open_run(path: str | Path) -> Run:
    """The run in the result file `path`, or, when a run is still writing it, what there is so far (`PATH.live`; then
    `is_complete` is False). Raises ResultError when there is no such HDF5 file."""
    run = Run(Path(path))
    live = Path(f"{path}.live")
    if not run.path.is_file() and live.is_file():
        run = Run(live)
    with _open(run.path):
        return run


def _open(path: Path) -> h5py.File:
    if not path.is_file():
        live = path.with_name(path.name + ".live")
        going_on = f"; its run may be going on: {live} has what is finished so far" if live.is_file() else ""
        raise ResultError(f"{path}: no such file{going_on}")
    try:
        return h5py.File(path, "r")
    except OSError as error:
        raise ResultError(f"{path}: not a readable HDF5 file ({error})") from error


def _plain(value: object) -> object:
    """An attribute as str, int or float instead of bytes and numpy scalars."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, (np.generic, np.ndarray)) and np.size(value) == 1:
        return _plain(np.asarray(value).reshape(-1)[0].item())
    return value


def read_rows(run: Run, group: str, rows: np.ndarray) -> pd.DataFrame:
    """As `run.table(group)`, but only the rows with these numbers (rising); the index has the numbers."""
    return _read_table(run.path, group, rows)


def _dataset(path: Path, group: str, rows: np.ndarray | None = None) -> xr.Dataset:
    with _open(path) as file:
        if group not in file:
            raise ResultError(f"{path}: no group '{group}'; there are: {', '.join(sorted(file))}")
    with xr.open_dataset(path, group=group, engine="h5netcdf", decode_times=False) as data:
        if rows is not None:
            data = data.isel({next(iter(data.dims)): rows})
        data.load()
    clocks = [name for name, v in data.variables.items() if str(v.attrs.get("units", "")).startswith("seconds since ")]
    for name in clocks:
        variable = data[name]
        since = np.datetime64(variable.attrs["units"].removeprefix("seconds since ").replace(" ", "T"), "ns")
        data[name] = (variable.dims, _clock(variable.values, since), variable.attrs)
    return data


def _clock(seconds: np.ndarray, since: np.datetime64) -> np.ndarray:
    """Seconds after `since` as datetime64[ns], exact to the millisecond; NaN becomes NaT."""
    known = np.isfinite(seconds)
    ms = np.rint(np.where(known, seconds, 0.0) * 1000.0).astype(np.int64)
    return np.where(known, since + ms.astype("timedelta64[ms]"), np.datetime64("NaT", "ns"))


def _names(path: Path, table: str) -> list[str]:
    """The names of what the ids of a table stand for; none when the table has no names (persons)."""
    with _open(path) as file:
        dataset = f"{table}/name"
        return [str(text) for text in file[dataset].asstr()[:]] if dataset in file else []


def _read_table(path: Path, group: str, rows: np.ndarray | None = None) -> pd.DataFrame:
    data = _dataset(path, group, rows)
    names: dict[str, list[str]] = {}
    columns: dict[str, object] = {}
    for name, variable in data.data_vars.items():
        table = variable.attrs.get("names_of")
        if table is not None and table not in names:
            names[table] = _names(path, table)
        if table is not None and names[table]:
            columns[str(name)] = _categorical(variable.values, range(len(names[table])), names[table])
        elif "flag_values" in variable.attrs:
            codes = np.atleast_1d(variable.attrs["flag_values"]).tolist()
            columns[str(name)] = _categorical(variable.values, codes, variable.attrs["flag_meanings"].split())
        else:
            columns[str(name)] = variable.values
    index_name = next(iter(data.dims), None)
    count = data.sizes[index_name] if index_name is not None else 0
    index = pd.RangeIndex(count, name=index_name) if rows is None else pd.Index(rows, name=index_name)
    frame = pd.DataFrame(columns, index=index)
    for key in ("units", "long_name"):
        frame.attrs[key] = {
            str(name): str(v.attrs.get(key, "")) for name, v in data.data_vars.items()
        }
    return frame


def _categorical(values: np.ndarray, codes: range | list[int], labels: list[str]) -> pd.Categorical | np.ndarray:
    """Values in `codes` as the label at the same position; anything else is missing."""
    if len(codes) != len(labels):
        raise ResultError(f"{len(codes)} codes, but {len(labels)} names: {' '.join(labels[:10])}")
    numbers = np.where(np.isnan(values), -1, values).astype(np.int64) if values.dtype.kind == "f" else values
    if list(codes) == list(range(len(labels))):
        positions = np.where((numbers >= 0) & (numbers < len(labels)), numbers, -1)
    else:
        positions = pd.Index(codes).get_indexer(numbers)
    if len(set(labels)) == len(labels):
        return pd.Categorical.from_codes(positions, categories=labels)
    return np.where(positions >= 0, np.asarray(labels, dtype=object)[positions], np.array(None))


def _read_cube(path: Path, group: str) -> xr.Dataset:
    data = _dataset(path, group)
    for index in [dim for dim in data.dims if dim != "time"]:
        table = data.attrs.get("names_of", f"network/{index}s")
        names = _names(path, table)
        if len(names) != data.sizes[index]:
            raise ResultError(f"{path}: '{group}' has {data.sizes[index]} columns, '{table}' has {len(names)} names")
        data = data.assign_coords({index: np.arange(len(names)), "name": (index, np.asarray(names, dtype=object))})
    return data
