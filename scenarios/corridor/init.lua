-- SPDX-License-Identifier: GPL-3.0-or-later
-- The shipped corridor between Dortmund and Schwerte: `require "corridor"` returns this table, anew each time, so that
-- a scenario may change it. The tables and where their numbers come from are described in the README.md beside them.

return {
  network = {
    nodes = here .. "/network/nodes.csv",
    links = here .. "/network/links.csv",
    signals = here .. "/network/signals.csv",
    greens = here .. "/network/signal_greens.csv",
    counters = here .. "/network/counters.csv",
    zones = here .. "/network/zones.csv",
    places = here .. "/network/places.csv",
    heights = here .. "/network/heights.csv",
  },

  road = {
    -- Estimate: the tables draw main roads only. Each drawn street stands for half as much again in parallel streets that are
    -- not drawn; without them the morning of a whole weekday locks up (docs/model/road.md shows the figures).
    street_factor = 1.5,
    patience = "2 min", -- a little more than the longest signal cycle
  },

  transit = {
    stops = here .. "/transit/stops.csv",
    lines = here .. "/transit/lines.csv",
    departures = here .. "/transit/departures.csv",
    line_stops = here .. "/transit/line_stops.csv",
    vehicles = here .. "/transit/vehicles.csv",
    transfers = here .. "/transit/transfers.csv",
    place_stops = here .. "/transit/place_stops.csv",
    park_ride = here .. "/transit/park_ride.csv",
  },

  rail = {
    blocks = here .. "/transit/blocks.csv",
    platforms = here .. "/transit/platforms.csv",
    rail_route = here .. "/transit/rail_route.csv",
    crossings = here .. "/transit/crossings.csv",
  },

  demand = {
    commuters = here .. "/demand/commuters.csv",
    through = here .. "/demand/through.csv",
    gates = here .. "/demand/gates.csv",
    group_shares = here .. "/demand/group_shares.csv",
    trip_rates = here .. "/demand/trip_rates.csv",
    stay_home = here .. "/demand/stay_home.csv",
    departure_curves = here .. "/demand/departure_curves.csv",
    durations = here .. "/demand/durations.csv",
    length_bands = here .. "/demand/length_bands.csv",
    mode_shares = here .. "/demand/mode_shares.csv",
    presence = here .. "/demand/presence.csv",
    traits = here .. "/demand/traits.csv",
    tickets = here .. "/demand/tickets.csv",
    fleet = here .. "/demand/fleet.csv",
    mode_constants = here .. "/demand/mode_constants.csv",
    targets = here .. "/demand/targets.csv",
  },

  people = {},

  choice = {},
}
