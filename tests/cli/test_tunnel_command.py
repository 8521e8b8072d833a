# SPDX-License-Identifier: GPL-3.0-or-later
"""The closed tunnel of the library, with parking and turns besides: same bits for every way of running, and nobody drives
through a closed tunnel once the news is out."""
import filecmp
import unittest

import h5py

from command_support import CommandTest, ENVIRONMENT, ardey

TUNNEL = ("L0139", "L0139r")
START_HOUR, INTERVALS_PER_HOUR = 5, 4
HUBS = 6  # lots at stops, table transit.park_ride


class Tunnel(CommandTest):
    def run_morning(self, name, changes, threads, partitions):
        scenario = self.write(name + ".lua", f'local s = require "library/tunnel_closed/scenario"\ns.start = "0{START_HOUR}:00"\n'
                              f's.stop = "12:00"\n{changes}\nreturn s\n')
        output = self.path(f"{name}_{threads}.h5")
        code, _, err = ardey("run", scenario, "--sample", 0.02, "-i", 0, "-t", threads, "-p", partitions, "-o", output)
        self.assertEqual(code, 0, err)
        return output

    def setUp(self):
        super().setUp()
        ENVIRONMENT["ARDEY_PATH"] = "scenarios"
        self.addCleanup(ENVIRONMENT.pop, "ARDEY_PATH")

    def test_nobody_drives_through_a_closed_tunnel(self):
        output = self.run_morning("closed", "", 1, 1)
        open_output = self.run_morning("open", "s.measures = nil", 2, 4)
        with h5py.File(output) as closed, h5py.File(open_output) as opened:
            names = list(closed["network/links/name"].asstr()[:])
            for name in TUNNEL:
                link = names.index(name)

                def vehicles(file, from_hour, until_hour):
                    rows = slice((from_hour - START_HOUR) * INTERVALS_PER_HOUR, (until_hour - START_HOUR) * INTERVALS_PER_HOUR)
                    return file["links/flow"][rows, link].sum() / INTERVALS_PER_HOUR

                self.assertEqual(vehicles(closed, 7, 9), 0, name)
                self.assertGreater(vehicles(opened, 7, 9), 1000, name)
                self.assertGreater(vehicles(closed, 10, 12), 500, name)
            self.assertEqual(list(closed["network/changes/link"][:]), sorted(names.index(name) for name in TUNNEL))
            self.assertEqual(list(closed["network/changes/open"][:]), [0, 0])
            rerouted = [dict(zip(file["indicators/name"].asstr()[:], file["indicators/value"][:]))["drives_rerouted"]
                        for file in (closed, opened)]
            self.assertGreater(rerouted[0], 0)
            self.assertEqual(rerouted[1], 0)
            self.assertNotIn("network/changes", opened)
            self.assertEqual(len(closed["parking/place"]), HUBS)

    def test_threads_and_partitions_change_no_byte(self):
        with open("scenarios/corridor/network/places.csv", encoding="utf-8") as places:
            ids = [line.split(",")[0] for line in places][1:]
        lots = self.write("parking.csv", "place,spaces,search_s\n" +
                          "".join(f"{place},{100 + 37 * i % 900},0.3\n" for i, place in enumerate(ids) if i % 2))
        turns = self.write("turns.csv", "from_link,to_link,allowed\nL0139,L0678,0\nL0140,L0140r,1\n")
        changes = f's.network.parking = "{lots}" s.network.turns = "{turns}"'
        first = self.run_morning("lots", changes, 1, 1)
        second = self.run_morning("lots", changes, 2, 16)
        self.assertTrue(filecmp.cmp(first, second, shallow=False))
        with h5py.File(first) as file:
            parking, trips = file["parking"], file["trips"]
            self.assertEqual(len(parking["place"]), len(ids) // 2 + HUBS)
            self.assertLess(abs(parking["initial"][:] + parking["parked"][:] - parking["left"][:] -
                                parking["present"][:]).max(), 1e-6)
            self.assertLess(abs(parking["arrived"][:] - parking["parked"][:] - parking["refused"][:]).max(), 1e-6)
            self.assertGreater(parking["refused"][:].sum(), 1000)
            outside = (trips["parking"][:] == 2).sum()
            self.assertAlmostEqual(outside * 50, parking["refused"][:].sum())
            self.assertEqual((trips["parking_search"][:][trips["parking"][:] == 0]).max(), 0)


if __name__ == "__main__":
    unittest.main()
