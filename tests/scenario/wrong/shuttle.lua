-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.measures = {
  ardey.shuttle { zone = "Avile", depot = "A1_1", vehicles = 2, from = "20:00", to = "26:00" },
  ardey.shuttle { id = "b", zone = "Aville", depot = "A1_9", vehicles = 0, from = "20:00", to = "26:00", wait = "20 s" },
  ardey.shuttle { id = "c", zone = "Aville", depot = "A1_1", from = "20:00", to = "02:00", seats = 100 },
}
return s
