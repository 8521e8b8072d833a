#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a grid city and its trips for Ardey and, with the same trips, for SUMO.

    tests/bench/make_grid.py 50 300000 --out build/bench/city_50_300000

gives scenario.lua, nodes.csv, links.csv and drives.csv; with --sumo also net.net.xml (made by SUMO's netconvert) and
trips.rou.xml. grid.json says what is in them: trips, route links, what the busiest link would carry.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import grid
import numpy as np

FORMAT = 1  # raised when the same arguments give other files
CENTRE_LAT, CENTRE_LON, M_PER_DEGREE = 51.5, 7.0, 111_195.0

SCENARIO = """-- SPDX-License-Identifier: GPL-3.0-or-later
-- Written by tests/bench/make_grid.py: {about}.
return {{
  name = "grid",
  title = "Grid city of {n} x {n} nodes, {trips} trips",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "{stop}",
  interval = "15 min",
  network = {{ nodes = here .. "/nodes.csv", links = here .. "/links.csv" }},
  road = {{ jam_spacing = "{jam_spacing_m} m" }},
  traffic = {{ drives = here .. "/drives.csv" }},
}}
"""


def write_nodes(city: grid.City, path: Path) -> None:
    lat_step = city.length_m / M_PER_DEGREE
    lon_step = lat_step / math.cos(math.radians(CENTRE_LAT))
    middle = (city.n - 1) / 2
    with path.open("w", encoding="utf-8") as file:
        file.write("id,name,lat,lon,kind,control\n")
        for node in range(city.n * city.n):
            row, column = divmod(node, city.n)
            lat, lon = CENTRE_LAT + (row - middle) * lat_step, CENTRE_LON + (column - middle) * lon_step
            file.write(f"n{node},{row}/{column},{lat:.7f},{lon:.7f},crossing,priority\n")


def write_links(city: grid.City, links: grid.Links, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("id,from,to,oneway,road,class,lanes,speed_kmh,capacity_vph,length_m\n")
        for name, start, end, lanes in zip(links.names, links.start, links.end, links.lanes):
            along = start // city.n == end // city.n
            road = f"row {start // city.n}" if along else f"column {start % city.n}"
            file.write(f"{name},n{start},n{end},1,{road},secondary,{lanes},{city.speed_mps * 3.6:.6g},"
                       f"{city.capacity_vph * lanes:.6g},{city.length_m:.6g}\n")


def write_sumo_network(city: grid.City, links: grid.Links, out: Path) -> None:
    """No turnarounds, no signals, no inner links of junctions; lengths as ours, whatever a junction covers."""
    if not shutil.which("netconvert"):
        raise FileNotFoundError("netconvert is not here: Debian and Ubuntu have it in the package sumo")
    with (out / "net.nod.xml").open("w", encoding="utf-8") as file:
        file.write("<nodes>\n")
        for node in range(city.n * city.n):
            row, column = divmod(node, city.n)
            file.write(f'<node id="n{node}" x="{column * city.length_m}" y="{row * city.length_m}" type="priority"/>\n')
        file.write("</nodes>\n")
    with (out / "net.edg.xml").open("w", encoding="utf-8") as file:
        file.write("<edges>\n")
        for name, start, end, lanes in zip(links.names, links.start, links.end, links.lanes):
            file.write(f'<edge id="{name}" from="n{start}" to="n{end}" numLanes="{lanes}" speed="{city.speed_mps}"'
                       f' length="{city.length_m}"/>\n')
        file.write("</edges>\n")
    command = ["netconvert", "-n", out / "net.nod.xml", "-e", out / "net.edg.xml", "-o", out / "net.net.xml",
               "--no-turnarounds", "--no-internal-links", "--offset.disable-normalization"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise OSError(f"netconvert failed with exit code {done.returncode}: {done.stderr[-2000:]}")


class TripFiles:
    """drives.csv and, if wanted, trips.rou.xml, written side by side."""

    def __init__(self, city: grid.City, links: grid.Links, out: Path, sumo: bool):
        self.names = np.array(links.names, dtype=object)
        self.load = np.zeros(len(links), np.int64)
        self.drives = (out / "drives.csv").open("w", encoding="utf-8")
        self.drives.write("depart_s,route\n")
        self.routes = (out / "trips.rou.xml").open("w", encoding="utf-8") if sumo else None
        if self.routes:
            # minGap takes the rest of the jam spacing; nobody drives faster or slower than the link says.
            self.routes.write(f'<routes>\n<vType id="car" length="5" minGap="{city.jam_spacing_m - 5:.6g}"'
                              ' speedFactor="1" speedDev="0"/>\n')

    def add(self, begin: int, depart_cs: np.ndarray, numbers: np.ndarray, first: np.ndarray) -> None:
        self.load += np.bincount(numbers, minlength=len(self.load))
        words, first = self.names[numbers].tolist(), first.tolist()
        routes = [" ".join(words[a:b]) for a, b in zip(first, first[1:])]
        times = [f"{cs // 100}.{cs % 100:02d}" for cs in depart_cs.tolist()]
        self.drives.writelines(f"{time},{route}\n" for time, route in zip(times, routes))
        if self.routes:
            self.routes.writelines(
                f'<vehicle id="{i}" type="car" depart="{time}"><route edges="{route}"/></vehicle>\n'
                for i, (time, route) in enumerate(zip(times, routes), begin))

    def close(self) -> None:
        self.drives.close()
        if self.routes:
            self.routes.write("</routes>\n")
            self.routes.close()


def wanted_facts(city: grid.City, demand: grid.Demand, sumo: bool, stop: str) -> dict:
    """What grid.json begins with: from the same values come the same files."""
    return {"format": FORMAT, "city": asdict(city), "demand": asdict(demand), "stop": stop, "sumo": sumo}


def make(city: grid.City, demand: grid.Demand, out: Path, sumo: bool, stop: str) -> dict:
    """Writes everything to the folder `out` and returns what grid.json says, which is written last."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "grid.json").unlink(missing_ok=True)
    links = grid.build_links(city)
    write_nodes(city, out / "nodes.csv")
    write_links(city, links, out / "links.csv")
    about = f"{city}, {demand}"
    (out / "scenario.lua").write_text(
        SCENARIO.format(about=about, n=city.n, trips=demand.trips, stop=stop, jam_spacing_m=city.jam_spacing_m),
        encoding="utf-8")
    if sumo:
        write_sumo_network(city, links, out)
    files = TripFiles(city, links, out, sumo)
    for chunk in grid.chunks(city, demand):
        files.add(*chunk)
    files.close()
    use = files.load * 3600 / demand.duration_s / (links.lanes * city.capacity_vph)
    facts = {**wanted_facts(city, demand, sumo, stop), "links": len(links), "route_links": int(files.load.sum()),
             "mean_use": float(use.mean()), "highest_use": float(use.max())}
    (out / "grid.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return facts


def make_once(city: grid.City, demand: grid.Demand, out: Path, sumo: bool, stop: str) -> dict:
    """As `make`, but does nothing where the folder holds the same already."""
    wanted = wanted_facts(city, demand, sumo, stop)
    try:
        facts = json.loads((out / "grid.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return make(city, demand, out, sumo, stop)
    same = all(facts.get(key) == value for key, value in wanted.items() if key != "sumo")
    return facts if same and facts["sumo"] >= sumo else make(city, demand, out, sumo, stop)


def main() -> int:
    parser = argparse.ArgumentParser(description="Writes a grid city and its trips for Ardey and for SUMO.")
    parser.add_argument("n", type=int, help="nodes along each side; 0: UXsim's grid, whose trips are given")
    parser.add_argument("trips", type=int, nargs="?", default=0)
    parser.add_argument("--out", type=Path, required=True, help="folder, made when it is not there")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stop", default="04:00", help="end of the simulation, hh:mm after the first departure")
    parser.add_argument("--sumo", action="store_true", help="write SUMO's input too")
    wanted = parser.parse_args()
    if wanted.n == 0:
        city, demand = grid.UXSIM_CITY, replace(grid.UXSIM_DEMAND, seed=wanted.seed)
    else:
        city, demand = grid.City(wanted.n), grid.Demand(wanted.trips, seed=wanted.seed)
    try:
        facts = make(city, demand, wanted.out, wanted.sumo, wanted.stop)
    except (ValueError, OSError) as problem:
        print(f"make_grid: {problem}", file=sys.stderr)
        return 1
    print(f"{facts['links']} links, {facts['demand']['trips']} trips over {facts['route_links']} links"
          f"; if nobody waited, the busiest link would carry {facts['highest_use']:.2f} of its capacity,"
          f" the mean {facts['mean_use']:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
