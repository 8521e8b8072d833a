-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.measures = {
  ardey.shuttle { zone = "Avile", depot = "A1_9", vehicles = 2, from = "20:00", to = "26:00" },
  ardey.shuttle { id = "b", depot = "A1_1", vehicles = 1, from = "20:00", to = "26:00" },
}
return s
