-- SPDX-License-Identifier: GPL-3.0-or-later
-- The shipped timetable, without people.

local corridor = here .. "/../../corridor"

return {
  name = "rail-rb53",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "00:01",
  network = {
    nodes = corridor .. "/network/nodes.csv",
    links = corridor .. "/network/links.csv",
    signals = corridor .. "/network/signals.csv",
    greens = corridor .. "/network/signal_greens.csv",
    zones = corridor .. "/network/zones.csv",
    places = corridor .. "/network/places.csv",
  },
  transit = {
    stops = corridor .. "/transit/stops.csv",
    lines = corridor .. "/transit/lines.csv",
    departures = corridor .. "/transit/departures.csv",
    line_stops = corridor .. "/transit/line_stops.csv",
    vehicles = corridor .. "/transit/vehicles.csv",
    transfers = corridor .. "/transit/transfers.csv",
    place_stops = corridor .. "/transit/place_stops.csv",
  },
  traffic = { flows = here .. "/flows.csv" }, -- none
}
