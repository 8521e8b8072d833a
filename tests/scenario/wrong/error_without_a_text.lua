-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
error(5)
return s
