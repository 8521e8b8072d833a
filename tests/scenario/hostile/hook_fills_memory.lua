-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.hooks = { { every = "5 min", run = function(now, state)
  while true do state[#state + 1] = ("x"):rep(1000) .. #state end
end } }
return s
