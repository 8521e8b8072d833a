-- SPDX-License-Identifier: GPL-3.0-or-later
local function again(n) return 1 + again(n + 1) end
again(1)
