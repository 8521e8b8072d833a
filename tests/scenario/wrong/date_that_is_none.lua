-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.date = "2026-02-30"
return s
