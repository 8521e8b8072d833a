-- SPDX-License-Identifier: GPL-3.0-or-later
local co = coroutine.wrap(function() while true do end end)
co()
