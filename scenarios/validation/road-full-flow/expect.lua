-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "A link at capacity",
  source = "UXsim verification tests (Seo); Newell 1993, parts I-III",
  note = "Free speed 20 m/s, jam density 0.2 veh/m (`jam_spacing` 5 m) and capacity 0.8 veh/s (`capacity_vph` 2880) give the wave speed of 5 m/s. The source moves platoons with a reaction time; ours are single vehicles, the headway 1 / 0.8 s takes its place.",
  expect = {
    { quantity = "flow", link = "L1", from = 200, to = 1000, value = 0.8, vehicles = 1, why = "one vehicle" },
    { quantity = "inflow", link = "L1", from = 200, to = 1000, value = 0.8, vehicles = 1, why = "one vehicle" },
    { quantity = "density", link = "L1", from = 200, to = 1000, value = 0.04, vehicles = 1, why = "one vehicle" },
    { quantity = "speed", link = "L1", from = 200, to = 1000, value = 20 },
  },
}
