# SPDX-License-Identifier: GPL-3.0-or-later
"""A small result file with known numbers, for tests of the readers."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
from result_file import CLOCK, Column, set_text, write_links, write_table

I8, I32, F32 = np.int8, np.int32, np.float32
NOTHING = np.nan


def write_small_result(path: Path) -> None:
    """Three nodes in a row, links A, Ar, B and the connector C; two runs of RB53 and one bus; four trips; two
    rides; two intervals of 30 min."""
    with h5py.File(path, "w") as file:
        set_text(file.attrs, "title", "a small day")
        file.attrs["seed"] = np.int64(7)
        write_table(file, "network/nodes", "node", {
            "name": ["N0", "N1", "N2"],
            "lat": Column(np.array([51.50, 51.46, 51.44], F32), "degrees_north"),
            "lon": Column(np.array([7.46, 7.50, 7.56], F32), "degrees_east"),
            "kind": Column(np.array([0, 1, 0], I8), flags=["crossing", "counter"])})
        write_table(file, "network/roads", "road", {"name": ["B236", "A1"]})
        write_table(file, "network/links", "link", {
            "name": ["A", "Ar", "B", "C"],
            "from_node": Column(np.array([0, 1, 1, 2], I32), names_of="network/nodes"),
            "to_node": Column(np.array([1, 0, 2, 0], I32), names_of="network/nodes"),
            "road": Column(np.array([0, 0, 1, 1], I32), names_of="network/roads"),
            "class": Column(np.array([0, 0, 0, 1], I8), flags=["primary", "connector"]),
            "speed": Column(np.array([20, 20, 30, 20], F32), "m s-1"),
            "length": Column(np.array([5300, 5300, 4700, 12000], F32), "m")})
        write_table(file, "network/shapes", "point", {
            "link": Column(np.array([0, 0], I32), names_of="network/links"),
            "lat": np.array([51.49, 51.48], F32), "lon": np.array([7.47, 7.48], F32)})
        write_table(file, "network/zones", "zone", {
            "name": ["D00", "S1", "X04"], "title": ["City", "Mitte", "Unna"],
            "lat": np.array([51.51, 51.44, 51.54], F32), "lon": np.array([7.46, 7.56, 7.69], F32),
            "kind": Column(np.array([0, 0, 1], I8), flags=["internal", "external"])})
        write_table(file, "network/places", "place", {
            "name": ["P0", "P1", "P2"], "zone": Column(np.array([0, 1, 2], I32), names_of="network/zones"),
            "lat": np.array([51.51, 51.44, 51.51], F32), "lon": np.array([7.46, 7.46, 7.58], F32)})
        write_table(file, "gridlocks", "wait", {  # two cycles: A and Ar, then A and B
            "time": Column(np.array([27000.0, 27000.0, 28800.0, 28800.0]), CLOCK), "gridlock": np.array([0, 0, 1, 1], I32),
            "link": Column(np.array([0, 1, 0, 2], I32), names_of="network/links")})
        write_table(file, "forced_moves", "move", {"time": Column(np.array([27000.0]), CLOCK)})
        write_table(file, "transit/stops", "stop", {
            "name": ["r_edo", "r_edh", "r_esrt"],
            "title": ["Dortmund Hbf", "Dortmund-Hörde", "Schwerte (Ruhr)"],
            "lat": np.array([51.518, 51.488, 51.442], F32), "lon": np.array([7.459, 7.500, 7.559], F32)})
        write_table(file, "transit/lines", "line", {
            "name": ["430", "RB53"], "route": ["Hörde - Schwerte", "Dortmund - Iserlohn"],
            "mode": Column(np.array([1, 0], I8), flags=["rail", "bus"]),
            "seats": Column(np.array([40, 120], I32), "1"), "places": Column(np.array([90, 220], I32), "1")})
        write_trips(file)
        write_legs(file)
        write_trains(file)
        write_rail(file)
        write_links(file, np.array([7.0, 7.5]) * 3600.0, {
            "flow": ([[600.0, 0.0, 200.0, 9000.0], [1000.0, 0.0, 0.0, 0.0]], "h-1"),
            "speed": ([[20.0, NOTHING, 15.0, 20.0], [10.0, NOTHING, NOTHING, NOTHING]], "m s-1"),
            "density": ([[8.3, NOTHING, 3.7, 125.0], [27.8, NOTHING, NOTHING, NOTHING]], "km-1")})
        write_table(file, "counters", "counter", {
            "name": ["B236 Freischütz", "A1 Hengsen"],
            "simulated": Column(np.array([24000.0, 2400.0]), "d-1"),
            "counted": Column(np.array([24000.0, 4800.0]), "d-1"),
            "link": Column(np.array([0, 2], I32), names_of="network/links")})
        write_table(file, "targets", "target", {
            "name": ["a", "b", "c"], "kind": ["band_share", "band_share", "counter"], "object": ["1000", "1000", "C"],
            "part": ["car", "pt+bike_ride", "all"], "observed": np.array([60.0, 40.0, 100.0]),
            "simulated": np.array([59.0, 41.5, 90.0])})
        shares = {"walk": [0.5, 0.25], "bike": [0.0, 0.0], "car": [0.5, 0.25], "ride": [0.0, 0.0], "pt": [0.0, 0.5],
                  "park_ride": [0.0, 0.0], "bike_ride": [0.0, 0.0], "truck": [0.0, 0.0], "shuttle": [0.0, 0.0]}
        write_table(file, "iterations", "iteration", {
            "relative_gap": Column(np.array([0.4, 0.004]), "1"), "mean_cost": Column(np.array([11.0, 9.5]), "EUR"),
            "share_who_changed": Column(np.array([0.6, 0.0]), "1"),
            **{f"share_{mode}": Column(np.array(values), "1") for mode, values in shares.items()}})
        write_table(file, "indicators", "indicator", {
            "name": ["persons", "mean_travel_time"], "value": np.array([3.0, 13.0]), "unit": ["1", "min"],
            "better": Column(np.array([0, 1], I8), flags=["neutral", "lower"])})
        set_text(file.create_group("provenance").attrs, "version", "0.1.0")
        file["provenance"].attrs["demand.sample"] = 1.0


def make_variant(path: Path, scenario: str, seed: int, minutes: float) -> None:
    """Turns a small result into a run of this scenario and seed, with this mean travel time."""
    with h5py.File(path, "r+") as file:
        set_text(file.attrs, "scenario", scenario)
        set_text(file.attrs, "digest", "0" * 64)
        file.attrs["seed"] = np.int64(seed)
        file.attrs["sample"] = 1.0
        for name, value in (("name", scenario), ("seed", str(seed)), ("date", "2026-03-02")):
            set_text(file["provenance"].attrs, name, value)
        file["indicators/value"][1] = minutes


def write_trips(file: h5py.File) -> None:
    write_table(file, "trips", "trip", {
        "person": Column(np.array([0, 0, 1, 2], I32), names_of="persons"),
        "from_place": Column(np.array([0, 2, 0, 1], I32), names_of="network/places"),
        "to_place": Column(np.array([2, 0, 0, 2], I32), names_of="network/places"),
        "purpose": Column(np.array([1, 0, 1, 1], I8), flags=["home", "work"]),
        "mode": Column(np.array([1, 1, 0, 1], I8), flags=["walk", "car"]),
        "outcome": Column(np.array([0, 0, 0, 1], I8), flags=["arrived", "travelling"]),
        "depart": Column(np.array([25200.001, 59400.0, 26400.0, 28799.999]), CLOCK),
        "arrive": Column(np.array([26100.001, 60000.0, 27600.0, NOTHING]), CLOCK),
        "distance": Column(np.array([9000, 9000, 700, 4000], I32), "m")})


def write_legs(file: h5py.File) -> None:
    write_table(file, "legs", "leg", {
        "person": Column(np.array([1, 2], I32), names_of="persons"),
        "line": Column(np.array([1, 0], I32), names_of="transit/lines"),
        "run": np.array([0, 2], I32),
        "board_stop": Column(np.array([0, 1], I32), names_of="transit/stops"),
        "wait_from": Column(np.array([26400.0, 27600.0]), CLOCK),
        "board": Column(np.array([26580.0, 27900.0]), CLOCK)})


def write_trains(file: h5py.File) -> None:
    """Run 0 southbound 7:23, run 1 northbound 7:50, run 2 a bus; the rows in order of time, as a run writes them."""
    rows = [  # run, line, direction, seq, stop, due, at, due to leave, left, boarded, alighted, denied, aboard
        (0, 1, 0, 0, 0, NOTHING, NOTHING, 443.0, 443.0, 100, 0, 0, 100),
        (0, 1, 0, 1, 1, 451.0, 452.0, 451.5, 452.5, 60, 10, 4, 150),
        (0, 1, 0, 2, 2, 462.0, 464.0, NOTHING, NOTHING, 0, 150, 0, 0),
        (2, 0, 0, 0, 1, NOTHING, NOTHING, 465.0, 465.0, 9, 0, 0, 9),
        (1, 1, 1, 0, 2, NOTHING, NOTHING, 470.0, 470.0, 30, 0, 0, 30),
        (1, 1, 1, 1, 1, 480.5, 480.5, 481.0, 481.0, 5, 5, 0, 30),
        (1, 1, 1, 2, 0, 489.0, 489.0, NOTHING, NOTHING, 0, 30, 0, 0),
        (2, 0, 0, 1, 2, 495.0, 495.0, NOTHING, NOTHING, 0, 9, 0, 0)]
    table = np.array(rows)
    clocks = {name: Column(table[:, i] * 60.0, CLOCK)
              for i, name in ((5, "scheduled_arrive"), (6, "arrive"), (7, "scheduled_depart"), (8, "depart"))}
    counts = {name: Column(table[:, i].astype(I32), "1")
              for i, name in ((9, "boarded"), (10, "alighted"), (11, "denied"), (12, "aboard"))}
    causes = {name: Column(np.zeros(len(rows), I32), "ms") for name in
              ("primary", "turnaround", "dwell_excess", "running", "knock_on", "recovered")}
    write_table(file, "trains", "call", {
        "run": table[:, 0].astype(I32), "line": Column(table[:, 1].astype(I32), names_of="transit/lines"),
        "direction": table[:, 2].astype(I8), "call_seq": table[:, 3].astype(I32),
        "stop": Column(table[:, 4].astype(I32), names_of="transit/stops"), **clocks, **counts, **causes})


def write_rail(file: h5py.File) -> None:
    """A single track from Dortmund to Hörde, two from there to Schwerte; the sections of run 0 and, back, of run 1."""
    sections = ["Dortmund", "West", "Hoerde", "Ost", "Ost_back", "Schwerte"]
    write_table(file, "rail/groups", "group", {"name": ["SGL_WEST"]})
    write_table(file, "rail/sections", "section", {
        "name": sections, "tracks": np.array([2, 1, 2, 1, 1, 2], I32),
        "group": Column(np.array([-1, 0, -1, -1, -1, -1], I32), names_of="rail/groups")})
    write_table(file, "rail/headways", "pattern", {
        "line": Column(np.array([1, 1], I32), names_of="transit/lines"), "direction": np.array([0, 1], I8),
        "least_headway": Column(np.array([540.0, 600.0]), "s"),
        "section": Column(np.array([3, 4], I32), names_of="rail/sections")})
    rows = [  # run, section, set, enter, clear
        (0, 0, 442.0, NOTHING, 444.0), (0, 1, 442.0, 443.5, 450.0), (0, 2, 449.0, 449.5, 454.0),
        (0, 3, 452.0, 453.5, 461.0), (0, 5, 459.0, 460.0, 466.0),
        (1, 5, 469.0, NOTHING, 471.0), (1, 4, 469.0, 470.5, 479.0), (1, 2, 478.0, 478.5, 482.5),
        (1, 1, 480.5, 482.0, 487.0), (1, 0, 485.5, 486.5, 491.0)]
    table = np.array(rows)
    write_table(file, "rail/occupations", "occupation", {
        "run": table[:, 0].astype(I32), "line": Column(np.ones(len(rows), I32), names_of="transit/lines"),
        "section": Column(table[:, 1].astype(I32), names_of="rail/sections"),
        **{name: Column(table[:, i] * 60.0, CLOCK) for i, name in ((2, "set"), (3, "enter"), (4, "clear"))}})


def make_late(path: Path) -> None:
    """Turns a small result into that of a day on which run 0 stands ten minutes longer in Hörde and run 1 waits a minute for it:
    each wins some of it back; the passenger of run 0 is ten minutes later, somebody in a car a minute earlier."""
    with h5py.File(path, "r+") as file:
        trains, trips = file["trains"], file["trips"]
        for row, cause, ms in ((1, "primary", 600000), (2, "recovered", 30000), (4, "knock_on", 60000),
                               (5, "recovered", 60000)):
            trains[cause][row] = ms
        trains["depart"][1] += 600.0
        trains["arrive"][2] += 570.0
        trains["depart"][4] += 60.0
        trips["arrive"][2] += 600.0
        trips["arrive"][1] -= 60.0
