-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.hooks = { { every = "10 min", from = "06:00", run = function(now, state)
  local link = now:link "L1"
  if link.flw > 100 then
    now:act { link = "L1", toll = 1 }
  end
end } }
return s
