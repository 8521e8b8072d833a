#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How near results of samples are to the one of everybody: speeds and shares, as Markdown.

usage: compare_samples.py ALL.h5 SAMPLE.h5 ...

Shares and times are of trips of residents. Their standard error is that of a ratio with persons as clusters,
sqrt(sum over persons (x - p n)^2) / sum n, times sqrt(1 - sample): persons are drawn without replacement. Speeds are vehicle
kilometres over vehicle hours on the drawn streets. Bold: further away than two standard errors.
"""
import sys

import h5py
import numpy as np

SHOWN_MODES = ("walk", "bike", "car", "ride", "pt")
PERIODS = ((6, 9), (9, 15), (15, 19), (19, 30))
BANDS_KM = ((0, 2), (2, 5), (5, 10), (10, 20), (20, 50), (50, 1e6))
CLASSES = ("motorway", "trunk", "primary", "secondary", "tertiary", "residential")


def meanings(variable):
    names = variable.attrs["flag_meanings"]
    return (names.decode() if isinstance(names, bytes) else names).split()


class Day:
    """The trips of residents, and the traffic of a result file."""

    def __init__(self, path, everybody):
        with h5py.File(path) as file:
            trips = {name: file["trips"][name][:] for name in ("person", "mode", "depart", "arrive", "distance")}
            groups = meanings(file["persons/group"])
            outside = [groups.index(name) for name in ("commuter", "through_car", "through_truck")]
            group = file["persons/group"][:]
            keep = ~np.isin(group[trips["person"]], outside) & np.isfinite(trips["arrive"])
            self.trips = {name: values[keep] for name, values in trips.items()}
            self.modes = meanings(file["trips/mode"])
            self.residents = int((~np.isin(group, outside)).sum())
            self.links = {name: file["links"][name][:] for name in ("flow", "speed", "time")}
            self.length = file["network/links/length"][:]
            self.classes = [meanings(file["network/links/class"])[i] for i in file["network/links/class"][:]]
        self.sample = self.residents / (everybody.residents if everybody else self.residents)

    def ratio(self, values, counted):
        """Sum of values over sum of counted, and its standard error over persons."""
        person, chosen = self.trips["person"], counted > 0
        ratio = values[chosen].sum() / counted[chosen].sum()
        rest = np.bincount(person[chosen], (values - ratio * counted)[chosen])
        error = np.sqrt((rest**2).sum()) / counted[chosen].sum()
        return ratio, error * np.sqrt(1 - self.sample)

    def share(self, mode):
        is_mode = self.trips["mode"] == self.modes.index(mode)
        value, error = self.ratio(is_mode.astype(float), np.ones(len(is_mode)))
        return 100 * value, 100 * error

    def car_minutes(self, band):
        km = self.trips["distance"] / 1000
        is_car = self.trips["mode"] == self.modes.index("car")
        counted = (is_car & (km >= band[0]) & (km < band[1])).astype(float)
        return self.ratio(counted * (self.trips["arrive"] - self.trips["depart"]) / 60, counted)

    def speed(self, road, period):
        """km/h of all vehicles on a class of roads."""
        hours = self.links["time"] / 3600
        rows = (hours >= period[0]) & (hours < period[1])
        columns = np.array([name == road for name in self.classes])
        flow = self.links["flow"][rows][:, columns]
        speed = self.links["speed"][rows][:, columns]
        driven = np.where(np.isfinite(speed) & (speed > 0), flow * self.length[columns], 0)
        return 3.6 * driven.sum() / (driven / np.where(driven > 0, speed, 1)).sum()


def cells(days, function):
    """A row: the value of everybody, then those of the samples with their standard errors."""
    (reference, _), *others = [function(day) for day in days]
    row = [f"{reference:.2f}"]
    for value, error in others:
        text = f"{value:.2f} ± {error:.2f}"
        row.append(f"**{text}**" if abs(value - reference) > 2 * error else text)
    return row


def table(title, head, rows):
    print(f"| {title} | " + " | ".join(head) + " |")
    print("|---|" + "---:|" * len(head))
    for name, row in rows:
        print(f"| {name} | " + " | ".join(row) + " |")
    print()


def main(paths):
    days = []
    for path in paths:
        days.append(Day(path, days[0] if days else None))
    head = ["all"] + [f"{100 * day.sample:.0f} %" for day in days[1:]]
    table("share of trips, %", head, [(mode, cells(days, lambda day, m=mode: day.share(m))) for mode in SHOWN_MODES])
    table("minutes by car, km", head, [(f"{a} to {b:g}" if b < 1e6 else f"from {a}",
                                        cells(days, lambda day, r=(a, b): day.car_minutes(r))) for a, b in BANDS_KM])
    rows = []
    for road in CLASSES:
        for first, end in PERIODS:
            rows.append((f"{road}, {first} to {end} h", [f"{day.speed(road, (first, end)):.1f}" for day in days]))
    table("km/h", head, rows)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1:])
