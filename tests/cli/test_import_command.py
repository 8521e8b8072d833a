# SPDX-License-Identifier: GPL-3.0-or-later
"""`ardey import gtfs`: what runs on a day of the feed is what the simulation runs, call by call; broken feeds are refused."""
import collections
import csv
import filecmp
import io
import os
import shutil
import unittest
import zipfile

import h5py

from command_support import CommandTest, ardey
from gtfs_day import Day

FEED = "tests/fixtures/gtfs"
DATE = "2026-03-02"
TABLES = ("stops.csv", "lines.csv", "line_stops.csv", "departures.csv", "vehicles.csv", "transfers.csv")
# The feed of the city of Kuopio (Finland), test input that is not part of the project: docs/scenario.md.
KUOPIO = os.environ.get("ARDEY_GTFS_KUOPIO", "")
KUOPIO_DATES = {"2017-03-01": 40106, "2017-03-04": None, "2017-04-14": None}  # Wednesday, Saturday, Good Friday


def simulated(path):
    """Runs of the stream `trains` as Counter of (direction, ((stop, arrive, depart), ...)), and whether all are punctual."""
    with h5py.File(path) as file:
        trains, stops = file["trains"], file["transit/stops/name"].asstr()[:]
        columns = [trains[name][:] for name in ("run", "call_seq", "direction", "stop", "arrive", "depart",
                                                "scheduled_arrive", "scheduled_depart")]
    runs, punctual = collections.defaultdict(list), True
    for run, seq, direction, stop, arrive, depart, plan_arrive, plan_depart in sorted(zip(*columns)):
        punctual = punctual and arrive == plan_arrive and depart == plan_depart
        if len(runs[run]) == 0:
            runs[run].append(int(direction))
        assert seq == len(runs[run]) - 1
        runs[run].append((stops[stop], round(arrive, 3), round(depart, 3)))
    return collections.Counter((calls[0], tuple(calls[1:])) for calls in runs.values()), punctual


class ImportTest(CommandTest):
    def import_feed(self, feed, *options, date=DATE, name="day"):
        return ardey("import", "gtfs", feed, "--date", date, "--out", self.path(name), *options)

    def assert_day(self, feed, date, name="day"):
        """Imports and simulates a day; every stop time of the feed's day must be there, at its time. Gives the day."""
        code, report, err = self.import_feed(feed, date=date, name=name)
        self.assertEqual((code, err), (0, ""))
        with open(self.path(name, "import_report.md"), encoding="utf-8") as file:
            self.assertEqual(file.read(), report)
        code, _, err = ardey("run", self.path(name, "scenario.lua"), "-q", "-o", self.path(name + ".h5"))
        self.assertEqual((code, err), (0, ""))
        found, punctual = simulated(self.path(name + ".h5"))
        day = Day(feed, date)
        self.assertEqual(found - day.runs, collections.Counter())
        self.assertEqual(day.runs - found, collections.Counter())
        self.assertTrue(punctual)
        return day


class SmallFeed(ImportTest):
    def test_every_stop_time_is_simulated(self):
        day = self.assert_day(FEED, DATE)
        self.assertEqual(sum(day.runs.values()), 16)
        self.assertEqual(sum(n * len(run) for (_, run), n in day.runs.items()), 51)
        # B C D of a1, a2 and a2copy: 06:05, 06:05, 06:05 become 06:05:00, :01 and :02.
        self.assertEqual((day.raised, day.latest_raise_s), (6, 2))

    def test_tables(self):
        code, report, err = self.import_feed(FEED)
        self.assertEqual((code, err), (0, ""))
        table = {}
        for name in TABLES:
            with open(self.path("day", name), encoding="utf-8", newline="") as file:
                table[name] = list(csv.DictReader(file))
            for row in table[name]:
                self.assertTrue(row["source"] and row["quality"], (name, row))
        self.assertEqual([row["id"] for row in table["lines.csv"]], ["1", "2_r2", "2_r3", "r4"])
        self.assertEqual([row["vehicle"] for row in table["lines.csv"]], ["bus", "tram", "tram", "ferry"])
        self.assertEqual({row["quality"] for row in table["vehicles.csv"]}, {"estimate"})
        self.assertEqual([(row["from_stop"], row["to_stop"], row["minutes"]) for row in table["transfers.csv"]],
                         [("S1", "S2", "0.361"), ("S1", "B", "3.000"), ("S1", "C", "36.138"), ("S2", "C", "35.777")])
        self.assertEqual([row["id"] for row in table["stops.csv"]], ["S1", "S2", "B", "C", "D", "D2"])
        self.assertEqual(table["stops.csv"][5]["name"], "Dam  opposite")
        for line in ("Service day 2026-03-02: 16 runs of 4 lines with 51 stop times, in 9 patterns at 6 stops; 4 footpaths.",
                     "Of 48 rows of stop_times.txt, 33 are calls of these runs",
                     "| stop times of trips that do not run on the date, or of dropped routes | 6 | dropped |",
                     "| stop times of trips that are dropped for other reasons | 7 | dropped |",
                     "| stop times at the stop of the one before | 1 | joined with the one before |",
                     "    stop_times.txt:47: trip_id 'ghostly'\n",
                     "    stop_times.txt:43: trip 'backwards' goes back in time\n",
                     "    trips.txt:19: route_id 'r9'\n", "(Europe/Berlin)"):
            self.assertIn(line, report)

    def test_zip_in_a_folder_gives_the_same(self):
        with zipfile.ZipFile(self.path("gtfs"), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("__MACOSX/feed/stops.txt", "rubbish")
            for name in sorted(os.listdir(FEED), reverse=True):
                archive.write(os.path.join(FEED, name), "feed/2026/" + name)
            archive.writestr("../../stops.txt.evil", "never written")
        self.assertEqual(self.import_feed(FEED, name="folder")[0], 0)
        self.assertEqual(self.import_feed(self.path("gtfs"), name="zip")[0], 0)
        same, other, odd = filecmp.cmpfiles(self.path("folder"), self.path("zip"), TABLES + ("import_report.md",), False)
        self.assertEqual((sorted(same), other, odd), (sorted(TABLES + ("import_report.md",)), [], []))

    def test_walk(self):
        self.assertEqual(self.import_feed(FEED, "--walk", 0, name="none")[0], 0)
        self.assertEqual(self.import_feed(FEED, "--walk", 1200, name="far")[0], 0)
        counts = []
        for name in ("none", "far"):
            with open(self.path(name, "transfers.csv"), encoding="utf-8") as file:
                counts.append(len(file.readlines()) - 1)
        # Those of the feed and of the station; besides them S2-B, B-C, C-D and C-D2 are 1.1 km apart, D-D2 is forbidden.
        self.assertEqual(counts, [4, 8])


class Refusals(ImportTest):
    def assert_refused(self, feed, code, text, **options):
        found, printed, err = self.import_feed(feed, **options)
        self.assertEqual((found, printed), (code, ""), err)
        self.assertIn(text, err)
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith("day")], [])

    def copy(self, **changes):
        folder = self.path("copy")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(FEED, folder)
        for name, text in changes.items():
            path = os.path.join(folder, name + ".txt")
            os.remove(path)
            if text is not None:
                with open(path, "wb") as file:
                    file.write(text)
        return folder

    def test_usage(self):
        self.assert_refused(FEED, 2, "date is '2026-02-30', must be a day such as 2026-03-02", date="2026-02-30")
        self.assert_refused(self.path("nothing.zip"), 3, "nothing.zip: cannot be opened: No such file")
        os.mkdir(self.path("there"))
        code, _, err = self.import_feed(FEED, name="there")
        self.assertEqual(code, 2)
        self.assertIn("exists already; name another folder", err)
        self.assertEqual(os.listdir(self.path("there")), [])
        code, _, err = self.import_feed(FEED, name="nowhere/day")
        self.assertEqual(code, 4)
        self.assertIn(f"'{self.path('nowhere/day')}' cannot be made: there is no folder '{self.path('nowhere/')}'", err)
        for words, text in ((("import",), "needs a kind of feed"), (("import", "gtfs"), "needs a feed"),
                            (("import", "gtfs", FEED), "needs a day"), (("import", "osm", FEED), "needs a kind of feed"),
                            (("import", "gtfs", FEED, "x", "--date", DATE), "'x' is one word too many")):
            code, _, err = ardey(*words)
            self.assertEqual(code, 2)
            self.assertIn(text, err)

    def test_feeds(self):
        self.assert_refused(FEED, 3, "no trip of the feed runs on 2027-03-02; its service is between 2025-01-01 and "
                            "2026-12-31", date="2027-03-02")
        self.assert_refused("tests/fixtures/small", 3, "has no stops.txt, so it is no GTFS feed")
        self.assert_refused(self.copy(trips=None), 3, "the feed has no trips.txt")
        self.assert_refused(self.copy(routes=b"route_id,agency_id\nr1,A1\n"), 3, "routes.txt:1: column 'route_type' is missing")
        self.assert_refused(self.copy(stop_times=b""), 3, "stop_times.txt:1: column 'trip_id' is missing")
        self.assert_refused(self.copy(stops=b'stop_id,stop_name\nS1,"open\n'), 3, "stops.txt:2: a quoted cell never ends")
        huge = b"stop_id,stop_name\nS1," + b"x" * (1 << 20) + b"\n"
        self.assert_refused(self.copy(stops=huge), 3, "stops.txt:2: the row is longer than 1048576 bytes")
        folder = self.copy(calendar=None)
        os.remove(os.path.join(folder, "calendar_dates.txt"))
        self.assert_refused(folder, 3, "the feed has neither calendar.txt nor calendar_dates.txt")

    def test_zips(self):
        self.assert_refused(self.write("text.zip", "no archive"), 3, "cannot be read as a zip archive")
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            for name in os.listdir(FEED):
                archive.write(os.path.join(FEED, name), name)
            archive.writestr("deep/stops.txt", "deeper, so another feed")
        data = whole.getvalue()
        for size in (0, 30, len(data) // 2, len(data) - 30):
            with open(self.path("cut.zip"), "wb") as file:
                file.write(data[:size])
            self.assert_refused(self.path("cut.zip"), 3, "cut.zip")
        at = data.index(b"r1,week,a1,0,b1")
        with open(self.path("bad.zip"), "wb") as file:
            file.write(data[:at] + b"R" + data[at + 1:])
        self.assert_refused(self.path("bad.zip"), 3, "trips.txt cannot be read: CRC error")
        with zipfile.ZipFile(self.path("two.zip"), "w") as archive:
            archive.writestr("a/stops.txt", "")
            archive.writestr("b/stops.txt", "")
        self.assert_refused(self.path("two.zip"), 3, "has 2 files stops.txt, must have one")


@unittest.skipUnless(os.path.exists(KUOPIO), "ARDEY_GTFS_KUOPIO does not name the feed of Kuopio")
class Kuopio(ImportTest):
    def test_every_stop_time_is_simulated(self):
        for date, expected in KUOPIO_DATES.items():
            with self.subTest(date=date):
                day = self.assert_day(KUOPIO, date, name=date)
                count = sum(n * len(run) for (_, run), n in day.runs.items())
                print(f"{date}: {sum(day.runs.values())} runs, {count} stop times, of {day.row_count} rows; {day.raised} are "
                      f"{day.latest_raise_s} s later than in the feed at most")
                self.assertEqual(count, day.row_count)
                self.assertEqual(count, expected or count)


if __name__ == "__main__":
    unittest.main()
