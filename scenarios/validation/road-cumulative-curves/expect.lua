-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "Cumulative curves at an exit of 0.5 veh/s",
  source = "UXsim verification tests (Seo); Newell 1993, parts I-III",
  note = "Free speed 20 m/s, jam density 0.2 veh/m (`jam_spacing` 5 m) and capacity 0.8 veh/s (`capacity_vph` 2880) give the wave speed of 5 m/s. The source moves platoons with a reaction time; ours are single vehicles, the headway 1 / 0.8 s takes its place.",
  expect = {
    { quantity = "entered", link = "L1", at = 1500, value = 650, vehicles = 1, why = "one vehicle" },
    { quantity = "left", link = "L1", at = 1500, value = 575, vehicles = 1, why = "one vehicle" },
    { quantity = "curve shift", link = "L1", value = 0 },
    { quantity = "entered curve", link = "L1", curve = "0 0, 500 100, 1000 350, 1500 650, 2000 750, 2100 750",
      value = 0, vehicles = 1, why = "one vehicle" },
    { quantity = "left curve", link = "L1", curve = "0 0, 50 0, 550 100, 1550 600, 1716.6667 683.3333, 2050 750, 2100 750",
      value = 0, vehicles = 1, why = "one vehicle" },
    { quantity = "travel time at", link = "L1", at = 1500,
      value = 150, tolerance = 2, why = "one headway of the exit" },
  },
}
