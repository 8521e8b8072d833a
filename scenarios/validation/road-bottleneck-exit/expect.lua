-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "The end of the first link lets 2/3 veh/s out",
  source = "UXsim verification tests (Seo)",
  note = "Free speed 20 m/s, jam density 0.2 veh/m (`jam_spacing` 5 m) and capacity 0.8 veh/s (`capacity_vph` 2880) give the wave speed of 5 m/s. The source moves platoons with a reaction time; ours are single vehicles, the headway 1 / 0.8 s takes its place.",
  expect = {
    { quantity = "trips", value = 800 },
    { quantity = "total travel time",
      value = 104775, tolerance = 1200, why = "one headway of the exit, 1.5 s, per trip" },
    { quantity = "total travel time",
      value = 105000, tolerance = 600, why = "half a headway of the exit per trip", source = "fluid: 800 x 100 s, and a queue that grows to 66.7 in 500 s and goes in 250 s" },
    { quantity = "mean travel time", value = 131, tolerance = 1.5, why = "one headway of the exit" },
    { quantity = "flow", link = "L1", from = 350, to = 450, value = 2 / 3, vehicles = 1, why = "one vehicle" },
  },
}
