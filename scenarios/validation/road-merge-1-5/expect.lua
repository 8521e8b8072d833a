-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "A merge with priorities 1:5",
  source = "UXsim verification tests (Seo); Daganzo 1995",
  note = "Free speed 20 m/s, jam density 0.2 veh/m (`jam_spacing` 5 m) and capacity 0.8 veh/s (`capacity_vph` 2880) give the wave speed of 5 m/s. The source moves platoons with a reaction time; ours are single vehicles, the headway 1 / 0.8 s takes its place. Priorities are the capacities of the arms.",
  expect = {
    { quantity = "flow", link = "a", from = 600, to = 2000, value = 0.2, vehicles = 1, why = "one vehicle" },
    { quantity = "flow", link = "b", from = 600, to = 2000, value = 0.6, vehicles = 1, why = "one vehicle" },
    { quantity = "flow", link = "out", from = 600, to = 2000, value = 0.8, vehicles = 1, why = "one vehicle" },
    { quantity = "travel time", link = "b", from = 600, to = 2000,
      value = 50, tolerance = 1.25, why = "one headway of the link out" },
  },
}
