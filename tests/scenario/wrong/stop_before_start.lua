-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.start = "10:00"
s.stop = "09:00"
return s
