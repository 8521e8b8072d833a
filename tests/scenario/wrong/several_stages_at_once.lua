-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.road.patience = "1 s"
s.measures = {
  ardey.park_ride { stop = "S9", spaces = 3 },
  ardey.headway { line = "R1", headwy = "10 min" },
  ardey.headway { line = "R9", headway = "10 min" },
}
return s
