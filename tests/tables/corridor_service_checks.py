# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks over the tables of public transport: each gives a list of findings."""
from corridor_rules import at, calls, departures, distance_m, hop_of, minutes, number, rail_edges, single_track, track_edges

SPEEDS = {"rail": (25, 125), "light_rail": (10, 60), "tram": (10, 60), "bus": (8, 50)}  # between stops, km/h
MODE_SPEEDS = {"rail": (30, 120), "light_rail": (15, 45), "tram": (15, 45), "bus": (10, 45)}  # over a line, with stops
RIDES = [  # published minutes in the vehicle: line, direction, from, to, minutes, tolerance
    ("RB53", 0, "r_edo", "r_esrt", 19, 1), ("RB53", 1, "r_esrt", "r_edo", 19, 1), ("RB53", 1, "r_edau", "r_edo", 12, 0.5),
    ("RB53", 0, "r_edo", "r_eil", 45, 0.5), ("RE57", 1, "r_efoe", "r_edo", 27, 1), ("RE57", 0, "r_edo", "r_earb", 46, 0.5),
    ("U41", 0, "lu_brambauer_verkehrshof", "do_clarenberg", 37, 1), ("S4", 0, "r_eddp", "r_eun", 40, 2),
    ("S4", 0, "r_edls", "r_eun", 57, 8), ("AirportExpress", 0, "do_hbf", "do_airport_terminal", 22, 1),
    ("R50", 1, "sw_overberge_schule", "sw_schwerte_zob", 29, 1), ("594", 0, "sw_schwerte_zob", "ha_eichendorffstr", 40, 5)]
RAIL_HEADWAY_MIN, LIGHT_RAIL_HEADWAY_MIN = 2.0, 1.5


def check_stops(t):
    """Calls in order, with plausible speeds; stops near the line's length."""
    mode = {r["id"]: r["mode"] for r in t["transit/lines"]}
    position, found = {s["id"]: at(s) for s in t["transit/stops"]}, []
    for (line, direction), c in calls(t).items():
        low, high = SPEEDS[mode[line]]
        if [x["seq"] for x in c] != list(range(1, len(c) + 1)) or c[0]["arrive"] or c[0]["depart"] or c[0]["km"]:
            found.append(f"{line} {direction}: first call or order")
        for a, b in zip(c, c[1:]):
            run, km = b["arrive"] - a["depart"], b["km"] - a["km"]
            crow = distance_m(position[a["stop"]], position[b["stop"]]) / 1000
            if run <= 0 or km <= 0 or b["depart"] < b["arrive"] or not low <= km / run * 60 <= high:
                found.append(f"{line} {direction} {a['stop']} - {b['stop']}: {run:.2f} min for {km:.2f} km")
            if km < crow * (0.93 if mode[line] == "rail" else 0.999) - 0.02:
                found.append(f"{line} {direction} {a['stop']} - {b['stop']}: {km} km, {crow:.2f} km apart")
        low, high = MODE_SPEEDS[mode[line]]
        if not low <= c[-1]["km"] / c[-1]["arrive"] * 60 <= high:
            found.append(f"{line} {direction}: {c[-1]['km'] / c[-1]['arrive'] * 60:.0f} km/h")
    return found


def check_departures(t):
    """First and last are departures of the rule; nobody runs without headway; the grid does not break at noon."""
    found = []
    for r in t["transit/lines"]:
        for d in (0, 1):
            dep = departures(t, r["id"], d)
            if not dep or (r[f"first_dep{d}"] and (dep[0] != minutes(r[f"first_dep{d}"]) or dep[-1] != minutes(r[f"last_dep{d}"]))):
                found.append(f"{r['id']} {d}: first or last is no departure")
                continue
            around = [(a, b) for a, b in zip(dep, dep[1:]) if a < 720 <= b]
            if r["hw_09_15"] and any(b - a != float(r["hw_09_15"]) for a, b in around):
                found.append(f"{r['id']} {d}: gap at noon {around}")
    return found


def check_on_track(t):
    """Each rail line is a chain of register edges that joins its stops with its km, inside the blocks."""
    found = []
    position = {s["id"]: at(s) for s in t["transit/stops"]}
    km_range = {}
    for b in t["transit/blocks"]:
        lo, hi = km_range.get(b["line"], (1e9, -1e9))
        km_range[b["line"]] = (min(lo, number(b, "km_from")), max(hi, number(b, "km_to")))
    for line in (r["id"] for r in t["transit/lines"] if r["mode"] == "rail"):
        rows = [r for r in t["transit/rail_route"] if r["line"] == line]
        c = calls(t)[line, 0]
        hops = list(dict.fromkeys(hop_of(r) for r in rows))
        wanted = [(a["stop"], b["stop"]) for a, b in zip(c, c[1:])]
        if hops != wanted:
            found.append(f"{line}: track {hops}, stops {wanted}")
            continue
        for hop, a, b in zip(hops, c, c[1:]):
            edges = [r for r in rows if hop_of(r) == hop]
            if any(p["to_op"] != q["from_op"] for p, q in zip(edges, edges[1:])):
                found.append(f"{line} {hop}: broken chain")
            if not edges[0]["db_line"]:
                continue  # no register edge stored
            track_km = sum(abs(number(r, "km_to") - number(r, "km_from")) for r in edges)
            if abs(track_km - (b["km"] - a["km"])) > 0.02:
                found.append(f"{line} {hop}: {track_km:.3f} km of track, stops {b['km'] - a['km']:.3f}")
            for stop, point in ((a, at(edges[0], "from_lat", "from_lon")), (b, at(edges[-1], "to_lat", "to_lon"))):
                if distance_m(position[stop["stop"]], point) > 700:
                    found.append(f"{line} {hop}: {stop['stop']} is off the track")
            for r in edges:
                if r["db_line"] in ("2113", "2841", "2842", "2840"):
                    lo, hi = km_range[r["db_line"]]
                    if not lo - 0.01 <= min(number(r, "km_from"), number(r, "km_to")) <= max(number(r, "km_from"), number(r, "km_to")) <= hi + 0.01:
                        found.append(f"{line} {hop}: outside the blocks of {r['db_line']}")
    return found


def check_run_times(t):
    """No train is faster between two stops than its track and 0.4 minutes for starting and braking allow."""
    found = []
    for line in (r["id"] for r in t["transit/lines"] if r["mode"] == "rail"):
        for d in (0, 1):
            c, least = calls(t)[line, d], {}
            for e in rail_edges(t, line, d):
                least[e["hop"]] = least.get(e["hop"], 0.4) + e["run_min"]
            for i, (a, b) in enumerate(zip(c, c[1:])):
                if b["arrive"] - a["depart"] < least[i]:
                    found.append(f"{line} {d} {a['stop']} - {b['stop']}: {b['arrive'] - a['depart']:.2f} min, track {least[i]:.2f}")
    return found


def check_blocks(t):
    """Blocks of a track join without gap or overlap."""
    found, tracks = [], {}
    for b in t["transit/blocks"]:
        tracks.setdefault((b["line"], b["direction"]), []).append(sorted((number(b, "km_from"), number(b, "km_to"))))
    for key, ranges in tracks.items():
        ranges.sort()
        found += [f"blocks of {key} at km {a[1]}" for a, b in zip(ranges, ranges[1:]) if abs(a[1] - b[0]) > 0.002]
    return found


def check_rb53(t):
    """Leaves Dortmund :23/:53 from 4:53 to 25:23, Iserlohn :24/:54; both directions stand at Kalthof together."""
    found = []
    out, back = departures(t, "RB53", 0), departures(t, "RB53", 1)
    if out[0] != minutes("04:53") or out[-1] != minutes("25:23") or {x % 60 for x in out} != {23, 53}:
        found.append(f"Dortmund {out}")
    if {x % 60 for x in back} != {24, 54}:
        found.append(f"Iserlohn {back}")
    kalthof = [next(c for c in calls(t)["RB53", d] if c["stop"] == "r_ekal") for d in (0, 1)]
    near = [(x, y) for x in out for y in back if abs(x + kalthof[0]["arrive"] - y - kalthof[1]["arrive"]) < 8]
    met = [(x, y) for x, y in near if x + kalthof[0]["arrive"] < y + kalthof[1]["depart"]
           and y + kalthof[1]["arrive"] < x + kalthof[0]["depart"]]
    if met != near or len(met) < 34:
        found.append(f"{len(met)} meetings at Kalthof of {len(near)}")
    schwerte = next(c for c in calls(t)["RB53", 1] if c["stop"] == "r_esrt")
    if {(x + schwerte["depart"]) % 60 for x in back} != {20, 50}:
        found.append("does not leave Schwerte for Dortmund at :20/:50")
    return found


def check_single_track(t):
    """Trains of both directions are never on a single-track section at once."""
    found, on = [], {}
    for line in (r["id"] for r in t["transit/lines"] if r["mode"] == "rail"):
        for d in (0, 1):
            for group, (enter, leave) in single_track(t, line, d).items():
                on.setdefault(group, []).extend((x + enter, x + leave, d, line) for x in departures(t, line, d))
    for group, runs in on.items():
        runs.sort()
        for i, a in enumerate(runs):
            for b in runs[i + 1:]:
                if b[0] >= a[1]:
                    break
                if a[2] != b[2]:
                    found.append(f"{group}: {a[3]} and {b[3]} at {a[0] // 60:.0f}:{a[0] % 60:04.1f}")
    if not on:
        found.append("no train on a single-track section")
    return found


def check_overtaking(t):
    """On each edge of track: trains leave it in the order in which they enter, a headway apart at both ends."""
    found = []
    for modes, least in ((("rail",), RAIL_HEADWAY_MIN), (("light_rail", "tram"), LIGHT_RAIL_HEADWAY_MIN)):
        runs = {}
        for line in (r["id"] for r in t["transit/lines"] if r["mode"] in modes):
            for d in (0, 1):
                for edge, (enter, leave) in track_edges(t, line, d).items():
                    runs.setdefault(edge, []).extend((x + enter, x + leave, line) for x in departures(t, line, d))
        for edge, trains in runs.items():
            trains.sort()
            for a, b in zip(trains, trains[1:]):
                if b[0] - a[0] < least - 1e-6 or b[1] - a[1] < least - 1e-6:
                    found.append(f"{edge}: {a[2]} and {b[2]} at {a[0] // 60:.0f}:{a[0] % 60:04.1f}, {b[0] - a[0]:.1f} and {b[1] - a[1]:.1f} min")
    return found


def check_half_hour(t):
    """RE7 and RE13 leave Schwerte 30 minutes apart; S2 and RB32 share a 15-minute service."""
    found = []
    for a, b, stop, apart in (("RE7", "RE13", "r_esrt", 30), ("S2", "RB32", "r_edmg", 15)):
        for d in (0, 1):
            at_stop = [{round((x + c["depart"]) % (2 * apart), 1) for x in departures(t, line, d) for c in calls(t)[line, d]
                        if c["stop"] == stop} for line in (a, b)]
            if len(at_stop[0] | at_stop[1]) != 2 or abs(abs(max(at_stop[0]) - max(at_stop[1])) - apart) > 1:
                found.append(f"{a} and {b} {d}: {at_stop}")
    return found


def check_ic34(t):
    """Four trains: Schwerte 9:30, 13:30 southbound, 12:29, 16:29 northbound."""
    times = [x + c["depart"] for d in (0, 1) for x in departures(t, "IC34", d) for c in calls(t)["IC34", d] if c["stop"] == "r_esrt"]
    wanted = [minutes(x) for x in ("12:29", "16:29", "09:30", "13:30")]
    return [] if [round(x, 2) for x in times] == wanted else [f"IC34 at Schwerte {times}"]


def check_ride_times(t):
    found = []
    for line, d, a, b, published, tolerance in RIDES:
        c = {x["stop"]: x for x in calls(t)[line, d]}
        value = c[b]["arrive"] - c[a]["depart"]
        if abs(value - published) > tolerance:
            found.append(f"{line} {a} - {b}: {value:.1f} min, published {published}")
    return found


def check_external_stops(t):
    """Each external zone has stops, gates have none."""
    has = {r["place"] for r in t["transit/place_stops"]}
    wanted = {z["id"] for z in t["network/zones"] if z["kind"] == "external" and not z["id"].startswith("G_")}
    return [f"place stops: {sorted(has ^ wanted)}"] if has != wanted else []
