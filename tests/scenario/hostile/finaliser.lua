-- SPDX-License-Identifier: GPL-3.0-or-later
setmetatable({}, { __gc = function() while true do end end })
