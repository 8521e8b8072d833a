-- SPDX-License-Identifier: GPL-3.0-or-later
-- What do 30 km/h in the streets of the quarters of both cities change?
-- Main roads (primary and above) stay as they are.

return ardey.derive(require "weekday", {
  name = "tempo30",
  title = "30 km/h in the quarters of Dortmund and Schwerte",
  measures = {
    ardey.speed_limit {
      municipality = { "Dortmund", "Schwerte" }, class = { "secondary", "tertiary", "residential" }, speed = "30 km/h",
    },
  },
})
