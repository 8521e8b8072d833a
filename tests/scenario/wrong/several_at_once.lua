-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.road.patiense = 5
s.interval = "15"
s.date = 5
s.network.links = "nowhere.csv"
return s
