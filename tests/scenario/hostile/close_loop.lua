-- SPDX-License-Identifier: GPL-3.0-or-later
local guard <close> = setmetatable({}, { __close = function() while true do end end })
while true do end
