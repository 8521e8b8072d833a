#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixed-time signal plans from a stated rule.

Reads nodes.csv and links.csv of a network folder and writes signals.csv and signal_greens.csv, one plan per node
whose control is `signal`. No survey of real plans exists; the rule is (see also scenarios/corridor/README.md):

1. Approaches are the directed links that end at the node. Each has a bearing: the direction in which its drawn line
   arrives. Opposing approaches share a phase: of all ways to pair the approaches the one with the smallest sum of
   costs is taken. A pair costs its deviation from opposite (degrees), less 30 when both belong to the same road;
   an approach that stays alone costs 60; a phase beyond the third costs 1000.
2. The phase with the largest approach (capacity, then name) comes first, the others follow by the same order.
3. Cycle 90 s where an approach is of class trunk or primary, else 70 s. Each phase loses 5 s (amber, all red, start).
4. The rest of the cycle is split by the largest capacity of each phase, at least 10 s green each, in whole seconds.
   A merged ramp link counts with half its capacity: its ramps end at two stop lines.
5. Offset: on a coordinated road (B1 from the west, B236 from the north) the running time in free flow from the first
   signal of the road, so that the first phase forms a green wave in that direction; elsewhere the straight distance
   to Dortmund Hbf at 50 km/h. Both modulo the cycle, in whole seconds.

Usage: make_signals.py [--network FOLDER] [--output FOLDER]
"""
import argparse
import csv
import heapq
import math
import os

SAME_ROAD_BONUS_DEG = 30.0
ALONE_COST_DEG = 60.0
EXTRA_PHASE_COST = 1000.0
MOST_PHASES = 3
MAJOR_CYCLE_S, MINOR_CYCLE_S = 90, 70
LOST_PER_PHASE_S = 5
LEAST_GREEN_S = 10
WAVE_SPEED_MPS = 50 / 3.6
ORIGIN = (51.517896, 7.459290)  # Dortmund Hbf
COORDINATED = (("B1", "lon", 1), ("B236", "lat", -1))  # road, coordinate that orders its signals, sign
SOURCE = "scripts/import/make_signals.py"
QUALITY = "estimate (rule)"

# A merged ramp link holds the ramps of both carriageways; at the street they end at two stop lines.
RAMPS_PER_LINK = {"motorway_link": 2}


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def distance_m(a, b):
    mean = math.radians((a[0] + b[0]) / 2)
    return 6371008.8 * math.hypot(math.radians(b[0] - a[0]), math.radians(b[1] - a[1]) * math.cos(mean))


def bearing_deg(a, b):
    mean = math.radians((a[0] + b[0]) / 2)
    return math.degrees(math.atan2((b[1] - a[1]) * math.cos(mean), b[0] - a[0])) % 360


def directed_links(rows, position):
    """All directed links with the bearing in which they arrive."""
    links = []
    for row in rows:
        via = [tuple(map(float, point.split())) for point in row["via"].split(";") if point]
        line = [position[row["from"]], *via, position[row["to"]]]
        directions = [(row["id"], row["from"], row["to"], line)]
        if row["oneway"] == "0":
            directions.append((row["id"] + "r", row["to"], row["from"], line[::-1]))
        for name, start, end, points in directions:
            links.append({
                "name": name, "from": start, "to": end, "road": row["road"], "class": row["class"],
                "capacity": float(row["capacity_vph"]) / RAMPS_PER_LINK.get(row["class"], 1), "bearing": bearing_deg(points[-2], points[-1]),
                "run_s": float(row["length_m"]) / (float(row["speed_kmh"]) / 3.6),
            })
    return links


def pair_cost(a, b):
    turn = abs(a["bearing"] - b["bearing"]) % 360
    turn = min(turn, 360 - turn)
    return (180 - turn) - (SAME_ROAD_BONUS_DEG if a["road"] == b["road"] else 0)


def best_phases(approaches):
    """The cheapest partition of the approaches (sorted by name) into pairs and singles: (cost, phases)."""
    def partitions(rest):
        if not rest:
            yield 0.0, []
            return
        first, others = rest[0], rest[1:]
        for cost, phases in partitions(others):
            yield cost + ALONE_COST_DEG, [[first]] + phases
        for i, other in enumerate(others):
            for cost, phases in partitions(others[:i] + others[i + 1:]):
                yield cost + pair_cost(first, other), [[first, other]] + phases

    best = None
    for cost, phases in partitions(approaches):
        cost = round(cost + EXTRA_PHASE_COST * max(0, len(phases) - MOST_PHASES), 6)
        if best is None or cost < best[0]:
            best = (cost, phases)
    return best


def split_green(weights, cycle_s):
    """Whole seconds of green per phase: by weight, at least LEAST_GREEN_S, together the cycle less the lost time."""
    total = cycle_s - LOST_PER_PHASE_S * len(weights)
    greens = [max(LEAST_GREEN_S, int(total * w / sum(weights) + 0.5)) for w in weights]
    while sum(greens) != total:
        i = max(range(len(greens)), key=lambda k: (greens[k], -k))
        greens[i] += 1 if sum(greens) < total else -1
    return greens


def wave_offsets(links, signals, position):
    """Running time from the first signal of each coordinated road to its other signals, s."""
    offsets = {}
    for road, axis, sign in COORDINATED:
        on_road = [k for k in links if k["road"] == road or k["road"].startswith(road + " ")]
        ends = {k["to"] for k in on_road} | {k["from"] for k in on_road}
        column = 0 if axis == "lat" else 1
        ordered = sorted((n for n in ends if n in signals), key=lambda n: (sign * position[n][column], n))
        if not ordered:
            continue
        out = {}
        for k in on_road:
            out.setdefault(k["from"], []).append(k)
        reached, queue = {}, [(0.0, ordered[0])]
        while queue:
            time_s, node = heapq.heappop(queue)
            if node in reached:
                continue
            reached[node] = time_s
            for k in out.get(node, ()):
                if k["to"] not in reached:
                    heapq.heappush(queue, (time_s + k["run_s"], k["to"]))
        for node in ordered:
            if node in reached and node not in offsets:
                offsets[node] = (reached[node], road)
    return offsets


def make(folder):
    """Rows of signals.csv and signal_greens.csv."""
    nodes = read(os.path.join(folder, "nodes.csv"))
    position = {n["id"]: (float(n["lat"]), float(n["lon"])) for n in nodes}
    links = directed_links(read(os.path.join(folder, "links.csv")), position)
    incoming = {}
    for link in links:
        incoming.setdefault(link["to"], []).append(link)
    controlled = [n["id"] for n in nodes if n["control"] == "signal"]
    wave = wave_offsets(links, set(controlled), position)

    signals, greens = [], []
    for node in controlled:
        approaches = sorted(incoming.get(node, []), key=lambda k: k["name"])
        phases = best_phases(approaches)[1]
        phases.sort(key=lambda phase: (-max(k["capacity"] for k in phase), min(k["name"] for k in phase)))
        cycle_s = MAJOR_CYCLE_S if any(k["class"] in ("trunk", "primary") for k in approaches) else MINOR_CYCLE_S
        lengths = split_green([max(k["capacity"] for k in phase) for phase in phases], cycle_s)
        if node in wave:
            offset_s, rule = wave[node][0], "green wave of the " + wave[node][1]
        else:
            offset_s, rule = distance_m(ORIGIN, position[node]) / WAVE_SPEED_MPS, "offset by position"
        signals.append([node, cycle_s, int(offset_s + 0.5) % cycle_s, SOURCE, f"{QUALITY}; {rule}"])
        start_s = 0
        for phase, green_s in zip(phases, lengths):
            greens += [[node, k["name"], start_s, green_s, SOURCE, QUALITY] for k in phase]
            start_s += green_s + LOST_PER_PHASE_S
    return signals, greens


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main():
    parser = argparse.ArgumentParser(description="Makes signals.csv and signal_greens.csv of a network folder.")
    parser.add_argument("--network", default="scenarios/corridor/network", help="folder of nodes.csv and links.csv")
    parser.add_argument("--output", help="folder to write to (default: the network folder)")
    options = parser.parse_args()
    signals, greens = make(options.network)
    output = options.output or options.network
    write(os.path.join(output, "signals.csv"), ["node", "cycle_s", "offset_s", "source", "quality"], signals)
    write(os.path.join(output, "signal_greens.csv"),
          ["node", "link", "green_from_s", "green_s", "source", "quality"], greens)
    print(f"{len(signals)} signals, {len(greens)} green intervals")


if __name__ == "__main__":
    main()
