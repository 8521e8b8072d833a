-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.road.patience = minutes(5)
return s
