-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.hooks = { { every = "5 min", run = function() while true do end end } }
return s
