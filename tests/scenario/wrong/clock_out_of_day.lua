-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.start = "06:75"
return s
