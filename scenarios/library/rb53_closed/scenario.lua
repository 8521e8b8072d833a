-- SPDX-License-Identifier: GPL-3.0-or-later
-- How do people get between Dortmund and Schwerte when RB 53 is closed between Dortmund-Hörde and Schwerte and buses go in place of its
-- trains, made up as an example? Everybody knows it beforehand and plans with it; the trains run on both sides of the closed section.

return ardey.derive(require "weekday", {
  name = "rb53_closed",
  title = "The weekday with RB 53 closed between Hörde and Schwerte",
  measures = {
    -- Estimate: a replacement bus took 44 minutes between Dortmund and Schwerte (press); 10.2 of 18.1 km of it are closed here.
    ardey.closure {
      line = "RB53", from_stop = "r_edh", to_stop = "r_esrt", replacement = "25 min", vehicle = "bus_articulated",
    },
  },
})
