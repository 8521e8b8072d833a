-- SPDX-License-Identifier: GPL-3.0-or-later
-- Two railway lines of the same kind, double track between two stations; ten trains on each, all alike. On the first they follow each other at the
-- least headway, on the second one second closer.

return {
  name = "rail-capacity",
  date = "2026-03-02",
  seed = 1,
  start = "06:00",
  stop = "08:00",
  transit = {
    stops = here .. "/stops.csv",
    lines = here .. "/lines.csv",
    departures = here .. "/departures.csv",
    line_stops = here .. "/line_stops.csv",
    vehicles = here .. "/vehicles.csv",
  },
  rail = {
    blocks = here .. "/blocks.csv",
    platforms = here .. "/platforms.csv",
    rail_route = here .. "/rail_route.csv",
    route_setting = "12 s",
    release = "6 s",
    sight = "9 s",
    approach = "1 km",
    clear = "1 min",
  },
}
