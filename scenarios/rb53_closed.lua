-- SPDX-License-Identifier: GPL-3.0-or-later
-- The weekday with RB 53 closed between Dortmund-Hörde and Schwerte from 6 to 10 o'clock and buses in place of its trains, made
-- up as an example. Everybody knows it beforehand and plans with it; the trains run on both sides of the closed section.

return ardey.derive(require "weekday", {
  name = "rb53_closed",
  title = "The weekday with RB 53 closed between Hörde and Schwerte from 6 to 10 o'clock",
  measures = {
    -- Estimate: a replacement bus took 44 minutes between Dortmund and Schwerte (press); 10.2 of 18.1 km of it are closed here.
    ardey.closure {
      line = "RB53", from_stop = "r_edh", to_stop = "r_esrt", from = "06:00", to = "10:00",
      replacement = "25 min", vehicle = "bus_articulated",
    },
  },
})
