-- SPDX-License-Identifier: GPL-3.0-or-later
-- The weekday with a toll in the Berghofen tunnel of the B236 that follows the traffic, made up as an example of a hook: every
-- 10 minutes of the morning and of the afternoon it rises by a step where more than half of the capacity was used, and falls
-- where it was less than a third. What the hook did is in the group `acts` of the results.

local scenario = require "weekday"

scenario.name = "toll_by_traffic"
scenario.title = "The weekday with a toll in the Berghofen tunnel that follows the traffic"

local tunnel = { "L0139", "L0139r" }
local step, most = 0.50, 3.00 -- EUR
local busy, quiet = 0.50, 0.33 -- flow over capacity

local function control(now, state)
  for _, id in ipairs(tunnel) do
    local link = now:link(id)
    local use, toll = link.flow / link.capacity, state[id] or 0
    if use > busy then
      toll = math.min(toll + step, most)
    elseif use < quiet then
      toll = math.max(toll - step, 0)
    end
    state[id] = toll
    now:act { link = id, toll = toll }
  end
end

scenario.hooks = {
  { every = "10 min", from = "06:00", to = "10:00", run = control },
  { every = "10 min", from = "15:00", to = "19:00", run = control },
}

return scenario
