-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
local function count(now, state)
  state.calls = state.calls + 1
end
s.hooks = {
  { every = "10 min", run = count },
  { at = "17:00", run = function(now) now:act { link = "L99", toll = 1 } end },
  { at = "17:30", run = function(now) now:act { link = "L1", tol = 1, to = "17:00" } end },
  { at = "18:00", run = function(now) now:act { link = "L1", speed = "300 km/h" } end },
  { at = "18:30", run = function(now) now:act { hold = 1, stop = "nowhere", to = "19:00" } end },
}
return s
