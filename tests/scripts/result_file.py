# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes groups of a result file with h5py in the layout of the simulator, for tests of the readers."""

from __future__ import annotations

import h5py
import numpy as np

CLOCK = "seconds since 2026-03-02 00:00:00"


class Column:
    """A column: `values` and what describes it. `flags`: meanings of codes 0, 1 ...; `names_of`: what ids count in."""

    def __init__(self, values, units: str | None = None, flags: list[str] | None = None, names_of: str | None = None):
        self.values, self.units, self.flags, self.names_of = values, units, flags, names_of


def set_text(attributes: h5py.AttributeManager, name: str, value: str) -> None:
    """A fixed-length UTF-8 scalar, as the simulator writes it."""
    data = value.encode("utf-8")
    attributes.create(name, np.array(data, dtype=h5py.string_dtype("utf-8", len(data))))


def text(values: list[str]) -> np.ndarray:
    return np.asarray(values, dtype=h5py.string_dtype("utf-8"))


def write_table(file: h5py.File, group: str, index: str, columns: dict[str, Column | np.ndarray | list[str]]) -> None:
    """A group with one dataset per column along the dimension scale `index`."""
    parent = file.create_group(group, track_order=True)
    count = len(next(iter(columns.values())).values if isinstance(next(iter(columns.values())), Column)
                else next(iter(columns.values())))
    scale = parent.create_dataset(index, data=np.arange(count, dtype=np.int64))
    scale.make_scale(index)
    for name, column in columns.items():
        column = column if isinstance(column, Column) else Column(column)
        values = column.values
        dataset = parent.create_dataset(name, data=text(values) if isinstance(values, list) else values)
        dataset.dims[0].attach_scale(scale)
        _describe(dataset, name, column)


def _describe(dataset: h5py.Dataset, name: str, column: Column) -> None:
    if dataset.dtype.kind == "f":
        dataset.attrs["_FillValue"] = dataset.dtype.type(np.nan)
    set_text(dataset.attrs, "long_name", f"{name} of the test")
    if column.units is not None:
        set_text(dataset.attrs, "units", column.units)
    if column.units == CLOCK:
        set_text(dataset.attrs, "calendar", "proleptic_gregorian")
    if column.flags is not None:
        dataset.attrs["flag_values"] = np.arange(len(column.flags), dtype=np.int8)
        set_text(dataset.attrs, "flag_meanings", " ".join(column.flags))
    if column.names_of is not None:
        set_text(dataset.attrs, "names_of", column.names_of)


def write_links(file: h5py.File, time_s: np.ndarray, variables: dict[str, tuple[np.ndarray, str]]) -> None:
    """The group `links`: variables (values [time, link], units) with both scales."""
    parent = file.create_group("links", track_order=True)
    set_text(parent.attrs, "names_of", "network/links")
    parent.attrs["interval_s"] = float(time_s[1] - time_s[0])
    time = parent.create_dataset("time", data=np.asarray(time_s, float))
    set_text(time.attrs, "units", CLOCK)
    set_text(time.attrs, "calendar", "proleptic_gregorian")
    time.make_scale("time")
    count = np.shape(next(iter(variables.values()))[0])[1]
    link = parent.create_dataset("link", data=np.arange(count, dtype=np.int32))
    link.make_scale("link")
    for name, (values, units) in variables.items():
        dataset = parent.create_dataset(name, data=np.asarray(values, np.float32))
        set_text(dataset.attrs, "units", units)
        dataset.dims[0].attach_scale(time)
        dataset.dims[1].attach_scale(link)
