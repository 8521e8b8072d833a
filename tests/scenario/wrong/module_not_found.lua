-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "smal"
return s
