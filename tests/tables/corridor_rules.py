# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator's reading of the corridor tables, in plain Python, for the tests over the tables."""
import csv
import heapq
import math
import os

CORRIDOR = "scenarios/corridor"
PERIODS = (("hw_04_06", 240, 360), ("hw_06_09", 360, 540), ("hw_09_15", 540, 900), ("hw_15_19", 900, 1140),
           ("hw_19_21", 1140, 1260), ("hw_21_24", 1260, 1440), ("hw_00_02", 1440, 1680))
NOON = 720


def load(folder=CORRIDOR):
    """All tables by `folder/name`, each a list of rows."""
    tables = {}
    for where, _, names in sorted(os.walk(folder)):
        for name in sorted(n for n in names if n.endswith(".csv")):
            with open(os.path.join(where, name), encoding="utf-8", newline="") as file:
                key = os.path.relpath(os.path.join(where, name), folder)[:-4].replace(os.sep, "/")
                tables[key] = list(csv.DictReader(file))
    return tables


def number(row, column):
    return float(row[column] or 0)


def distance_m(a, b):
    p = math.pi / 180
    x = (math.sin((b[0] - a[0]) * p / 2) ** 2
         + math.cos(a[0] * p) * math.cos(b[0] * p) * math.sin((b[1] - a[1]) * p / 2) ** 2)
    return 2 * 6371008.8 * math.asin(math.sqrt(x))


def at(row, lat="lat", lon="lon"):
    return float(row[lat]), float(row[lon])


def minutes(text):
    """Minutes after midnight of "HH:MM" or "HH:MM:SS"."""
    parts = [int(x) for x in text.split(":")]
    return parts[0] * 60 + parts[1] + (parts[2] / 60 if len(parts) > 2 else 0)


# --- roads

def directed(tables):
    """Directed links by name: (from, to, row)."""
    links = {}
    for row in tables["network/links"]:
        links[row["id"]] = (row["from"], row["to"], row)
        if row["oneway"] == "0":
            links[row["id"] + "r"] = (row["to"], row["from"], row)
    return links


class Turns:
    """Which link may follow which: no turning back except at a dead end that is not a boundary, and nothing
    passes through an external zone."""

    def __init__(self, tables):
        self.links = directed(tables)
        self.kind = {row["id"]: row["kind"] for row in tables["network/nodes"]}
        self.out = {node: [] for node in self.kind}
        for name in sorted(self.links):
            self.out[self.links[name][0]].append(name)

    def after(self, name):
        start, end, _ = self.links[name]
        if self.kind[end] == "external":
            return []
        onward = [k for k in self.out[end] if self.links[k][1] != start]
        if onward or self.kind[end] == "boundary":
            return onward
        return self.out[end]

    def reached(self, node):
        """Nodes at which a vehicle that starts at the node can end."""
        seen, stack = set(self.out[node]), list(self.out[node])
        while stack:
            for k in self.after(stack.pop()):
                if k not in seen:
                    seen.add(k)
                    stack.append(k)
        return {self.links[k][1] for k in seen} | {node}


def car_minutes(tables, start, end, town_factor=0.85):
    """Fastest way in free flow: in town 85 % of the posted speed, at a signal the mean wait of its red time."""
    turns = Turns(tables)
    cycle = {row["node"]: float(row["cycle_s"]) for row in tables["network/signals"]}
    wait_s = {}
    for row in tables["network/signal_greens"]:
        red = cycle[row["node"]] - float(row["green_s"])
        wait_s[row["link"]] = red * red / (2 * cycle[row["node"]])
    cost = {}
    for name, (_, _, row) in turns.links.items():
        speed = float(row["speed_kmh"])
        town = speed <= 50 and row["class"] in ("primary", "secondary", "tertiary", "residential")
        cost[name] = (float(row["length_m"]) / (speed * (town_factor if town else 1) / 3.6)) + wait_s.get(name, 0)
    queue, done = [(cost[k], k) for k in turns.out[start]], set()
    heapq.heapify(queue)
    while queue:
        time_s, k = heapq.heappop(queue)
        if k in done:
            continue
        done.add(k)
        if turns.links[k][1] == end:
            return (time_s - wait_s.get(k, 0)) / 60
        for n in turns.after(k):
            if n not in done:
                heapq.heappush(queue, (time_s + cost[n], n))
    return math.inf


# --- services

def departures(tables, line, direction):
    """Departures at the first stop, minutes: the grid of each period's headway, through `first` before noon and
    through `last` from noon on, within [first, last]."""
    row = next(r for r in tables["transit/lines"] if r["id"] == line)
    if not row[f"first_dep{direction}"]:
        return sorted(minutes(r["depart"]) for r in tables["transit/departures"]
                      if r["line"] == line and int(r["direction"]) == direction)
    first, last = minutes(row[f"first_dep{direction}"]), minutes(row[f"last_dep{direction}"])
    times = set()
    for column, start, end in PERIODS:
        if not row[column]:
            continue
        headway = float(row[column])
        for begin, stop, anchor in ((start, min(end, NOON), first), (max(start, NOON), end, last)):
            time = anchor + math.ceil((begin - anchor) / headway - 1e-9) * headway
            while time < stop - 1e-9:
                if first <= time <= last:
                    times.add(time)
                time += headway
    return sorted(times)


def calls(tables):
    """Calls by (line, direction) in order: dicts stop, arrive, depart, km."""
    out = {}
    for r in tables["transit/line_stops"]:
        out.setdefault((r["line"], int(r["direction"])), []).append(
            {"seq": int(r["seq"]), "stop": r["stop"], "arrive": float(r["arrive_min"]),
             "depart": float(r["depart_min"]), "km": float(r["km"])})
    return out


def hop_of(row):
    return row["from_stop"], row["to_stop"]


def rail_edges(tables, line, direction):
    """Edges of the register along a rail line: dicts hop, a, b, db_line, km_from, km_to, run_min (at the
    speed of the track), enter, leave (minutes)."""
    hops = []
    for r in tables["transit/rail_route"]:
        if r["line"] == line:
            if not hops or hops[-1][0] != hop_of(r):
                hops.append((hop_of(r), []))
            hops[-1][1].append((r["from_op"], r["to_op"], r["db_line"], abs(number(r, "km_to") - number(r, "km_from")) or 1,
                                float(r["km_from"] or 0), float(r["km_to"] or 0), float(r["vmax_kmh"] or 160)))
    if direction == 1:
        hops = [(h, [(b, a, n, km, t, f, v) for a, b, n, km, f, t, v in e[::-1]]) for h, e in hops[::-1]]
    stops = calls(tables)[line, direction]
    edges = []
    for i, (_, hop) in enumerate(hops):
        start, end = stops[i]["depart"], stops[i + 1]["arrive"]
        total, done = sum(e[3] for e in hop), 0.0
        for a, b, n, km, f, t, vmax in hop:
            edges.append({"hop": i, "a": a, "b": b, "db_line": n, "km_from": f, "km_to": t, "run_min": km / vmax * 60,
                          "enter": start + (end - start) * done / total,
                          "leave": start + (end - start) * (done + km) / total})
            done += km
    return edges


def track_edges(tables, line, direction):
    """{(from, to ...): (enter, leave)}: register edges of a rail line, stop pairs of a light rail line."""
    row = next(r for r in tables["transit/lines"] if r["id"] == line)
    if row["mode"] == "rail":
        return {(e["a"], e["b"], e["db_line"]): (e["enter"], e["leave"]) for e in rail_edges(tables, line, direction)}
    stops = calls(tables)[line, direction]
    return {(p["stop"], q["stop"]): (p["depart"], q["arrive"]) for p, q in zip(stops, stops[1:])}


def single_track(tables, line, direction):
    """{group: (enter, leave)}: when the line is on the single-track sections of the table of blocks."""
    ranges = {}
    for b in tables["transit/blocks"]:
        if b["exclusive_group"]:
            lo, hi = ranges.get((b["line"], b["exclusive_group"]), (math.inf, -math.inf))
            ranges[b["line"], b["exclusive_group"]] = (min(lo, float(b["km_from"])), max(hi, float(b["km_to"])))
    out = {}
    for e in rail_edges(tables, line, direction):
        for (n, group), (lo, hi) in ranges.items():
            f, t = e["km_from"], e["km_to"]
            if n != e["db_line"] or max(f, t) <= lo or min(f, t) >= hi:
                continue
            part = sorted((min(max(x, lo), hi) - f) / (t - f) for x in (f, t))
            enter, leave = (e["enter"] + (e["leave"] - e["enter"]) * x for x in part)
            before = out.get(group, (enter, leave))
            out[group] = (min(enter, before[0]), max(leave, before[1]))
    return out
