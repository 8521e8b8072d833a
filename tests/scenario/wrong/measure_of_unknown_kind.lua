-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.measures = { ardey.headwy { line = "R1" } }
return s
