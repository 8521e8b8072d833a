# SPDX-License-Identifier: GPL-3.0-or-later
"""Several runs together: the same tables with one more axis, `member`."""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
import xarray as xr

from .reading import ResultError, Run, open_run


@dataclass(frozen=True)
class Runs:
    """Runs in the order in which they were given; a member is a run, counted from 0."""

    runs: tuple[Run, ...]

    def __len__(self) -> int:
        return len(self.runs)

    def __getitem__(self, member: int) -> Run:
        return self.runs[member]

    @cached_property
    def members(self) -> pd.DataFrame:
        """[member] path, scenario, seed, sample, variant: runs that differ in nothing but the seed have the same variant,
        called as their scenario is; a later variant of the same scenario has the path of its first run behind the name."""
        rows, names, taken = [], {}, set()
        for run in self.runs:
            key, scenario = settings_of(run), str(run.attributes.get("scenario", ""))
            if key not in names:
                names[key] = f"{scenario} ({run.path})" if scenario in taken or not scenario else scenario
                taken.add(scenario)
            rows.append({"path": str(run.path), "scenario": scenario, "seed": run.attributes.get("seed"),
                         "sample": run.sample, "variant": names[key]})
        return pd.DataFrame(rows, index=pd.RangeIndex(len(rows), name="member"))

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """[indicator, member] values of the day; NaN where a run does not have an indicator."""
        columns = [run.indicators.set_index("name")["value"] for run in self.runs]
        order = list(dict.fromkeys(name for column in columns for name in column.index))
        table = pd.concat(columns, axis=1, keys=range(len(columns))).reindex(order)
        return table.rename_axis(index="indicator", columns="member")

    def table(self, group: str) -> pd.DataFrame:
        """The table in `group` of all runs, one below the other; index: member and row. Cost: reads them all."""
        tables = [run.table(group) for run in self.runs]
        whole = pd.concat(tables, keys=range(len(tables)), names=["member"])
        whole.attrs = dict(tables[0].attrs)
        return whole

    def cube(self, group: str, variable: str) -> xr.DataArray:
        """One variable of a cube, such as ("links", "flow"), with the axis `member` in front. Raises ResultError when the
        runs do not have the same intervals and links. Cost: reads this variable of all runs."""
        parts = []
        for run in self.runs:
            with run.dataset(group) as data:
                if variable not in data:
                    raise ResultError(f"{run.path}: '{group}' has no '{variable}'; there are: {', '.join(map(str, data))}")
                parts.append(data[variable].load())
        for run, part in zip(self.runs, parts):
            if part.sizes != parts[0].sizes or not (part["time"].values == parts[0]["time"].values).all():
                raise ResultError(f"{run.path}: '{group}' has other intervals or columns than in {self.runs[0].path}")
        return xr.concat(parts, dim=pd.RangeIndex(len(parts), name="member"), join="override", combine_attrs="override")


def load(*paths: str | Path) -> Run | Runs:
    """The run of one result file, or several runs: `load("weekday.h5")` is a `Run`, `load("sweep/*.h5")` and
    `load("a.h5", "b.h5")` are `Runs`. Raises ResultError when a file is missing or a pattern fits none."""
    if len(paths) == 1 and not any(letter in str(paths[0]) for letter in "*?["):
        return open_run(paths[0])
    return load_runs(paths)


def load_runs(paths: Iterable[str | Path | Run]) -> Runs:
    """Several runs, also when it is only one; patterns are replaced by the files that fit, sorted by name."""
    found: list[Run] = []
    for path in paths:
        if isinstance(path, Run):
            found.append(path)
            continue
        is_pattern = any(letter in str(path) for letter in "*?[")
        files = sorted(glob.glob(str(path))) if is_pattern else [str(path)]
        if not files:
            raise ResultError(f"{path}: no such file")
        found += [open_run(file) for file in files]
    if not found:
        raise ResultError("no result file was given")
    return Runs(tuple(found))


def settings_of(run: Run) -> str:
    """Digest of the scenario's name and of all parameters but the seed: equal for runs of one variant."""
    digest = hashlib.sha256(str(run.attributes.get("scenario", "")).encode())
    for name, value in sorted(run.parameters.items()):
        if name != "seed":
            digest.update(f"{name}\0{value}\0".encode())
    return digest.hexdigest()
