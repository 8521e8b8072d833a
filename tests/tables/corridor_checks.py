# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks over the tables of the network and the demand: each gives a list of findings."""
import os
import re
import subprocess
import sys
import tempfile

from corridor_rules import Turns, at, car_minutes, directed, distance_m, load, number

COLUMNS = {
    "network/nodes": "id name lat lon kind control source quality",
    "network/links": "id from to oneway road class lanes speed_kmh capacity_vph length_m via source quality",
    "network/heights": "node height_m source quality",
    "network/signals": "node cycle_s offset_s source quality",
    "network/signal_greens": "node link green_from_s green_s source quality",
    "network/counters": "id name links vehicles_per_day heavy_per_day year source quality",
    "network/zones": "id name municipality kind lat lon residents employed_residents jobs pupil_places"
                     " university_places shopping_index leisure_index hh_with_car_share share_65plus share_u18"
                     " source quality",
    "network/places": "id zone node lat lon share access_m source quality",
    "transit/stops": "id name lat lon access_min source quality",
    "transit/lines": "id route mode operator vehicle hw_04_06 hw_06_09 hw_09_15 hw_15_19 hw_19_21 hw_21_24 hw_00_02"
                     " first_dep0 last_dep0 first_dep1 last_dep1 priority source quality note",
    "transit/departures": "line direction depart source quality",
    "transit/line_stops": "line direction seq stop arrive_min depart_min km source quality",
    "transit/vehicles": "type seats standing doors_per_side length_m vmax_kmh accel_ms2 decel_ms2 power_kw traction"
                        " mass_t energy_kwh_per_km bicycle_places source quality",
    "transit/transfers": "from_stop to_stop walk_m minutes source quality",
    "transit/place_stops": "place stop access_min source quality",
    "transit/park_ride": "stop spaces source quality",
    "demand/commuters": "from to commuters_per_day year source quality",
    "demand/through": "from_gate to_gate cars_per_day trucks_per_day source quality",
    "demand/gates": "gate place vehicles_per_day heavy_per_day source quality",
    "demand/group_shares": "municipality group share source quality",
    "demand/trip_rates": "group purpose trips_per_day source quality",
    "demand/stay_home": "group share source quality",
    "demand/departure_curves": "curve hour share source quality",
    "demand/durations": "activity mean_min sd_min source quality",
    "demand/length_bands": "from_m to_m share mean_km source quality",
    "demand/mode_shares": "from_m mode share source quality",
    "demand/presence": "activity share source quality",
    "demand/mode_constants": "mode from_m constant source quality",
    "demand/traits": "group has_car ticket_share bicycle_share source quality",
    "demand/tickets": "municipality share source quality",
    "demand/fleet": "drive share energy_kwh_km co2_g_km supply_g_km source quality",
}
UNIQUE = {"network/nodes": "id", "network/links": "id", "network/signals": "node", "network/heights": "node",
          "network/counters": "id",
          "network/zones": "id", "network/places": "id", "transit/stops": "id", "transit/lines": "id",
          "transit/vehicles": "type", "demand/gates": "gate", "network/signal_greens": "link",
          "transit/line_stops": "line direction seq", "demand/commuters": "from to",
          "demand/through": "from_gate to_gate", "demand/trip_rates": "group purpose",
          "demand/departure_curves": "curve hour", "demand/mode_shares": "from_m mode",
          "demand/mode_constants": "mode from_m", "demand/fleet": "drive"}
REFERENCES = [("network/links", "from", "network/nodes", "id"), ("network/links", "to", "network/nodes", "id"),
              ("network/places", "node", "network/nodes", "id"), ("network/places", "zone", "network/zones", "id"),
              ("network/heights", "node", "network/nodes", "id"), ("network/nodes", "id", "network/heights", "node"),
              ("network/signals", "node", "network/nodes", "id"),
              ("network/signal_greens", "node", "network/signals", "node"),
              ("transit/line_stops", "line", "transit/lines", "id"), ("transit/lines", "id", "transit/line_stops", "line"),
              ("transit/line_stops", "stop", "transit/stops", "id"), ("transit/stops", "id", "transit/line_stops", "stop"),
              ("transit/lines", "vehicle", "transit/vehicles", "type"), ("transit/departures", "line", "transit/lines", "id"),
              ("transit/transfers", "from_stop", "transit/stops", "id"), ("transit/transfers", "to_stop", "transit/stops", "id"),
              ("transit/place_stops", "stop", "transit/stops", "id"), ("transit/place_stops", "place", "network/places", "id"),
              ("transit/park_ride", "stop", "transit/stops", "id"),
              ("demand/gates", "place", "network/places", "id"), ("demand/through", "from_gate", "demand/gates", "gate"),
              ("demand/through", "to_gate", "demand/gates", "gate"), ("transit/rail_route", "line", "transit/lines", "id")]
# class: lanes, speed km/h, capacity per lane and hour
CLASSES = {"motorway": ((1, 4), (70, 130), (1800, 2200)), "motorway_link": ((2, 4), (40, 80), (1400, 1800)),
           "trunk": ((2, 3), (50, 100), (1000, 2000)), "primary": ((1, 3), (50, 70), (800, 1000)),
           "secondary": ((1, 2), (50, 70), (700, 900)), "tertiary": ((1, 1), (30, 60), (500, 700)),
           "residential": ((1, 1), (20, 30), (300, 500)), "connector": ((2, 4), (40, 100), (700, 2300))}
TOTALS = {"Dortmund": {"residents": 611291, "employed_residents": 288000, "jobs": 339273, "pupil_places": 86000,
                       "university_places": 49488},
          "Schwerte": {"residents": 46571, "employed_residents": 23012, "jobs": 18587, "pupil_places": 5200}}
FLOWS = {("Schwerte", "Dortmund"): 4894, ("Dortmund", "Schwerte"): 3407, ("Dortmund", "Dortmund"): 185000,
         ("*", "Dortmund"): 138000, ("Dortmund", "*"): 103000, ("Schwerte", "*"): 14383, ("*", "Schwerte"): 9958,
         ("Schwerte", "Schwerte"): 8629, ("X01", "Dortmund"): 11736, ("Dortmund", "X01"): 11345, ("X03", "Dortmund"): 10481}
GROUPS = "child_0_5 pupil_6_17 student employed not_employed_18_64 senior_65plus".split()
PURPOSES = "home work education shopping leisure personal_business escort business other".split()
DRIVES = [  # known minutes in free flow with signals: from, to, least, most
    ("W_HBF", "SW_ZOB", 18, 23), ("HOE_BF", "SW_ZOB", 12, 16), ("W_OSTENTOR", "APL_MARKT", 11, 15),
    ("SW_ZOB", "UN_BF", 13, 19), ("W_HBF", "MENG_MARKT", 13, 19), ("W_HBF", "EICHL", 9, 14), ("W_HBF", "AIRPORT", 15, 20),
    ("HOE_BF", "APL_MARKT", 7, 10), ("W_HBF", "SCH_ZENTRUM", 13, 18), ("SW_ZOB", "SW_ERGSTEBF", 5, 8),
    ("SW_ZOB", "SW_WESTHOFEN", 5, 8), ("K_WESTHOFEN", "K_DOUNNA", 6.5, 8)]


def check_rows(t):
    """Columns as the readers want them; each row with source and quality."""
    found = [f"{name}: no table" for name in COLUMNS if name not in t]
    for name, rows in t.items():
        if name in COLUMNS and rows and list(rows[0]) != COLUMNS[name].split():
            found.append(f"{name}: columns {list(rows[0])}")
        for i, row in enumerate(rows, 2):
            if None in row or not (row.get("source") or "").strip() or not (row.get("quality") or "").strip():
                found.append(f"{name}:{i}: no source or quality")
            if any("\n" in (v or "") for k, v in row.items() if k is not None):
                found.append(f"{name}:{i}: line break")
    return found


def check_ids(t):
    found = []
    for name, columns in UNIQUE.items():
        seen = set()
        for i, row in enumerate(t[name], 2):
            key = tuple(row[c] for c in columns.split())
            if key in seen:
                found.append(f"{name}:{i}: {key} twice")
            seen.add(key)
    names = [row["id"] + "r" for row in t["network/links"]]
    return found + [f"link name {n} taken" for n in names if n in {row["id"] for row in t["network/links"]}]


def check_references(t):
    found = []
    for name, column, other, key in REFERENCES:
        known = {row[key] for row in t[other]}
        found += [f"{name}:{i}: unknown {column} {row[column]}" for i, row in enumerate(t[name], 2)
                  if row[column] not in known]
    links, zones = directed(t), {z["id"] for z in t["network/zones"]} | {"Dortmund", "Schwerte"}
    for c in t["network/counters"]:
        parts = c["links"].split(";")
        if not 1 <= len(parts) <= 4 or any(p not in links for p in parts):
            found.append(f"counter {c['id']}: links {c['links']}")
    return found + [f"commuters {r['from']} - {r['to']}" for r in t["demand/commuters"]
                    if r["from"] not in zones or r["to"] not in zones]


def check_connected(t):
    """Each node from each node, turns aside."""
    found = []
    for flip in (0, 1):
        out = {}
        for a, b, _ in directed(t).values():
            out.setdefault((a, b)[flip], []).append((b, a)[flip])
        seen, stack = {"W_HBF"}, ["W_HBF"]
        while stack:
            for n in out.get(stack.pop(), ()):
                if n not in seen:
                    seen.add(n)
                    stack.append(n)
        found += [f"node {r['id']} not connected" for r in t["network/nodes"] if r["id"] not in seen]
    return found


def check_turns(t):
    """From each place a car comes to each other place without turning on the road or crossing an external zone."""
    turns, found = Turns(t), []
    nodes = sorted({p["node"] for p in t["network/places"]})
    for a in nodes:
        reached = turns.reached(a)
        missing = [b for b in nodes if b not in reached]
        if missing:
            found.append(f"{a}: no way to {missing[:5]}")
    return found


def check_lengths(t):
    position, found = {n["id"]: at(n) for n in t["network/nodes"]}, []
    for r in t["network/links"]:
        line = [position[r["from"]], *(tuple(map(float, v.split())) for v in r["via"].split(";") if v), position[r["to"]]]
        drawn = sum(distance_m(p, q) for p, q in zip(line, line[1:]))
        if number(r, "length_m") < max(drawn, distance_m(line[0], line[-1])) - 0.5:
            found.append(f"link {r['id']}: {r['length_m']} m, drawn {drawn:.0f} m")
        if number(r, "length_m") > 1.6 * drawn + 900:
            found.append(f"link {r['id']}: {r['length_m']} m, drawn only {drawn:.0f} m")
    return found


def check_classes(t):
    found = []
    for r in t["network/links"]:
        lanes, speed, capacity = CLASSES[r["class"]]
        per_lane = number(r, "capacity_vph") / number(r, "lanes")
        if not (lanes[0] <= number(r, "lanes") <= lanes[1] and speed[0] <= number(r, "speed_kmh") <= speed[1]
                and capacity[0] <= per_lane <= capacity[1]):
            found.append(f"link {r['id']} {r['class']}: {r['lanes']} lanes, {r['speed_kmh']} km/h, {per_lane} per lane")
        if r["class"] in ("motorway", "motorway_link") and r["oneway"] != "1":
            found.append(f"link {r['id']}: carriageway not one-way")
    return found


def check_boundary(t):
    """Each boundary node leads to a zone, each zone has a node and connectors, each gate lies on a boundary node."""
    kind, found = {n["id"]: n["kind"] for n in t["network/nodes"]}, []
    joined = {}
    for r in t["network/links"]:
        if (r["class"] == "connector") != ("external" in (kind[r["from"]], kind[r["to"]])):
            found.append(f"link {r['id']}: connectors join external zones, other links do not")
        if r["class"] == "connector":
            joined.setdefault(r["from"], set()).add(r["to"])
    reached = set().union(*joined.values())
    found += [f"boundary {n} leads nowhere" for n, k in kind.items() if k == "boundary" and n not in reached]
    found += [f"external zone {n} without connectors" for n, k in kind.items() if k == "external" and len(joined.get(n, ())) < 2]
    node = {p["id"]: p["node"] for p in t["network/places"]}
    found += [f"gate {g['gate']}" for g in t["demand/gates"] if kind[node[g["place"]]] != "boundary"]
    return found


def check_signals(t):
    found, links = [], directed(t)
    control = {n["id"]: n["control"] for n in t["network/nodes"]}
    cycle = {r["node"]: number(r, "cycle_s") for r in t["network/signals"]}
    found += [f"signal {n} not planned" for n, c in control.items() if (c == "signal") != (n in cycle)]
    found += [f"offset of {r['node']}" for r in t["network/signals"] if not 0 <= number(r, "offset_s") < number(r, "cycle_s")]
    green = {}
    for r in t["network/signal_greens"]:
        end = number(r, "green_from_s") + number(r, "green_s")
        if links.get(r["link"], ("", ""))[1] != r["node"] or not 0 <= number(r, "green_from_s") < end <= cycle[r["node"]]:
            found.append(f"green of {r['link']} at {r['node']}")
        if number(r, "green_s") < 10:
            found.append(f"green of {r['link']}: {r['green_s']} s")
        green.setdefault(r["node"], {})[r["link"]] = (number(r, "green_from_s"), end)
    for name, (_, end, row) in links.items():
        if end in cycle and name not in green.get(end, {}):
            found.append(f"no green for {name} at {end}")
        if end in cycle and row["class"] == "motorway":
            found.append(f"motorway {name} has a signal")
    for node, plan in green.items():  # phases do not overlap and leave 5 s between
        phases = sorted(set(plan.values()))
        if len(phases) < 2 or any(b[0] - a[1] < 5 for a, b in zip(phases, phases[1:])):
            found.append(f"phases of {node}: {phases}")
    return found


def check_counters(t):
    """Counted links start or end at the counter and go both ways; the simulator counts each vehicle once."""
    links, found = directed(t), []
    for c in t["network/counters"]:
        parts = [links[p] for p in c["links"].split(";")]
        if len(parts) != 2 or parts[0][:2] == parts[1][:2]:
            found.append(f"counter {c['id']}: not one link per direction")
        elif parts[0][1] != parts[1][1] and parts[0][:2] != parts[1][:2][::-1]:
            found.append(f"counter {c['id']}: links at two places")
        if not 1000 < number(c, "vehicles_per_day") < 200000 or number(c, "heavy_per_day") > number(c, "vehicles_per_day") / 3:
            found.append(f"counter {c['id']}: {c['vehicles_per_day']}")
    return found


def check_zones(t):
    found = []
    for city, totals in TOTALS.items():
        for column, total in totals.items():
            value = sum(number(z, column) for z in t["network/zones"] if z["municipality"] == city and z["kind"] == "internal")
            if value != total:
                found.append(f"{city} {column}: {value} instead of {total}")
    internal = [z for z in t["network/zones"] if z["kind"] == "internal"]
    found += [f"zone {z['id']}: {z['residents']} residents" for z in internal if number(z, "residents") > 50000]
    found += [f"zone {z['id']}: municipality {z['municipality']}" for z in internal if z["municipality"] not in TOTALS]
    found += [f"zone {z['id']}: {c}" for z in internal for c in ("hh_with_car_share", "share_65plus", "share_u18")
              if not 0.05 < number(z, c) < 0.95]
    found += [f"gate zone {z['id']} has activities" for z in t["network/zones"] if z["id"].startswith("G_")
              and any(number(z, c) for c in ("residents", "jobs", "shopping_index"))]
    return found


def check_places(t):
    found, by_zone = [], {}
    position = {n["id"]: at(n) for n in t["network/nodes"]}
    for p in t["network/places"]:
        by_zone.setdefault(p["zone"], []).append(p)
        if distance_m(at(p), position[p["node"]]) > 1000:
            found.append(f"place {p['id']} is far from its node")
    for z in t["network/zones"]:
        own = by_zone.get(z["id"], [])
        if abs(sum(number(p, "share") for p in own) - 1) > 1e-9:
            found.append(f"zone {z['id']}: shares {sum(number(p, 'share') for p in own)}")
        if z["kind"] == "internal" and (len(own) < 2 or number(z, "residents") / len(own) > 4500):
            found.append(f"zone {z['id']}: {len(own)} places for {z['residents']}")
        if z["kind"] == "external" and [p["id"] for p in own] != [z["id"]]:
            found.append(f"external zone {z['id']}: places {[p['id'] for p in own]}")
    return found


def check_commuters(t):
    found = []
    for (a, b), total in FLOWS.items():
        value = sum(number(r, "commuters_per_day") for r in t["demand/commuters"]
                    if (r["from"] == a or (a == "*" and r["from"] != b)) and (r["to"] == b or (b == "*" and r["to"] != a)))
        if value != total:
            found.append(f"commuters {a} - {b}: {value} instead of {total}")
    return found


def check_through(t):
    """Never more than the counted traffic of the gate's road, both directions together."""
    found = []
    for g in t["demand/reference/gate_targets"]:
        counted = int(re.search(r"AADT (\d+)", g["definition"])[1])
        value = sum(number(r, column) for r in t["demand/through"] if g["gate"] in (r["from_gate"], r["to_gate"])
                    for column in ("cars_per_day", "trucks_per_day"))
        if not 0 < value <= counted:
            found.append(f"gate {g['gate']}: {value} vehicles pass through, {counted} were counted")
    return found


def check_shares(t):
    found = []
    for name, key, value in (("demand/departure_curves", "curve", "share"), ("demand/group_shares", "municipality", "share"),
                             ("demand/mode_shares", "from_m", "share"), ("demand/length_bands", "", "share")):
        sums = {}
        for r in t[name]:
            sums[r.get(key, "")] = sums.get(r.get(key, ""), 0) + number(r, value)
        found += [f"{name} {k}: sum {s}" for k, s in sums.items() if abs(s - 1) > 1e-6]
    curves = {r["curve"] for r in t["demand/departure_curves"]}
    found += [f"no curve {c}" for c in PURPOSES + ["through_car", "through_truck"] if c not in curves]
    rates = {(r["group"], r["purpose"]) for r in t["demand/trip_rates"]}
    found += [f"no trip rate {g} {p}" for g in GROUPS for p in PURPOSES if (g, p) not in rates]
    bands = sorted((number(r, "from_m"), number(r, "to_m"), number(r, "mean_km")) for r in t["demand/length_bands"])
    found += [f"length band from {a}" for (a, b, m), (c, _, _) in zip(bands, bands[1:] + [(bands[-1][1], 0, 0)])
              if b != c or not a < m * 1000 < b]
    trips = {c: sum(number(r, "share") * rate for r in t["demand/group_shares"] if r["municipality"] == c
                    for rate in [sum(number(x, "trips_per_day") for x in t["demand/trip_rates"] if x["group"] == r["group"])])
             for c in TOTALS}
    return found + [f"{c}: {n:.2f} trips per person" for c, n in trips.items() if not 2.8 < n < 3.0]


def check_drive_times(t):
    found = []
    for a, b, least, most in DRIVES:
        value = car_minutes(t, a, b)
        if not least <= value <= most:
            found.append(f"car {a} - {b}: {value:.1f} min, known {least} to {most}")
    return found


def check_made_signals(t):
    """The committed plans, heights and ways to platforms are what the scripts make."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for script in ("make_signals.py", "make_heights.py", "make_stop_access.py"):
            subprocess.run([sys.executable, f"scripts/import/{script}", "--output", folder], check=True, capture_output=True)
        made = load(folder)
    for name in ("network/signals", "network/signal_greens", "network/heights", "transit/stops"):
        if made[os.path.basename(name)] != t[name]:
            found.append(f"{name}.csv is not what its script writes")
    return found
