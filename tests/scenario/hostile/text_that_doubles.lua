-- SPDX-License-Identifier: GPL-3.0-or-later
local x = "x"
while true do x = x .. x end
