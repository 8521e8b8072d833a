-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.shuttle = {
  dispatch = "0 s",
  fleets = {
    { id = "a", vehicles = 2, depot = "B1_11", area = "A1;B2", from = "20:00", to = "20:00" },
    { id = "b", vehicles = 2, depot = "A1_1", area = "A1", from = "20:00", to = "26:00", wait_s = "200 min" },
  },
}
return s
