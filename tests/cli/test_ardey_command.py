# SPDX-License-Identifier: GPL-3.0-or-later
"""The program from outside: results, exit codes, messages, and that nothing is left behind when something is wrong."""
import filecmp
import json
import os
import resource
import signal
import subprocess
import time
import unittest

import h5py
import numpy as np

from command_support import ARDEY, ENVIRONMENT, SMALL, CommandTest, ardey, digest, meanings, modes

PERSONS = 1320  # 1,000 residents, 90 commuters from outside, 230 vehicles that pass through


class Results(CommandTest):
    def run_small(self, *options):
        code, out, err = ardey("run", self.scenario(), "-o", self.output, *options)
        self.assertEqual((code, err), (0, ""))
        return out

    def test_threads_bound_to_places_are_as_many(self):
        threads = []
        for environment in ({}, {"OMP_PROC_BIND": "spread", "OMP_PLACES": "cores"}):
            kept = {name: value for name, value in ENVIRONMENT.items() if not name.startswith("OMP_")}
            subprocess.run([ARDEY, "run", self.scenario(), "-o", self.output, "-q"], env={**kept, **environment}, check=True)
            with open(self.output + ".run.json", encoding="utf-8") as file:
                threads.append(json.load(file)["threads"])
        self.assertEqual(threads[0], threads[1])

    def test_file_and_summary_say_the_same(self):
        printed = modes(self.run_small("-t", 1))
        departed = arrived = 0
        with h5py.File(self.output) as file:
            trips = file["trips"]
            names = meanings(trips["mode"])
            outcomes = meanings(trips["outcome"])
            mode, under_way = trips["mode"][:], trips["outcome"][:] == outcomes.index("under_way")
            for i, name in enumerate(names):
                found = (int((mode == i).sum()), int(((mode == i) & ~under_way).sum()),
                         int(((mode == i) & under_way).sum()))
                self.assertEqual(found, printed[name])
                self.assertEqual(found[0], found[1] + found[2])
                departed, arrived = departed + found[0], arrived + found[1]
            np.testing.assert_array_equal(np.isnan(trips["arrive"][:]), under_way)
            done = ~under_way
            self.assertTrue((trips["arrive"][:][done] > trips["depart"][:][done]).all())
            self.assertEqual(len(file["persons/group"]), PERSONS)
        self.assertEqual(printed["all"], (departed, arrived, departed - arrived))
        self.assertGreater(departed - arrived, 0)

    def test_tables_hold_the_town(self):
        self.run_small("-t", 1)
        with h5py.File(self.output) as file:
            links = file["network/links"]
            names = [n.decode() for n in links["name"][:]]
            self.assertEqual(names[:4], ["L1", "L1r", "L2", "L2r"])
            i = names.index("L6r")
            nodes = [n.decode() for n in file["network/nodes/name"][:]]
            self.assertEqual((nodes[links["from_node"][i]], nodes[links["to_node"][i]]), ("N4", "N3"))
            self.assertAlmostEqual(float(links["length"][i]), 2300, places=2)
            self.assertAlmostEqual(float(links["speed"][i]), 60 / 3.6, places=4)
            self.assertAlmostEqual(float(links["capacity"][i]), 900, places=2)
            shapes = file["network/shapes"]
            forth = shapes["link"][:] == names.index("L4")
            back = shapes["link"][:] == names.index("L4r")
            self.assertEqual(forth.sum(), 4)
            np.testing.assert_array_equal(shapes["lat"][:][forth], shapes["lat"][:][back][::-1])
            self.assertEqual(file["transit/lines/places"][0], 70)
            groups = meanings(file["persons/group"])
            group = file["persons/group"][:]
            self.assertEqual(int((group == groups.index("commuter")).sum()), 90)
            self.assertEqual(int((group == groups.index("through_car")).sum()), 200)
            self.assertEqual(int((group == groups.index("through_truck")).sum()), 30)

    def test_link_intervals_sum_to_the_counter(self):
        self.run_small("-t", 1)
        with h5py.File(self.output) as file:
            names = [n.decode() for n in file["network/links/name"][:]]
            flow = file["links/flow"][:]
            self.assertEqual(flow.shape, (12, 16))
            vehicles = (flow[:, names.index("L6")] + flow[:, names.index("L6r")]).sum() * 900 / 3600
            self.assertAlmostEqual(vehicles, file["counters/simulated"][0], places=3)
            self.assertGreater(vehicles, 50)
            speed, density = file["links/speed"][:], file["links/density"][:]
            self.assertTrue((np.isnan(speed) == (flow == 0)).all())
            free = file["network/links/speed"][:]
            self.assertTrue((np.nan_to_num(speed) <= free * 1.0001).all())
            self.assertTrue((density >= 0).all())

    def test_vehicles_keep_the_timetable_to_seconds(self):
        self.run_small("-t", 1)
        with h5py.File(self.output) as file:
            trains = {k: v[:] for k, v in file["trains"].items() if k != "call"}
            self.assertEqual(file["trains/call"].shape[0] if "call" in file["trains"] else len(trains["run"]),
                             len(trains["run"]))
            in_street = file["transit/lines/mode"][:][trains["line"]] == 3
            self.assertGreater(in_street.sum(), 80)
            # Passengers cost seconds now and then, and the next stop knows nothing of it any more.
            for name in ("arrive", "depart"):
                late = trains[name] - trains[f"scheduled_{name}"]
                self.assertGreaterEqual(late[~in_street].min(), 0)
                self.assertLess(late[~in_street].max(), 15)
                self.assertLess((late[~in_street] > 0).mean(), 0.05)
                self.assertLess(late[in_street].max(), 300)
            # Cars and signals make a bus late, green lets it come early; no bus leaves early.
            self.assertGreaterEqual(late[trains["call_seq"] < 3].min(), 0)
            self.assertGreater((trains["arrive"] != trains["scheduled_arrive"])[in_street].sum(), 10)
            flow, buses = file["links/flow"][:], file["links/bus_flow"][:]
            self.assertTrue((buses <= flow).all())
            self.assertGreater(buses.sum(), 100)
            aboard, late_ms = {}, {}
            for i in range(len(trains["run"])):
                run = trains["run"][i]
                lost = sum(int(trains[c][i]) for c in ("primary", "turnaround", "dwell_excess", "running", "knock_on"))
                late_ms[run] = late_ms.get(run, 0) + lost - int(trains["recovered"][i])
                self.assertEqual(late_ms[run], round(1000 * (trains["depart"][i] - trains["scheduled_depart"][i])))
                aboard[run] = aboard.get(run, 0) + trains["boarded"][i] - trains["alighted"][i]
                self.assertEqual(aboard[run], trains["aboard"][i])

    def test_threads_and_partitions_change_no_byte(self):
        first = self.run_small("-t", 1, "-p", 1)
        os.rename(self.output, self.path("first.h5"))
        for threads, partitions in ((1, 16), (2, 4), (3, 64)):
            again = self.run_small("-t", threads, "-p", partitions)
            self.assertEqual(digest(again), digest(first))
            self.assertTrue(filecmp.cmp(self.output, self.path("first.h5"), shallow=False))

    def test_iterations(self):
        """People settle: lines of progress, a row per day, the same bytes for any threads and partitions."""
        self.write("park_ride.csv", "stop,spaces,source,quality\nS2,3,made up,test\n")
        scenario = self.scenario('s.transit.park_ride = here .. "/park_ride.csv" s.equilibrium = { gap = 0 }')
        for number, (threads, partitions) in enumerate(((1, 1), (2, 16), (3, 4))):
            output = self.path(f"{number}.h5")
            code, _, err = ardey("run", scenario, "-o", output, "-i", 3, "-t", threads, "-p", partitions)
            self.assertEqual(code, 0, err)
            lines = err.splitlines()
            self.assertEqual(len(lines), 4)
            for i, line in enumerate(lines):
                self.assertRegex(line, rf"^iteration  {i}  gap +[\d.]+ %  +[\d.]+ EUR  changed +[\d.]+ %  walk [\d.]+ .*"
                                 r" truck [\d.]+  \d+ \+ \d+ \+ \d+ s$")
            self.assertTrue(filecmp.cmp(output, self.path("0.h5"), shallow=False))
        with h5py.File(output) as file:
            rows = file["iterations"]
            names = [name for name in rows if name.startswith("share_") and not name.startswith("share_who")]
            self.assertEqual(sorted(names), sorted(f"share_{mode}" for mode in meanings(file["trips/mode"])))
            np.testing.assert_allclose(sum(rows[name][:] for name in names), [1] * 4, atol=1e-6)
            self.assertLess(rows["relative_gap"][3], rows["relative_gap"][0])
            self.assertEqual(rows["share_who_changed"][3], 0)
            planned = file["trips/planned_mode"][:]
            for mode in ("park_ride", "bike_ride"):
                self.assertGreater(int((planned == meanings(file["trips/mode"]).index(mode)).sum()), 0)
        code, _, err = ardey("run", scenario, "-o", self.output, "--iterations=1", "-q", "-t", 1)
        self.assertEqual((code, err), (0, ""))
        self.run_small("-i", 0)
        with h5py.File(self.output) as file:
            self.assertNotIn("iterations", file)

    def test_run_log_is_json(self):
        out = self.run_small("-t", 2, "-p", 4, "--seed", 5)
        with open(self.output + ".run.json", encoding="utf-8") as file:
            log = json.load(file)
        self.assertEqual((log["threads"], log["partitions"], log["digest"]), (2, 4, digest(out)))
        self.assertEqual(sorted(log["command"][1:]), sorted(["run", self.path("scenario.lua"), "-o", self.output,
                                                             "-t", "2", "-p", "4", "--seed", "5"]))
        self.assertGreater(log["events"], 1000)
        with h5py.File(self.output) as file:
            self.assertEqual(file.attrs["seed"], 5)
            self.assertEqual(file.attrs["digest"].decode(), digest(out))

    def test_quiet_prints_nothing(self):
        self.assertEqual(self.run_small("-q"), "")
        self.assertTrue(os.path.exists(self.output))

    def test_info_and_check_describe(self):
        self.run_small("-q")
        code, out, err = ardey("info", self.output)
        self.assertEqual((code, err), (0, ""))
        self.assertIn(f"persons [person: {PERSONS}]", out)
        self.assertIn("links [time: 12] [link: 16]", out)
        code, out, err = ardey("check", f"{SMALL}/small.lua")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("roads: 8 nodes, 16 links, 1 counters\n", out)
        self.assertIn("public transport: 3 lines, 5 stops, 152 departures\n", out)

    def test_an_old_result_is_replaced_whole(self):
        with h5py.File(self.output, "w") as file:
            file["old"] = 1
        self.run_small("-q")
        with h5py.File(self.output) as file:
            self.assertEqual(len(file["persons/group"]), PERSONS)
            self.assertNotIn("old", file)

    def test_words(self):
        code, out, _ = ardey("version")
        self.assertEqual(code, 0)
        self.assertRegex(out, r"^ardey \d+\.\d+\.\d+\n")
        code, out, _ = ardey("--version", "--json")
        self.assertEqual(code, 0)
        facts = json.loads(out)
        self.assertRegex(facts["hdf5"], r"^1\.\d+")
        self.assertLess({"compiler", "commit", "gsl", "lua", "libdeflate", "libzip"}, set(facts))
        code, out, _ = ardey("reference")
        self.assertEqual(code, 0)
        self.assertIn("guidance", out)
        self.assertEqual(ardey()[0:2], ardey("help")[0:2])


class WrongInput(CommandTest):
    def assert_refused(self, code, parts, arguments, lines=1):
        """The exit code, `lines` lines of message with all `parts` in the first, nothing on standard output, no file."""
        found, out, err = ardey(*arguments)
        self.assertEqual((found, out), (code, ""), err)
        self.assertEqual(err.count("\n"), lines, err)
        for part in parts:
            self.assertIn(part, err.split("\n")[0])
        self.assert_nothing_left()

    def run_scenario(self, changes=""):
        return ("run", self.scenario(changes), "-o", self.output)

    def test_missing_scenario(self):
        self.assert_refused(2, [self.path("none.lua")], ("run", self.path("none.lua"), "-o", self.output))

    def test_missing_table(self):
        arguments = self.run_scenario()
        os.remove(self.path("town", "network", "signals.csv"))
        self.assert_refused(3, ["signals.csv", "No such file", "init.lua:15:"], arguments)

    def test_unknown_node(self):
        arguments = self.run_scenario()
        path = self.change_table("network/links.csv", 4, "L3,N2,N3", "L3,N2,NN3")
        self.assert_refused(3, [path + ":4: ", "'NN3'", "did you mean 'N3'?"], arguments)

    def test_negative_length(self):
        arguments = self.run_scenario()
        path = self.change_table("network/links.csv", 5, "1800", "-1800")
        self.assert_refused(3, [path + ":5: ", "length_m", "-1800"], arguments)

    def test_missing_column(self):
        arguments = self.run_scenario()
        path = self.change_table("transit/stops.csv", 1, "lat", "latt")
        code, out, err = ardey(*arguments)
        self.assertEqual((code, out), (3, ""))
        self.assertIn(path + ":1: ", err)
        self.assertIn("latt", err)
        self.assert_nothing_left()

    def test_unknown_stop(self):
        arguments = self.run_scenario()
        path = self.change_table("transit/line_stops.csv", 3, "S2", "S22")
        self.assert_refused(3, [path + ":3: ", "'S22'", "did you mean 'S2'?"], arguments)

    def test_syntax_error(self):
        self.assert_refused(2, ["scenario.lua:4:"], self.run_scenario("s.road = = 1"))

    def test_unknown_key(self):
        self.assert_refused(2, ["scenario.lua:4:", "'patiense'", "did you mean 'patience'?"],
                            self.run_scenario('s.road.patiense = "5 min"'))

    def test_wrong_unit(self):
        self.assert_refused(2, ["scenario.lua:4:", "patience", "5 km"], self.run_scenario('s.road.patience = "5 km"'))

    def test_wrong_type(self):
        self.assert_refused(2, ["scenario.lua:4:", "patience"], self.run_scenario("s.road.patience = {}"))

    def test_missing_module(self):
        path = self.write("lonely.lua", 'return require "nowhere"\n')
        code, out, err = ardey("run", path, "-o", self.output)
        self.assertEqual((code, out), (2, ""))
        self.assertIn("lonely.lua:1:", err)
        self.assertIn("nowhere", err)
        self.assert_nothing_left()

    def test_endless_loop(self):
        code, out, err = ardey(*self.run_scenario("while true do end"), timeout=120)
        self.assertEqual((code, out), (2, ""))
        self.assertIn("scenario.lua:4:", err)
        self.assert_nothing_left()

    def test_unwritable_output(self):
        scenario = self.scenario()
        os.mkdir(self.path("folder"))
        for name in ("scenario.lua/out.h5", "folder", "missing/out.h5"):
            with self.subTest(name):
                code, out, err = ardey("run", scenario, "-o", self.path(name))
                self.assertEqual((code, out), (4, ""))
                self.assertEqual(err.count("\n"), 1, err)
                self.assertIn(self.path(name), err)
                self.assertFalse(os.path.exists(self.path(name) + ".part"))

    def test_what_is_no_result_is_not_replaced(self):
        notes = self.write("notes.txt", "what I thought")
        self.assert_refused(2, [f"'{notes}' is there and is no HDF5 file"], ("run", self.scenario(), "-i", "0", "-q", "-o", notes))
        with open(notes, encoding="utf-8") as file:
            self.assertEqual(file.read(), "what I thought")

    def test_wrong_usage(self):
        scenario = self.scenario()
        for part, arguments in ((("unknown option '--sped', did you mean '--seed'?"), ("run", scenario, "--sped", "3")),
                                (("unknown option '-z'"), ("run", "-zq", scenario)),
                                (("'ardey run' needs a file"), ("run",)),
                                (("'ardey info' needs a file"), ("info",)),
                                (("unknown command 'runn', did you mean 'run'?"), ("runn", scenario)),
                                (("--sample takes"), ("run", scenario, "--sample", "1.5")),
                                (("--sample takes"), ("run", scenario, "--sample", "much")),
                                (("--iterations takes"), ("run", scenario, "-i", "1001")),
                                (("--iterations takes"), ("run", scenario, "--iterations", "two")),
                                (("one word too many"), ("run", scenario, scenario))):
            with self.subTest(arguments):
                self.assert_refused(2, [part], arguments, lines=2)

    def test_info_of_what_is_no_result(self):
        self.write("text.h5", "no HDF5")
        self.assert_refused(3, [self.path("text.h5")], ("info", self.path("text.h5")))
        self.assert_refused(3, [self.path("none.h5")], ("info", self.path("none.h5")))
        with h5py.File(self.path("other.h5"), "w") as file:
            file["x"] = [1, 2, 3]
        self.assert_refused(3, [self.path("other.h5")], ("info", self.path("other.h5")))


class Interrupted(CommandTest):
    def start_weekday(self):
        """A run of the corridor that takes seconds, once its output has been begun."""
        process = subprocess.Popen([ARDEY, "run", "scenarios/weekday.lua", "-s", "0.05", "-i", "0", "-t", "1", "-o", self.output],
                                   env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        until = time.monotonic() + 120
        while not os.path.exists(self.output + ".part") and time.monotonic() < until:
            self.assertIsNone(process.poll())
            time.sleep(0.02)
        return process

    def test_signals_stop_the_run(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number):
                process = self.start_weekday()
                process.send_signal(number)
                out, err = process.communicate(timeout=120)
                self.assertEqual((process.returncode, out), (85, ""), err)
                self.assertIn(f"stopped with the checkpoint '{self.output}.checkpoint'", err)
                self.assertFalse(os.path.exists(self.output))
                os.remove(self.output + ".part")

    def test_a_killed_run_leaves_no_result(self):
        process = self.start_weekday()
        process.kill()
        process.communicate(timeout=120)
        self.assertEqual(process.returncode, -signal.SIGKILL)
        self.assertFalse(os.path.exists(self.output))

    @unittest.skipIf(os.environ.get("ARDEY_SANITIZE") == "thread", "the threads' shared memory would fall under the limit")
    def test_a_full_disk_leaves_nothing(self):
        scenario = self.scenario()
        self.assertEqual(ardey("run", scenario, "-q", "-o", self.path("whole.h5"))[0], 0)
        size = os.path.getsize(self.path("whole.h5"))
        for limit in (0, 1024, 65536, size // 2, size - 1):
            def restrict(limit=limit):
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            with self.subTest(limit):
                process = subprocess.run([ARDEY, "run", scenario, "-o", self.output, "-t", "1"], env=ENVIRONMENT,
                                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120,
                                         preexec_fn=restrict, check=False)
                self.assertEqual((process.returncode, process.stdout), (4, ""), process.stderr)
                self.assertEqual(process.stderr.count("\n"), 1, process.stderr)
                self.assertIn(self.output, process.stderr)
                self.assert_nothing_left()


if __name__ == "__main__":
    unittest.main()
