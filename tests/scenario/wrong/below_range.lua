-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.road.patience = "5 s"
return s
