-- SPDX-License-Identifier: GPL-3.0-or-later
local t = {}
for i = 1, 100 do t[i] = ("x"):rep(100000) end
local all = table.concat(t)
