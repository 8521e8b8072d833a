#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests over the shipped corridor tables; run from the root of the repository.

Each check is a function from the tables to a list of findings. A check passes when the shipped tables give none and
when a copy with one wrong value, made by the function beside it, gives at least one: so each check can fail."""
import copy
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from corridor_checks import (  # noqa: E402
    check_boundary, check_classes, check_commuters, check_connected, check_counters, check_drive_times,
    check_ids, check_lengths, check_made_signals, check_places, check_references, check_rows, check_shares,
    check_signals, check_through, check_turns, check_zones)
from corridor_rules import CORRIDOR, load  # noqa: E402
from corridor_service_checks import (  # noqa: E402
    check_blocks, check_departures, check_external_stops, check_half_hour, check_ic34, check_on_track,
    check_overtaking, check_rb53, check_ride_times, check_run_times, check_single_track, check_stops)


def put(name, column, value, row=0, **where):
    """A change of one value: in the row with these values, else in row number `row`."""
    def change(t):
        rows = [r for r in t[name] if all(r[k] == v for k, v in where.items())] if where else [t[name][row]]
        rows[0][column] = value
    return change


def drop(name, **where):
    def change(t):
        t[name] = [r for r in t[name] if not all(r[k] == v for k, v in where.items())]
    return change


def no_way_out(t):
    """The northern end of the A1 without the carriageway to the south and without connectors."""
    t["network/links"] = [r for r in t["network/links"] if r["id"] != "L0024"
                          and not (r["class"] == "connector" and r["to"] == "B_A1_MUENSTER")]


CASES = [
    (check_rows, put("transit/stops", "quality", " ")), (check_rows, put("network/nodes", "source", "")),
    (check_ids, put("network/nodes", "id", "W_HBF")), (check_ids, put("demand/departure_curves", "hour", "0", row=1)),
    (check_references, put("network/links", "to", "NOWHERE")), (check_references, put("network/counters", "links", "L9999")),
    (check_connected, no_way_out), (check_turns, drop("network/links", id="L0024")),
    (check_lengths, put("network/links", "length_m", "100")), (check_classes, put("network/links", "capacity_vph", "9000")),
    (check_boundary, drop("network/links", **{"to": "B_WALTROP", "class": "connector"})),
    (check_signals, drop("network/signal_greens", node="B1_B54")), (check_signals, put("network/signal_greens", "green_s", "99")),
    (check_counters, put("network/counters", "links", "L0001;L0001")),
    (check_zones, put("network/zones", "residents", "10471")), (check_places, put("network/places", "share", "0.5")),
    (check_commuters, put("demand/commuters", "commuters_per_day", "4895", **{"from": "Schwerte", "to": "Dortmund"})),
    (check_through, put("demand/through", "cars_per_day", "60000")),
    (check_shares, put("demand/departure_curves", "share", "0.5")), (check_shares, drop("demand/departure_curves", curve="through_car")),
    (check_stops, put("transit/line_stops", "arrive_min", "0.50", line="RB53", direction="0", seq="2")),
    (check_departures, put("transit/lines", "last_dep0", "25:24", id="RB53")),
    (check_on_track, put("transit/line_stops", "stop", "r_edap", line="RB53", direction="0", seq="4")),
    (check_on_track, put("transit/rail_route", "km_to", "168")), (check_blocks, drop("transit/blocks", id="B2841_05")),
    (check_rb53, put("transit/line_stops", "depart_min", "36.60", line="RB53", direction="0", seq="7")),
    (check_rb53, put("transit/lines", "first_dep1", "04:25", id="RB53")),
    (check_single_track, put("transit/line_stops", "arrive_min", "24.80", line="RB53", direction="1", seq="5")),
    (check_overtaking, put("transit/lines", "last_dep0", "24:53", id="RB59")),
    (check_run_times, put("transit/line_stops", "arrive_min", "12.50", line="RB53", direction="1", seq="4")),
    (check_half_hour, put("transit/lines", "last_dep0", "23:14", id="RE13")),
    (check_ic34, put("transit/departures", "depart", "12:14")),
    (check_ride_times, put("transit/line_stops", "arrive_min", "20.50", line="RB53", direction="0", seq="5")),
    (check_drive_times, put("network/links", "speed_kmh", "20", id="L0011")), (check_made_signals, put("network/signals", "offset_s", "0", row=1)),
    (check_external_stops, drop("transit/place_stops", place="X01")),
]


class CorridorTables(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.tables = load()

    def test_tables_are_there(self):
        self.assertTrue(os.path.exists(os.path.join(CORRIDOR, "LICENSE-DATA.md")))
        self.assertEqual(len(self.tables["transit/blocks"]), 134)
        self.assertGreaterEqual(len(self.tables["network/nodes"]), 617)


def add_case(check, change, number_):
    name = check.__name__[len("check_"):]

    def passes(self):
        found = check(self.tables)
        self.assertEqual(len(found), 0, "\n".join(found[:40]))

    def notices(self):
        tables = copy.deepcopy(self.tables)
        change(tables)
        self.assertGreater(len(check(tables)), 0)

    setattr(CorridorTables, f"test_{name}", passes)
    setattr(CorridorTables, f"test_{name}_notices_change_{number_}", notices)


for index, case in enumerate(CASES):
    add_case(*case, index)

if __name__ == "__main__":
    unittest.main()
