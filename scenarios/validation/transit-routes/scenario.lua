-- SPDX-License-Identifier: GPL-3.0-or-later
-- The shipped timetable, to be searched, not to be run.

local corridor = here .. "/../../corridor/transit"

return {
  name = "transit-routes",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "00:01",
  transit = {
    stops = corridor .. "/stops.csv",
    lines = corridor .. "/lines.csv",
    departures = corridor .. "/departures.csv",
    line_stops = corridor .. "/line_stops.csv",
    vehicles = corridor .. "/vehicles.csv",
    transfers = corridor .. "/transfers.csv",
  },
}
