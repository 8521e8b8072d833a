# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs on a day of a GTFS feed, read with Python alone: the independent side of the tests of `ardey import gtfs`."""
import collections
import csv
import datetime
import io
import math
import os
import re
import zipfile

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TIME = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)$")
LATEST_END_S = 47 * 3600
LEAST_RUN_S = 1  # the simulation takes at least this long from stop to stop
KNOWN_TYPES = ((0, 7), (11, 12), (100, 117), (200, 209), (400, 405), (700, 716), (800, 800), (900, 906), (1000, 1000),
               (1200, 1200), (1300, 1307), (1400, 1400))


def open_table(feed, name):
    if os.path.isdir(feed):
        path = os.path.join(feed, name)
        return open(path, "rb") if os.path.exists(path) else None
    with zipfile.ZipFile(feed) as archive:
        return io.BytesIO(archive.read(name)) if name in archive.namelist() else None


def rows(feed, name):
    stream = open_table(feed, name)
    if stream is None:
        return []
    with io.TextIOWrapper(stream, "utf-8-sig", newline="") as text:
        return [{key: (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(text)]


def seconds(text):
    found = TIME.match(text)
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3]) if found else None


def services(feed, date):
    """The service_ids that run on a day."""
    day, running = date.strftime("%Y%m%d"), set()
    for row in rows(feed, "calendar.txt"):
        if row[WEEKDAYS[date.weekday()]] == "1" and row["start_date"] <= day <= row["end_date"]:
            running.add(row["service_id"])
    for row in rows(feed, "calendar_dates.txt"):
        if row["date"] == day:
            (running.add if row["exception_type"] == "1" else running.discard)(row["service_id"])
    return running


def distance_m(a, b):
    (lat_a, lon_a), (lat_b, lon_b) = ([math.radians(x) for x in p] for p in (a, b))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371000 * math.asin(math.sqrt(h))


def points(feed):
    found = {}
    for row in rows(feed, "stops.txt"):
        try:
            found[row["stop_id"]] = float(row["stop_lat"]), float(row["stop_lon"])
        except ValueError:
            pass
    return found


def complete(calls, where):
    """[stop, arrive, depart] of a trip with its missing times, or None when the trip cannot be used."""
    calls = [[stop, depart if arrive is None else arrive, arrive if depart is None else depart]
             for stop, arrive, depart in calls]
    known = [i for i, call in enumerate(calls) if call[1] is not None]
    if not known or known[0] != 0 or known[-1] != len(calls) - 1:
        return None
    for a, b in zip(known, known[1:]):
        ways = [0]
        for i in range(a, b):
            ways.append(ways[-1] + distance_m(where[calls[i][0]], where[calls[i + 1][0]]))
        for i in range(a + 1, b):
            share = ways[i - a] / ways[-1]
            calls[i][1] = calls[i][2] = calls[a][2] + math.floor(share * (calls[b][1] - calls[a][2]) + 0.5)
    times = [t for call in calls for t in call[1:]]
    if any(b < a for a, b in zip(times, times[1:])):
        return None
    joined = [calls[0]]
    for call in calls[1:]:
        if call[0] == joined[-1][0]:
            joined[-1][2] = call[2]
        else:
            joined.append(call)
    long = joined[-1][2] > LATEST_END_S or joined[-1][2] - joined[0][2] > 86400
    return None if len(joined) < 2 or long else joined


def scheduled(calls, shift):
    """A run as the simulation records it: the first arrival is the departure, the last departure the arrival, and from stop
    to stop passes a second at least."""
    run = [(calls[0][0], calls[0][2] + shift, calls[0][2] + shift)]
    for stop, arrive, depart in calls[1:]:
        arrive = max(arrive + shift, run[-1][2] + LEAST_RUN_S)
        run.append((stop, arrive, max(depart + shift, arrive)))
    run[-1] = (run[-1][0], run[-1][1], run[-1][1])
    return tuple(run)


class Day:
    """`runs`: a Counter of (direction, ((stop, arrive, depart), ...)); `raised`: calls that are later than the feed says."""

    def __init__(self, feed, date):
        date, where = datetime.date.fromisoformat(date), points(feed)
        running = services(feed, date)
        types = {row["route_id"]: int(row["route_type"]) for row in rows(feed, "routes.txt")}
        trips = {row["trip_id"]: row for row in rows(feed, "trips.txt")
                 if row["service_id"] in running and row["route_id"] in types and
                 any(a <= types[row["route_id"]] <= b for a, b in KNOWN_TYPES)}
        calls, lost = collections.defaultdict(list), set()
        self.row_count = 0
        for row in rows(feed, "stop_times.txt"):
            trip = row["trip_id"]
            if trip in trips:
                self.row_count += 1
                times = row["arrival_time"], row["departure_time"]
                if row["stop_id"] not in where or any(t and seconds(t) is None for t in times):
                    lost.add(trip)
                calls[trip].append((int(row["stop_sequence"]), (row["stop_id"], *map(seconds, times))))
        starts = collections.defaultdict(list)
        for row in rows(feed, "frequencies.txt"):
            starts[row["trip_id"]] += range(seconds(row["start_time"]), seconds(row["end_time"]), int(row["headway_secs"]))
        self.runs, self.raised, self.latest_raise_s = collections.Counter(), 0, 0
        for trip, row in trips.items():
            done = complete([call for _, call in sorted(calls[trip])], where) if trip not in lost and calls[trip] else None
            for start in starts.get(trip, [done[0][2]]) if done else []:
                run = scheduled(done, start - done[0][2])
                self.runs[int(row.get("direction_id") or 0), run] += 1
                for call, planned in zip(run, done):
                    late = call[1] - (planned[1] + start - done[0][2])
                    self.raised += late > 0
                    self.latest_raise_s = max(self.latest_raise_s, late)
