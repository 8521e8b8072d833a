-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.shuttle = {
  fleets = {
    { id = "a", vehicles = 2, depot = "B1_11", area = "A1;B2", from = "20:00", to = "20:00" },
    { id = "a", vehicles = 2, depot = "A1_1", area = " ; ", from = "20:00", to = "26:00" },
  },
}
return s
