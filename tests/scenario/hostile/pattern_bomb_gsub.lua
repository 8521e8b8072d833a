-- SPDX-License-Identifier: GPL-3.0-or-later
local x = (("a"):rep(100000)):gsub(".-b", "%0%0")
