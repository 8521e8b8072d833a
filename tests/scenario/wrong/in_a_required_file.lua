-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "wrong_lib/price"
return s
