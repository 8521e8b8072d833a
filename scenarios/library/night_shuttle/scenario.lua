-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who rides in shuttles that come on demand in the evening and at night, south of the Ardey and along it?
-- Number of vehicles, fare and promises are estimates.

return ardey.derive(require "weekday", {
  name = "night_shuttle",
  title = "On-demand shuttles by night in Schwerte and the south of Dortmund",
  measures = {
    ardey.shuttle {
      zone = {
        "S1", "S2", "S3", "S4", "S5", "S6", "S7", -- Schwerte
        "D42", "D45", "D51", "D53", "D54", "D55", "D56", "D57", -- Dortmund, between Hörde and the Ruhr
      },
      depot = { "S1_02", "D53_01" }, -- bus station of Schwerte, Hörde station
      vehicles = 20, seats = 6,
      from = "20:00", to = "26:00",
      fare = 2, wait = "20 min", detour = 1.5, detour_time = "10 min",
    },
  },
})
