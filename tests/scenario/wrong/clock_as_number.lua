-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.start = 21600
return s
