-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.network.changes = here .. "/tables/changes.csv"
return s
