-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.road.patiense = "5 min"
return s
