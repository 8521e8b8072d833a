# SPDX-License-Identifier: GPL-3.0-or-later
"""The program with given road traffic and nobody else: the example that is shipped, bytes, mistakes."""
import filecmp
import json
import os
import random
import shutil
import unittest

import h5py
import numpy as np

from ardey_results import open_run
from command_support import CommandTest, ardey, digest, meanings

EXAMPLE = "scenarios/examples/two_roads.lua"


def texts(dataset):
    return [text.decode() for text in dataset[:]]


class Example(CommandTest):
    def setUp(self):
        super().setUp()
        code, self.printed, err = ardey("run", EXAMPLE, "-o", self.output)
        self.assertEqual((code, err), (0, ""))

    def test_drives(self):
        with h5py.File(self.output) as file:
            nodes, drives = texts(file["network/nodes/name"]), file["drives"]
            drive, depart, arrive = drives["drive"][:], drives["depart"][:], drives["arrive"][:]
            self.assertEqual(sorted(drive), list(range(len(drive))))
            self.assertTrue((np.diff(arrive) >= 0).all())
            row = {n: i for i, n in enumerate(drive)}
            # 1000 m at 72 km/h, 2000 m at 60 km/h, 1000 m at 72 km/h; due at the start of the run: a millisecond later.
            self.assertAlmostEqual(depart[row[0]], 25200.001, places=6)
            self.assertAlmostEqual(arrive[row[0]] - depart[row[0]], 50 + 120 + 50, delta=0.003)
            # A truck over the northern road, 2 x 1450 m at 50 km/h.
            self.assertAlmostEqual(arrive[row[1]] - depart[row[1]], 50 + 2 * 104.4 + 50, delta=0.003)
            self.assertEqual([meanings(drives["class"])[drives["class"][row[i]]] for i in (0, 1)], ["car", "truck"])
            self.assertEqual([drives["links"][row[i]] for i in (0, 1)], [3, 4])
            self.assertAlmostEqual(float(drives["distance"][row[1]]), 4900, places=3)
            self.assertEqual({nodes[n] for n in drives["from_node"][:]}, {"A"})
            self.assertEqual({nodes[n] for n in drives["to_node"][:]}, {"B"})

    def test_even_flow_waits_at_its_bottleneck(self):
        """1500 an hour for half an hour onto a road for 1200: the last one waits 750 / 1200 h - 1800 s = 450 s, and at
        most a second more (the trunk road takes one vehicle per second) for each that comes from the northern road."""
        with h5py.File(self.output) as file:
            drives = file["drives"]
            order = np.argsort(drives["drive"][:])
            depart, arrive = drives["depart"][:][order][3:753], drives["arrive"][:][order][3:753]
            np.testing.assert_allclose(depart, 27000 + (np.arange(750) + 0.5) * 2.4, atol=0.0006)
            delay = arrive - depart - 220
            north = (drives["links"][:] == 4) & (drives["arrive"][:] > arrive[0]) & (drives["arrive"][:] < arrive[-1])
            self.assertLess(delay[0], 5)
            self.assertGreater(delay[-1], 447)
            self.assertLess(delay[-1], 450 + north.sum())

    def test_summary_says_what_the_file_says(self):
        with h5py.File(self.output) as file:
            count = len(file["drives/drive"])
            minutes = (file["drives/arrive"][:] - file["drives/depart"][:]).mean() / 60
            km = file["drives/distance"][:].mean() / 1000
            found = dict(zip(texts(file["indicators/name"]), file["indicators/value"][:]))
        self.assertIn(f"drives: {count} given, {count} departed = {count} arrived + 0 under way, "
                      f"mean {minutes:.1f} min and {km:.2f} km\n", self.printed)
        self.assertNotIn("persons", self.printed)
        self.assertEqual((found["drives_departed"], found["drives_under_way"]), (count, 0))
        self.assertAlmostEqual(found["mean_travel_time_drives"], minutes, places=9)
        with open(self.output + ".run.json", encoding="utf-8") as file:
            log = json.load(file)
        self.assertEqual(log["traversals"], found["link_traversals"])
        self.assertGreater(log["events"], log["traversals"])
        self.assertTrue({"build_s", "run_s", "memory_mb"} <= set(log))

    def test_results_package(self):
        drives = open_run(self.output).drives
        self.assertEqual(list(drives["class"].astype(str)).count("truck"), 1)
        self.assertEqual(str(drives["to_node"].iloc[0]), "B")
        minutes = (drives["arrive"] - drives["depart"]).dt.total_seconds() / 60
        self.assertIn(f"mean {minutes.mean():.1f} min", self.printed)

    def test_info_and_check(self):
        code, out, err = ardey("info", self.output)
        self.assertEqual((code, err), (0, ""))
        self.assertIn("persons [person: 0]", out)
        self.assertIn("drives [row: ", out)
        code, out, err = ardey("check", EXAMPLE)
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out, r"traffic: \d+ drives\n")


class Grid(CommandTest):
    """Streets of 6 x 6 crossings with random ways through them."""

    SIZE = 6

    def setUp(self):
        super().setUp()
        self.random = random.Random(3)
        step = 200 / 111195.08
        nodes, links = ["id,name,lat,lon,kind,control"], \
            ["id,from,to,oneway,road,class,lanes,speed_kmh,capacity_vph,length_m"]
        for i in range(self.SIZE):
            for j in range(self.SIZE):
                nodes.append(f"N{i}{j},x,{i * step},{j * step},crossing,priority")
                if i + 1 < self.SIZE:
                    links.append(f"V{i}{j},N{i}{j},N{i + 1}{j},0,v,secondary,1,50,1500,201")
                if j + 1 < self.SIZE:
                    links.append(f"H{i}{j},N{i}{j},N{i}{j + 1},0,h,secondary,1,50,1500,201")
        drives = ["depart_s,class,route"]
        drives += [f"{self.random.uniform(0, 1800):.3f},{self.random.choice(['car', 'truck'])},{self.way()}"
                   for _ in range(2000)]
        flows = ["route,from_s,until_s,flow_vph,spacing"]
        flows += [f"{self.way()},{60 * i},1800,240,{('even', 'poisson')[i % 2]}" for i in range(6)]
        for name, lines in (("nodes", nodes), ("links", links), ("drives", drives), ("flows", flows)):
            self.write(f"{name}.csv", "\n".join(lines) + "\n")
        self.grid = self.write("grid.lua", """return {
          name = "grid", date = "2026-03-02", stop = "00:40",
          network = { nodes = here .. "/nodes.csv", links = here .. "/links.csv" },
          traffic = { drives = here .. "/drives.csv", flows = here .. "/flows.csv" },
        }
        """)

    def way(self):
        """Link names of a way that goes up or right, or down or left, at random."""
        back = self.random.random() < 0.5
        i, j, names = 0, self.random.randrange(2), []
        while i + 1 < self.SIZE or j + 1 < self.SIZE:
            if j + 1 == self.SIZE or (i + 1 < self.SIZE and self.random.random() < 0.5):
                names.append(f"V{i}{j}")
                i += 1
            else:
                names.append(f"H{i}{j}")
                j += 1
        return " ".join(name + "r" for name in reversed(names)) if back else " ".join(names)

    def test_threads_and_partitions_change_no_byte(self):
        first = None
        for threads in (1, 2, 3):
            for partitions in (1, 4, 16):
                code, out, err = ardey("run", self.grid, "-o", self.output, "-t", threads, "-p", partitions)
                self.assertEqual((code, err), (0, ""))
                first = first or digest(out)
                self.assertEqual(digest(out), first)
                if not os.path.exists(self.path("first.h5")):
                    os.rename(self.output, self.path("first.h5"))
                    continue
                self.assertTrue(filecmp.cmp(self.output, self.path("first.h5"), shallow=False))
        with h5py.File(self.path("first.h5")) as file:
            drives = file["drives"]
            self.assertEqual(len(drives["drive"]), len(set(drives["drive"][:])))
            found = dict(zip(texts(file["indicators/name"]), file["indicators/value"][:]))
            self.assertEqual(found["drives_departed"], len(drives["drive"]))
            self.assertEqual(found["drives_under_way"], np.isnan(drives["arrive"][:]).sum())

    def test_another_seed_moves_poisson_flows_only(self):
        departs = []
        for seed in (1, 2):
            self.assertEqual(ardey("run", self.grid, "-o", self.output, "-q", "--seed", seed)[0], 0)
            with h5py.File(self.output) as file:
                order = np.argsort(file["drives/drive"][:])
                departs.append(file["drives/depart"][:][order])
        even = int((1800 - 0) * 240 / 3600)
        np.testing.assert_array_equal(departs[0][:2000 + even], departs[1][:2000 + even])
        self.assertNotEqual(departs[0][2000 + even], departs[1][2000 + even])

    def test_mistakes(self):
        drives = self.path("drives.csv")
        for rows, message in (
                ("1,car,H00 V00", f"{drives}:2: route: link 'V00' starts at 'N00', but 'H00' before it ends at 'N01'"),
                ("1,car,H00 H00r", f"{drives}:2: route: the turn from link 'H00' into 'H00r' at 'N01' is not allowed"),
                ("1,car,H00 H10", f"{drives}:2: route: link 'H10' starts at 'N10'"),
                ("1,car,H0", f"{drives}:2: route: unknown link 'H0', did you mean"),
                ("1,lorry,H00", f"{drives}:2: class is 'lorry', must be one of car, truck, bus"),
                ("soon,car,H00", f"{drives}:2: depart_s is 'soon', must be a number")):
            shutil.copy(drives, self.path("kept.csv"))
            self.write("drives.csv", "depart_s,class,route\n" + rows + "\n")
            for command in (("check", self.grid), ("run", self.grid, "-o", self.output)):
                code, out, err = ardey(*command)
                self.assertEqual((code, out), (3, ""), err)
                self.assertIn(message, err)
            self.assert_nothing_left()

    def test_sample(self):
        code, _, err = ardey("run", self.grid, "-o", self.output, "--sample", 0.5)
        self.assertEqual(code, 2)
        self.assertIn("grid.lua: sample is 0.5, but drives and flows of 'traffic' are simulated as they are", err)
        self.assert_nothing_left()


class Queue(CommandTest):
    def test_queue_grows_by_what_the_node_cannot_pass(self):
        """1,200 vehicles per hour come for ten minutes to a link whose end passes 600; they reach it after 2 x 50 s. Until 700 s
        the queue grows by a vehicle every 6 s, then it falls by one every 6 s."""
        self.write("nodes.csv", "id,name,lat,lon,kind,control\nP,p,51.5,7.5,crossing,priority\n"
                   "Q,q,51.5,7.51,crossing,priority\nR,r,51.5,7.52,crossing,priority\n")
        self.write("links.csv", "id,from,to,oneway,road,class,lanes,speed_kmh,capacity_vph,length_m\n"
                   "a,P,Q,1,x,primary,2,72,3600,1000\nb,Q,R,1,x,primary,1,72,600,1000\n")
        self.write("flows.csv", "route,from_s,until_s,flow_vph\na b,0,600,1200\n")
        roads = self.write("roads.lua", """return { name = "roads", date = "2026-03-02", stop = "00:40", interval = "5 min",
          network = { nodes = here .. "/nodes.csv", links = here .. "/links.csv" },
          traffic = { flows = here .. "/flows.csv" } }
        """)
        code, _, err = ardey("run", roads, "-q", "-o", self.output)
        self.assertEqual((code, err), (0, ""))
        with h5py.File(self.output) as file:
            queue = file["links/queue"][:, list(file["network/links/name"][:]).index(b"b")]
        for interval, waiting in enumerate([200 / 6, 500 / 6, 400 / 6, 100 / 6, 0, 0, 0, 0]):
            self.assertAlmostEqual(float(queue[interval]), waiting, delta=1)


if __name__ == "__main__":
    unittest.main()
