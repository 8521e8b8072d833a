-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.patience = "10 min"
return s
