-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "One exit takes 0.2 of 0.3 veh/s: first in, first out",
  source = "UXsim verification tests (Seo)",
  note = "Free speed 20 m/s, jam density 0.2 veh/m (`jam_spacing` 5 m) and capacity 0.8 veh/s (`capacity_vph` 2880) give the wave speed of 5 m/s. The source moves platoons with a reaction time; ours are single vehicles, the headway 1 / 0.8 s takes its place.",
  expect = {
    { quantity = "vehicles", link = "narrow", value = 300 },
    { quantity = "vehicles", link = "wide", value = 200 },
    { quantity = "flow", link = "narrow", from = 300, to = 1500, value = 0.2, vehicles = 1, why = "one vehicle" },
    { quantity = "flow", link = "wide", from = 300, to = 1500, value = 0.4 / 3, vehicles = 1, why = "one vehicle" },
    { quantity = "travel time", link = "narrow", value = 50 },
    { quantity = "travel time", link = "wide", value = 50 },
    { quantity = "travel time over time", link = "in",
      value = 333, tolerance = 10, why = "two headways of the narrow exit; the source says about" },
    { quantity = "travel time over time", link = "in",
      value = 338.75, tolerance = 3, why = "one headway of the link in while it is held back", source = "fluid: 50 + t/2 s until 700 s, then 400 s, over 2,000 s" },
    { quantity = "travel time", link = "in",
      value = 277.5, tolerance = 3, why = "one headway of the link in while it is held back", source = "fluid, per vehicle" },
    { quantity = "curve shift", link = "in", value = 0 },
  },
}
