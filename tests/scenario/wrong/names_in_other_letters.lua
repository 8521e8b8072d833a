-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.measures = {
  ardey.headway { line = "r1", headway = "20 min" },
  ardey.link { link = "l2", close = true },
  ardey.link { road = "hauptstraße", close = true },
  ardey.parking { place = "a1-1", spaces = 10 },
  ardey.closure { line = "R1", from_stop = "Westnd", to_stop = "S2" },
}
return s
