-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "Two lanes into one",
  source = "UXsim verification tests (Seo)",
  note = "Free speed 20 m/s, jam density 0.2 veh/m (`jam_spacing` 5 m) and capacity 0.8 veh/s (`capacity_vph` 2880) give the wave speed of 5 m/s. The source moves platoons with a reaction time; ours are single vehicles, the headway 1 / 0.8 s takes its place.",
  expect = {
    { quantity = "flow", link = "L1", from = 100, to = 250, value = 1.6, vehicles = 1, why = "one vehicle" },
    { quantity = "density", link = "L1", from = 100, to = 250, value = 0.08, vehicles = 1, why = "one vehicle" },
    { quantity = "speed", link = "L1", from = 100, to = 250, value = 20 },
    { quantity = "flow", link = "L2", from = 200, to = 1000, value = 0.8, vehicles = 1, why = "one vehicle" },
    { quantity = "density", link = "L2", from = 600, to = 1000,
      value = 0.24, vehicles = 1, why = "one vehicle", source = "Newell 1993, parts I-III: 0.4 - 0.8 / 5" },
    { quantity = "speed", link = "L2", from = 700, to = 1000,
      value = 10 / 3, tolerance = 0.014, why = "one headway of the exit, 1.25 s, in 300 s", source = "Newell 1993, parts I-III" },
  },
}
