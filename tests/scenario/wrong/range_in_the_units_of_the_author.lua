-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.people.walk_speed = "30 km/h"
s.road.patience = "2 s"
s.measures = {
  ardey.fares { factor = -2 },
  ardey.headway { line = "R1", headway = "10 s", direction = 3 },
  ardey.fleet { battery = "150 %" },
}
return s
