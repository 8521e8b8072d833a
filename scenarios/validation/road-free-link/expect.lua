-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "One link in free flow",
  source = "UXsim verification tests (Seo)",
  note = "Free speed 20 m/s, jam density 0.2 veh/m (`jam_spacing` 5 m) and capacity 0.8 veh/s (`capacity_vph` 2880) give the wave speed of 5 m/s. The source moves platoons with a reaction time; ours are single vehicles, the headway 1 / 0.8 s takes its place.",
  expect = {
    { quantity = "trips", value = 250 },
    { quantity = "total travel time", value = 12500 },
    { quantity = "shortest travel time", value = 50 },
    { quantity = "longest travel time", value = 50 },
    { quantity = "mean delay", value = 0 },
  },
}
