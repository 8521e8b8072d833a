-- SPDX-License-Identifier: GPL-3.0-or-later
-- What does a mobility hub at Schwerte station bring: bus and train side by side, and room to park and ride?
-- A hub at the station is planned by the city (DOS 2030); its size is an estimate.

return ardey.derive(require "weekday", {
  name = "hub_schwerte",
  title = "A mobility hub at Schwerte station",
  measures = {
    ardey.footpath { from_stop = "r_esrt", to_stop = "sw_schwerte_zob", time = "1 min" },
    ardey.park_ride { stop = "r_esrt", spaces = 600 },
  },
})
