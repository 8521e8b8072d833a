# SPDX-License-Identifier: GPL-3.0-or-later
"""The grid city and its trips: what the benchmarks rest on."""

import collections
import csv
import json
import re
import shutil
import tempfile
import unittest
from pathlib import Path

import grid
import make_grid
import numpy as np


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class NetworkTest(unittest.TestCase):
    def test_every_neighbour_is_linked_both_ways_once(self):
        n = 7
        links = grid.build_links(grid.City(n))
        self.assertEqual(len(links), 4 * n * (n - 1))
        self.assertEqual(len(set(links.names)), len(links))
        pairs = set(zip(links.start.tolist(), links.end.tolist()))
        self.assertEqual(len(pairs), len(links))
        for start, end in pairs:
            self.assertIn((end, start), pairs)
            self.assertEqual(abs(start // n - end // n) + abs(start % n - end % n), 1)

    def test_every_fifth_street_has_two_lanes(self):
        n = 11
        links = grid.build_links(grid.City(n))
        for start, end, lanes in zip(links.start, links.end, links.lanes):
            street = start // n if start // n == end // n else start % n
            self.assertEqual(lanes, 2 if street in (0, 5, 10) else 1)
        self.assertEqual(int((links.lanes == 2).sum()), 2 * 3 * 2 * (n - 1))
        self.assertEqual(int(grid.build_links(grid.UXSIM_CITY).lanes.sum()), 440)


class TripTest(unittest.TestCase):
    def all_trips(self, city, demand):
        """Departures and (start node, end node, links) of every trip."""
        links, departures, trips = grid.build_links(city), [], []
        for _, depart_cs, numbers, first in grid.chunks(city, demand):
            departures.extend(depart_cs.tolist())
            for a, b in zip(first, first[1:]):
                path = numbers[a:b]
                self.assertTrue(np.array_equal(links.end[path[:-1]], links.start[path[1:]]))
                trips.append((int(links.start[path[0]]), int(links.end[path[-1]]), path))
        return departures, trips

    def test_paths_are_shortest_and_long_enough(self):
        n, demand = 9, grid.Demand(25_000, seed=3)
        departures, trips = self.all_trips(grid.City(n), demand)
        self.assertEqual(len(trips), 25_000)  # two chunks
        self.assertEqual(departures, sorted(departures))
        self.assertGreaterEqual(departures[0], 0)
        self.assertLess(departures[-1], 720_000)
        self.assertAlmostEqual(np.mean(departures), 360_000, delta=5 * 720_000 / np.sqrt(12 * 25_000))
        for start, end, path in trips:
            self.assertEqual(len(path), abs(start // n - end // n) + abs(start % n - end % n))
            self.assertGreaterEqual(len(path), 5)

    def test_each_monotone_path_is_equally_likely(self):
        # From corner to corner of 4 x 4 nodes there are 20 shortest paths.
        count = 20_000
        ends = np.tile(np.array([0, 0, 3, 3], np.int32), (count, 1))
        numbers, first = grid.draw_paths(ends, grid.link_table(4), np.random.RandomState(1))
        found = collections.Counter(tuple(numbers[a:b]) for a, b in zip(first, first[1:]))
        self.assertEqual(len(found), 20)
        # Chi-square with 19 degrees of freedom: 43.8 is passed once in a thousand seeds.
        self.assertLess(sum((k - count / 20) ** 2 / (count / 20) for k in found.values()), 43.8)

    def test_seed_decides(self):
        def first_chunk(seed):
            return next(grid.chunks(grid.City(8), grid.Demand(500, seed=seed)))

        one, same, other = first_chunk(1), first_chunk(1), first_chunk(2)
        self.assertTrue(all(np.array_equal(a, b) for a, b in zip(one[1:], same[1:])))
        self.assertFalse(np.array_equal(one[1], other[1]))

    def test_uxsim_pairs_are_equally_served(self):
        _, trips = self.all_trips(grid.UXSIM_CITY, grid.UXSIM_DEMAND)
        pairs = collections.Counter((start, end, len(path)) for start, end, path in trips)
        self.assertEqual(len(trips), 60_984)
        # Corners face each other in two ways: along the row and along the column.
        starts_and_ends = collections.Counter((start, end) for start, end, _ in trips)
        self.assertEqual(set(starts_and_ends.values()), {126, 252})
        self.assertEqual(sum(1 for v in starts_and_ends.values() if v == 252), 4)
        self.assertTrue(all(length >= 10 for _, _, length in pairs))

    def test_too_small_a_city_is_refused(self):
        with self.assertRaisesRegex(ValueError, "a grid of 3 x 3 nodes has no trips of 5 links"):
            next(grid.chunks(grid.City(3), grid.Demand(10)))


class FileTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="ardey-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def make(self, sumo):
        return make_grid.make(grid.City(6), grid.Demand(300, seed=5), self.folder, sumo, "04:00")

    def test_our_tables(self):
        facts = self.make(sumo=False)
        nodes, links, drives = (rows(self.folder / f"{name}.csv") for name in ("nodes", "links", "drives"))
        self.assertEqual((len(nodes), len(links), len(drives)), (36, 120, 300))
        ends = {link["id"]: (link["from"], link["to"]) for link in links}
        self.assertEqual({link["capacity_vph"] for link in links if link["lanes"] == "2"}, {"3600"})
        self.assertEqual({link["speed_kmh"] for link in links}, {"50.04"})
        load = collections.Counter()
        for drive in drives:
            route = drive["route"].split(" ")
            load.update(route)
            self.assertTrue(all(ends[a][1] == ends[b][0] for a, b in zip(route, route[1:])))
        self.assertEqual(facts["route_links"], load.total())
        use = [load[link["id"]] / 2 / float(link["capacity_vph"]) for link in links]
        self.assertAlmostEqual(facts["highest_use"], max(use))
        self.assertAlmostEqual(facts["mean_use"], sum(use) / 120)
        degree_m = (float(nodes[6]["lat"]) - float(nodes[0]["lat"])) * make_grid.M_PER_DEGREE
        self.assertAlmostEqual(degree_m, 200, delta=0.1)

    def test_made_once(self):
        arguments = (grid.City(6), grid.Demand(300, seed=5), self.folder, False)
        first = make_grid.make_once(*arguments, "04:00")
        (self.folder / "drives.csv").write_text("kept", encoding="utf-8")
        self.assertEqual(make_grid.make_once(*arguments, "04:00"), first)
        self.assertEqual((self.folder / "drives.csv").read_text(encoding="utf-8"), "kept")
        self.assertEqual(make_grid.make_once(*arguments, "05:00")["stop"], "05:00")
        self.assertEqual(len(rows(self.folder / "drives.csv")), 300)

    @unittest.skipUnless(shutil.which("netconvert"), "SUMO's netconvert is not installed")
    def test_sumo_has_the_same_trips(self):
        self.make(sumo=True)
        ours = [(drive["depart_s"], drive["route"]) for drive in rows(self.folder / "drives.csv")]
        text = (self.folder / "trips.rou.xml").read_text(encoding="utf-8")
        theirs = re.findall(r'<vehicle id="\d+" type="car" depart="([\d.]+)"><route edges="([^"]+)"/></vehicle>', text)
        self.assertEqual(theirs, ours)
        self.assertEqual(len(theirs), 300)
        network = (self.folder / "net.net.xml").read_text(encoding="utf-8")
        lane = r'<lane id="(\w+)_\d" [^>]*speed="13.90" length="200.00"'
        lanes = dict(collections.Counter(re.findall(lane, network)))
        self.assertEqual(lanes, {link["id"]: int(link["lanes"]) for link in rows(self.folder / "links.csv")})
        self.assertEqual(json.loads((self.folder / "grid.json").read_text(encoding="utf-8"))["sumo"], True)


if __name__ == "__main__":
    unittest.main()
