-- SPDX-License-Identifier: GPL-3.0-or-later
local function again() return again() end
again()
