-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.measures = { ardey.rolling_stok { line = "R1" } }
return s
