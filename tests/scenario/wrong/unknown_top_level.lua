-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.intervall = "15 min"
return s
