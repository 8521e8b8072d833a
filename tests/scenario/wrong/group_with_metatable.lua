-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.road = setmetatable({}, { __index = {} })
return s
