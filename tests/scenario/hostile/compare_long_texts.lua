-- SPDX-License-Identifier: GPL-3.0-or-later
local a = ("x"):rep(500000)
local b = a .. "y"
local c = a .. "z"
while true do local d = b < c end
