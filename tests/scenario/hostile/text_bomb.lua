-- SPDX-License-Identifier: GPL-3.0-or-later
local x = ("x"):rep(1e9)
