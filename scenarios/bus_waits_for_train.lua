-- SPDX-License-Identifier: GPL-3.0-or-later
-- The weekday with a train of the RB 53 held for ten minutes at Hörde, made up as an example of a hook: buses at the bus
-- station of Schwerte wait for passengers of a late train, at most five minutes after their time.
-- What the hook did is in the group `acts` of the results.

local scenario = require "weekday"

scenario.name = "bus_waits_for_train"
scenario.title = "The weekday with buses at Schwerte that wait for a late train"
scenario.transit.incidents = here .. "/bus_waits_for_train/incidents.csv"

local walk = 126     -- s from the train to the bus, see corridor/transit/transfers.csv
local reach = 10 * 60 -- s that a passenger would wait for a bus
local late = 60      -- s; a train that is less late is left alone

local function wait_for_trains(now, state)
  for _, train in ipairs(now:arrivals("r_esrt", "RB53")) do
    if train.here and not state[train.run] then
      state[train.run] = now.time -- when it came
    end
    local comes = state[train.run] or train.expected
    if train.direction == 0 and train.delay > late and comes - now.time < reach then
      for _, bus in ipairs(now:departures("sw_schwerte_zob")) do
        local gap = bus.planned - train.planned - walk
        if gap >= 0 and gap <= reach and comes + walk > now.time then
          now:act { hold = bus.run, stop = "sw_schwerte_zob", to = comes + walk, at_most = "5 min" }
        end
      end
    end
  end
end

scenario.hooks = { { every = "30 s", from = "05:00", run = wait_for_trains } }

return scenario
