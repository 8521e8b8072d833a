-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who would cycle between Schwerte and Dortmund if there were a cycle highway over the Ardey along the B236?
-- From the station at Schwerte by Berghofen to Hörde, at 24 km/h on the level.

return ardey.derive(require "weekday", {
  name = "bicycle_highway",
  title = "A cycle highway from Schwerte to Hörde",
  measures = {
    ardey.cycling { link = { "L0140", "L0141", "L0142", "L0143", "L0144", "L0145", "L0146" }, speed = "24 km/h" },
    ardey.cycling { road = "Berghofer Strasse", speed = "24 km/h" },
    ardey.cycling { road = "Benninghofer Strasse", speed = "24 km/h" },
  },
})
