-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.network.links = here .. "/tables/semicolons.csv"
return s
