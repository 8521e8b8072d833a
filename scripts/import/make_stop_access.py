#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways between street and platform, the column `access_min` of the stops.

Reads stops.csv, lines.csv and line_stops.csv of a folder and writes stops.csv with the column anew. No plans of the stations are in the
tables; the rule adds up, for the kind of station:

1. Height between street and platform / 0.35 m/s: stairs up and down at 0.30 and 0.40 m/s of height, and escalators, which climb 0.25 m/s
   standing and more for who walks.
2. Metres in passages and along the platform / 1.34 m/s. Along the platform a quarter of its length: stairs end at its middle or at both
   ends, and trains are nearly as long. Halts with stairs at one end: half of it.
3. Nothing for what the straight line from door to stop counts already: half of the way through a wide station.

KINDS has heights and metres. A stop that buses at the street and trains below share has the mean over the departures from 6 to 19 h.
Stops not named here, at street level, get nothing, and so do those of external zones, where `place_stops` has the whole way.

Usage: make_stop_access.py [--transit FOLDER] [--output FOLDER]
"""
import argparse
import csv
import os

CLIMB_MPS, WALK_MPS = 0.35, 1.34
SOURCE = "; access: scripts/import/make_stop_access.py"
# name: heights to climb or descend m, passages m, along the platform m
KINDS = {
    "tunnel station, one level below the hall": (9, 40, 25),  # 100 m platforms, hall under the street
    "tunnel station, two levels below the hall": (15, 50, 25),
    "railway halt, one flight of stairs": (5, 10, 40),  # platforms of 140 to 210 m
    "railway halt, underpass": (8, 20, 40),  # down and up, 20 steps of 0.17 m and more each
    "railway station, island platforms behind a tunnel": (4, 40, 45),  # about 24 steps at Schwerte (lokalkompass d379793)
    "main station": (6, 60, 80),  # platforms of 400 m
    "Aplerbeck Sued": (7, 20, 62),  # 20 steps down and 20 up (24vest 12745092); 125 m of platform (wirindortmund 260041), one access
}
NO_PATH_M = 100.0  # Aplerbeck Sued: half of those around it go 200 m round by Mondstrasse, since no path leads to Wittbraeucker Strasse
STATIONS = {
    "tunnel station, one level below the hall": (
        "do_muensterstrasse do_leopoldstrasse do_hbf do_kampstrasse do_stadthaus_s_u do_markgrafenstrasse do_maerkische_strasse "
        "do_karl_liebknecht_strasse do_willem_van_vloten_strasse do_hoerde_bf do_clarenberg do_schuetzenstrasse do_westfalenpark "
        "do_brunnenstrasse do_bruegmannplatz do_staedtische_kliniken do_moellerbruecke_s do_kreuzstrasse do_saarlandstrasse "
        "do_polizeipraesidium do_westfalenhallen do_unionstrasse do_westentor do_ostentor"),
    "tunnel station, two levels below the hall": "do_stadtgarten do_reinoldikirche",
    "railway halt, one flight of stairs": (
        "r_edap r_edku r_edsh r_edkd r_edd r_edhu r_edra r_edmr r_edln r_edbh r_edtp r_edkh r_edlh r_eddp r_edol r_edoh r_edof r_edoo "
        "r_edds r_eduv r_edop r_edk r_edls r_edsm r_edgm r_edms r_edw r_edmb r_edst r_edwk r_edko r_edkk r_edbk r_edam r_edww r_edwi "
        "r_edba r_edkr r_eerg"),
    "railway halt, underpass": "r_edso r_edwh r_edmg",
    "railway station, island platforms behind a tunnel": "r_edh r_esrt",
    "main station": "r_edo",
    "Aplerbeck Sued": "r_edau",
}
BELOW = {"U41", "U42", "U43", "U43K", "U44", "U45", "U46", "U47", "U49"}
PERIODS = (("hw_06_09", 180), ("hw_09_15", 360), ("hw_15_19", 240))


def minutes(kind):
    height_m, passage_m, platform_m = KINDS[kind]
    round_m = NO_PATH_M if kind == "Aplerbeck Sued" else 0.0
    return (height_m / CLIMB_MPS + (passage_m + platform_m + round_m) / WALK_MPS) / 60.0


def rows_of(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shares_below(folder):
    """Share of the departures of each stop that leave from below."""
    runs = {line["id"]: sum(span / float(line[name]) for name, span in PERIODS if line[name]) for line in rows_of(folder, "lines.csv")}
    total, below = {}, {}
    for call in rows_of(folder, "line_stops.csv"):
        count = runs[call["line"]]
        total[call["stop"]] = total.get(call["stop"], 0.0) + count
        if call["line"] in BELOW:
            below[call["stop"]] = below.get(call["stop"], 0.0) + count
    return {stop: below.get(stop, 0.0) / count for stop, count in total.items() if count > 0}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--transit", default="scenarios/corridor/transit")
    parser.add_argument("--output")
    arguments = parser.parse_args()
    kind_of = {stop: kind for kind, stops in STATIONS.items() for stop in stops.split()}
    share = shares_below(arguments.transit)
    stops = rows_of(arguments.transit, "stops.csv")
    with open(os.path.join(arguments.output or arguments.transit, "stops.csv"), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "name", "lat", "lon", "access_min", "source", "quality"))
        for stop in stops:
            kind = kind_of.get(stop["id"])
            source, quality = stop["source"].split(SOURCE)[0], stop["quality"].split("; access")[0]
            access = ""
            if kind:
                part = share[stop["id"]] if kind.startswith("tunnel") else 1.0
                access = f"{part * minutes(kind):.1f}"
                mixed = f", {100 * part:.0f} % of the departures" if part < 1 else ""
                source, quality = source + SOURCE, f"{quality}; access estimate (rule: {kind}{mixed})"
            writer.writerow((stop["id"], stop["name"], stop["lat"], stop["lon"], access, source, quality))


if __name__ == "__main__":
    main()
