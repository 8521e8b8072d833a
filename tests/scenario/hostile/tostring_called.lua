-- SPDX-License-Identifier: GPL-3.0-or-later
local t = setmetatable({}, { __tostring = function() while true do end end })
local x = tostring(t)
