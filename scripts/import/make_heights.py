#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Heights of the road nodes from a few known ones.

Reads nodes.csv of a network folder and writes heights.csv, one row per node. No survey of the land is in the tables; the rule is:

1. ANCHORS are heights of named spots. Those marked `found` are published (airport, towns, hills: see the source), the others are
   general knowledge, good to about 10 m in the towns and 20 m in the hills.
2. LINES are the crest of the Ardey and Haarstrang, and the valleys of Ruhr, Emscher and Lenne, as points with heights; between two points
   every 250 m an anchor is put with the height in between, so that a ridge stays a ridge.
3. A node takes the mean of its 6 nearest anchors with weights 1 / distance^2 (Shepard 1968; distances below 50 m count as 50 m). External
   nodes, which stand for whole towns, are done the same way: theirs are the town's own anchor, or the nearest ones.

Quality: a node within 300 m of an anchor of rule 1 is +-15 m, others +-30 m.

Usage: make_heights.py [--network FOLDER] [--output FOLDER]
"""
import argparse
import csv
import math
import os

NEAREST, POWER, LEAST_M, STEP_M, NEAR_M = 6, 2, 50.0, 250.0, 300.0
SOURCE = "scripts/import/make_heights.py"
# name, latitude, longitude, height m, source
ANCHORS = (
    ("Dortmund city", 51.5142, 7.4660, 76, "found"), ("Hoerde", 51.4883, 7.5003, 105, "found"),
    ("Hoechsten", 51.4643, 7.5239, 190, "found"), ("Dortmund airport", 51.5183, 7.6122, 129, "found"),
    ("Unna", 51.5347, 7.6890, 96, "found"), ("Luenen", 51.6120, 7.5250, 56, "found"), ("Hagen", 51.3600, 7.4700, 106, "found"),
    ("Witten", 51.4370, 7.3350, 104, "found"), ("Iserlohn", 51.3750, 7.6950, 247, "found"),
    ("Castrop-Rauxel", 51.5500, 7.3100, 80, "found"), ("Holzwickede", 51.5020, 7.6190, 130, "found"),
    ("Bochum", 51.4818, 7.2162, 100, "GK"), ("Kamen", 51.5916, 7.6646, 62, "GK"), ("Bergkamen", 51.617, 7.640, 65, "GK"),
    ("Hamm", 51.680, 7.820, 60, "GK"), ("Selm", 51.680, 7.550, 65, "GK"), ("Froendenberg", 51.473, 7.765, 130, "GK"),
    ("Menden", 51.440, 7.795, 145, "GK"), ("Essen", 51.500, 7.050, 90, "GK"), ("Muensterland", 51.900, 7.600, 60, "GK"),
    ("Wuppertal", 51.100, 7.000, 160, "GK"), ("Sauerland", 51.250, 7.900, 350, "GK"), ("Soest", 51.600, 8.300, 95, "GK"),
    ("Schwerte station", 51.4420, 7.5600, 118, "GK"), ("Schwerte market", 51.4436, 7.5700, 120, "GK"),
    ("Schwerte Rathaus II", 51.4474, 7.5829, 128, "GK"), ("Schwerte Talweg", 51.4538, 7.5607, 145, "GK"),
    ("Schwerte Bergstrasse", 51.4594, 7.5584, 175, "GK"), ("Schwerte Binnerheide", 51.4584, 7.5750, 155, "GK"),
    ("Schwerterheide", 51.4650, 7.5748, 175, "GK"), ("Freischuetz", 51.4650, 7.5571, 200, "GK"),
    ("Sommerberg", 51.4604, 7.5304, 205, "GK"), ("Obermark", 51.4695, 7.5381, 180, "GK"), ("Nathe", 51.4700, 7.5522, 180, "GK"),
    ("Schwerter Wald", 51.4753, 7.5426, 155, "GK"), ("Berghofen", 51.4783, 7.5321, 140, "GK"),
    ("Aplerbecker Mark", 51.4758, 7.5589, 140, "GK"), ("Schueren", 51.4950, 7.5318, 112, "GK"),
    ("Aplerbeck", 51.4914, 7.5555, 110, "GK"), ("Aplerbeck Sued", 51.4827, 7.5530, 120, "GK"),
    ("Soelde", 51.4958, 7.5879, 117, "GK"), ("Soelderholz", 51.4786, 7.5975, 160, "GK"),
    ("Lichtendorf", 51.4730, 7.6001, 180, "GK"), ("Hengsen", 51.4841, 7.6286, 185, "GK"),
    ("Opherdicke", 51.4893, 7.6509, 200, "GK"), ("Billmerich", 51.5038, 7.6710, 150, "GK"),
    ("Strickherdicke", 51.4877, 7.7068, 200, "GK"), ("Wilhelmshoehe", 51.5001, 7.7033, 205, "GK"),
    ("Langschede", 51.4747, 7.7087, 115, "GK"), ("Dellwig", 51.4788, 7.6914, 122, "GK"), ("Geisecke", 51.4560, 7.6190, 115, "GK"),
    ("Holzen", 51.4440, 7.5440, 125, "GK"), ("Holzen Kreisstrasse", 51.4440, 7.5295, 160, "GK"),
    ("Westhofen", 51.4226, 7.5292, 115, "GK"), ("Wandhofen", 51.4283, 7.5570, 106, "GK"), ("Ergste", 51.4189, 7.5721, 118, "GK"),
    ("Villigst", 51.4300, 7.5846, 110, "GK"), ("Buerenbruch", 51.4077, 7.5998, 215, "GK"), ("Hennen", 51.4378, 7.6508, 160, "GK"),
    ("Kalthof", 51.4236, 7.6574, 185, "GK"), ("Letmathe", 51.3830, 7.6160, 130, "GK"), ("Berchum", 51.3915, 7.5383, 190, "GK"),
    ("Garenfeld", 51.4020, 7.5148, 190, "GK"), ("Boele", 51.3978, 7.4687, 130, "GK"), ("Kabel", 51.4038, 7.4844, 105, "GK"),
    ("Herdecke", 51.4000, 7.4330, 105, "GK"), ("Herdecke Schanze", 51.4342, 7.4466, 185, "GK"),
    ("Klusenberg", 51.4268, 7.4658, 185, "GK"), ("Syburg", 51.4245, 7.4878, 235, "GK"), ("Buchholz", 51.4329, 7.5098, 190, "GK"),
    ("Reichsmark", 51.4390, 7.4818, 200, "GK"), ("Bittermark", 51.4458, 7.4674, 165, "GK"), ("Kirchhoerde", 51.4541, 7.4568, 140, "GK"),
    ("Loettringhausen", 51.4550, 7.4438, 125, "GK"), ("Wichlinghofen", 51.4554, 7.4833, 155, "GK"),
    ("Wellinghofen", 51.4702, 7.4912, 118, "GK"), ("Niederhofen", 51.4535, 7.5010, 170, "GK"), ("Benninghofen", 51.4752, 7.5095, 125, "GK"),
    ("Hacheney", 51.4766, 7.4757, 100, "GK"), ("Bruenninghausen", 51.4791, 7.4590, 95, "GK"), ("Hombruch", 51.4756, 7.4344, 105, "GK"),
    ("Menglinghausen", 51.4712, 7.4271, 110, "GK"), ("Kruckel", 51.4576, 7.4149, 135, "GK"), ("Eichlinghofen", 51.4817, 7.4050, 118, "GK"),
    ("University", 51.4902, 7.4118, 115, "GK"), ("Barop", 51.4896, 7.4211, 95, "GK"), ("Stadium", 51.4939, 7.4576, 92, "GK"),
    ("Westfalenpark", 51.4955, 7.4688, 105, "GK"), ("Gartenstadt", 51.5033, 7.4945, 105, "GK"), ("Stadtkrone Ost", 51.5058, 7.5245, 115, "GK"),
    ("Koerne", 51.5110, 7.5094, 100, "GK"), ("Brackel", 51.5235, 7.5467, 95, "GK"), ("Asseln", 51.5280, 7.5823, 95, "GK"),
    ("Wickede", 51.5328, 7.6166, 98, "GK"), ("Massen", 51.5378, 7.6491, 85, "GK"), ("Dorstfeld", 51.5101, 7.4225, 72, "GK"),
    ("Marten", 51.5089, 7.3897, 78, "GK"), ("Kley", 51.4953, 7.3710, 95, "GK"), ("Luetgendortmund", 51.4938, 7.3265, 100, "GK"),
    ("Witten-Stockum", 51.4659, 7.3509, 125, "GK"), ("Witten-Annen", 51.4489, 7.3768, 115, "GK"), ("Huckarde", 51.5311, 7.4133, 66, "GK"),
    ("Hafen", 51.5236, 7.4441, 68, "GK"), ("Nordmarkt", 51.5250, 7.4659, 74, "GK"), ("Westfalenhuette", 51.5290, 7.4837, 80, "GK"),
    ("Eving", 51.5520, 7.4642, 82, "GK"), ("Brechten", 51.5804, 7.4621, 78, "GK"), ("Mengede", 51.5706, 7.3830, 60, "GK"),
    ("Derne", 51.5672, 7.5271, 66, "GK"), ("Scharnhorst", 51.5527, 7.5423, 72, "GK"), ("Kurl", 51.5581, 7.5839, 72, "GK"),
    ("Lanstrop", 51.5789, 7.5619, 70, "GK"), ("Methler", 51.5757, 7.5994, 68, "GK"), ("Bodelschwingh", 51.5590, 7.3650, 70, "GK"),
)
LINES = {  # latitude, longitude, height m
    "crest of Ardey and Haarstrang": ((51.4225, 7.4500, 200), (51.4245, 7.4878, 240), (51.4340, 7.4900, 210), (51.4400, 7.4950, 200),
                                      (51.4530, 7.5150, 195), (51.4620, 7.5300, 210), (51.4680, 7.5450, 200), (51.4650, 7.5600, 205),
                                      (51.4700, 7.5850, 185), (51.4760, 7.6100, 195), (51.4893, 7.6509, 205), (51.4950, 7.6850, 210),
                                      (51.5000, 7.7100, 215)),
    "Ruhr": ((51.4747, 7.7087, 113), (51.4640, 7.6500, 111), (51.4500, 7.6100, 107), (51.4350, 7.5880, 103), (51.4300, 7.5650, 101),
             (51.4200, 7.5420, 100), (51.4120, 7.5123, 98), (51.4130, 7.4700, 97), (51.4020, 7.4350, 92), (51.4150, 7.3900, 86)),
    "Lenne": ((51.4100, 7.4950, 99), (51.3950, 7.5250, 108), (51.3830, 7.6000, 122)),
    "Emscher": ((51.5020, 7.6190, 128), (51.4958, 7.5879, 117), (51.4920, 7.5550, 110), (51.4900, 7.5100, 100), (51.4850, 7.4800, 93),
                (51.4900, 7.4500, 86), (51.5100, 7.4230, 70), (51.5300, 7.4150, 64), (51.5550, 7.4150, 61), (51.5720, 7.3850, 58),
                (51.5850, 7.3400, 56)),
}


def metres(a, b):
    north = (a[0] - b[0]) * 111195.0
    east = (a[1] - b[1]) * 111195.0 * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east)


def along(points):
    """A point every STEP_M of a line, with its height."""
    for a, b in zip(points, points[1:]):
        steps = max(1, round(metres(a, b) / STEP_M))
        for i in range(steps + 1):
            yield tuple(x + (y - x) * i / steps for x, y in zip(a, b))


def height(at, anchors):
    near = sorted((metres(at, anchor), anchor[2]) for anchor in anchors)[:NEAREST]
    weights = [max(distance, LEAST_M) ** -POWER for distance, _ in near]
    return sum(w * h for w, (_, h) in zip(weights, near)) / sum(weights)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--network", default="scenarios/corridor/network")
    parser.add_argument("--output")
    arguments = parser.parse_args()
    known = [anchor[1:4] for anchor in ANCHORS]
    anchors = known + sorted({point for line in LINES.values() for point in along(line)})
    with open(os.path.join(arguments.network, "nodes.csv"), encoding="utf-8", newline="") as file:
        nodes = list(csv.DictReader(file))
    folder = arguments.output or arguments.network
    with open(os.path.join(folder, "heights.csv"), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("node", "height_m", "source", "quality"))
        for node in nodes:
            at = float(node["lat"]), float(node["lon"])
            is_near = min(metres(at, anchor) for anchor in known) <= NEAR_M
            writer.writerow((node["id"], round(height(at, anchors)), SOURCE,
                             f"estimate (rule) +-{15 if is_near else 30} m"))


if __name__ == "__main__":
    main()
