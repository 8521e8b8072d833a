-- SPDX-License-Identifier: GPL-3.0-or-later
-- The shipped timetable, without people, trains on the shipped blocks, and with many primary delays. Without roads buses keep to the timetable.

local corridor = here .. "/../../corridor/transit"

return {
  name = "rail-no-meeting",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "36:00",
  transit = {
    stops = corridor .. "/stops.csv",
    lines = corridor .. "/lines.csv",
    departures = corridor .. "/departures.csv",
    line_stops = corridor .. "/line_stops.csv",
    vehicles = corridor .. "/vehicles.csv",
    transfers = corridor .. "/transfers.csv",
    delays = here .. "/delays.csv",
  },
  rail = {
    blocks = corridor .. "/blocks.csv",
    platforms = corridor .. "/platforms.csv",
    rail_route = corridor .. "/rail_route.csv",
    crossings = corridor .. "/crossings.csv",
  },
}
