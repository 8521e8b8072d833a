-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.measures = { ardey.rolling_stock { line = "R9", vehicle = "tram" } }
return s
