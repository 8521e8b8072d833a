-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.network.links = 7
return s
