-- SPDX-License-Identifier: GPL-3.0-or-later
-- The shipped timetable, without people and without primary delays, trains on the shipped blocks. Without roads buses keep to the timetable.

local corridor = here .. "/../../corridor/transit"

return {
  name = "rail-rb53",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "30:00",
  transit = {
    stops = corridor .. "/stops.csv",
    lines = corridor .. "/lines.csv",
    departures = corridor .. "/departures.csv",
    line_stops = corridor .. "/line_stops.csv",
    vehicles = corridor .. "/vehicles.csv",
    transfers = corridor .. "/transfers.csv",
  },
  rail = {
    blocks = corridor .. "/blocks.csv",
    platforms = corridor .. "/platforms.csv",
    rail_route = corridor .. "/rail_route.csv",
    crossings = corridor .. "/crossings.csv",
  },
}
