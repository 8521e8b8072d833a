-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.demand.sample = 2
return s
