-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "Three links, exit 0.4 veh/s: the queue spills back",
  source = "UXsim verification tests (Seo); Newell 1993, parts I-III",
  note = "Free speed 20 m/s, jam density 0.2 veh/m (`jam_spacing` 5 m) and capacity 0.8 veh/s (`capacity_vph` 2880) give the wave speed of 5 m/s. The source moves platoons with a reaction time; ours are single vehicles, the headway 1 / 0.8 s takes its place.",
  expect = {
    { quantity = "trips", value = 585, vehicles = 1, why = "one vehicle" },
    { quantity = "trips under way", value = 15, vehicles = 1, why = "one vehicle" },
    { quantity = "flow", link = "L2", from = 500, to = 800, value = 0.4, vehicles = 1, why = "one vehicle" },
    { quantity = "density", link = "L2", from = 500, to = 800, value = 0.12, vehicles = 1, why = "one vehicle" },
    { quantity = "speed", link = "L2", from = 600, to = 800,
      value = 10 / 3, tolerance = 0.028, why = "one headway of the exit, 2.5 s, in 300 s" },
    { quantity = "travel time at", link = "L1", at = 500,
      value = 200, tolerance = 2.5, why = "one headway of the exit", source = "Newell 1993, parts I-III: 60 vehicles wait on the first link" },
    { quantity = "travel time at", link = "L1", at = 905,
      value = 121.25, tolerance = 2.5, why = "one headway of the exit", source = "Newell 1993, parts I-III: 28.5 vehicles wait on the first link" },
    { quantity = "longest travel time",
      value = 550, tolerance = 2.5, why = "one headway of the exit", source = "Newell 1993, parts I-III: 200 + 300 + 50 s" },
    { quantity = "speed", link = "L3", from = 200, to = 2000, value = 20 },
    { quantity = "curve shift", link = "L1", value = 0 },
    { quantity = "curve shift", link = "L2", value = 0 },
    { quantity = "curve shift", link = "L3", value = 0 },
    { quantity = "left curve", link = "L2", curve = "0 0, 100 0, 1433.3333 533.3333, 2000 590",
      value = 0, vehicles = 1, why = "one vehicle", source = "Newell 1993, parts I-III" },
  },
}
