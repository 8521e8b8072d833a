-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.measures = {
  ardey.closure { line = "R1", from_stop = "S2", to_stop = "S2" },
  ardey.incident { line = "R1", direction = 0, depart = "05:21", delay = "10 min" },
  ardey.extra_demand { from = "A1", to = "B1", persons = 10, purpose = "home" },
}
return s
