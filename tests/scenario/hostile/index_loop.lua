-- SPDX-License-Identifier: GPL-3.0-or-later
local t = setmetatable({}, {})
getmetatable(t).__index = t
local x = t.anything
