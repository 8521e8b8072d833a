-- SPDX-License-Identifier: GPL-3.0-or-later
local t
t = setmetatable({}, { __index = function(self, key) return self[key .. "x"] end })
local x = t.a
