-- SPDX-License-Identifier: GPL-3.0-or-later
local t = table.unpack({}, 1, 1e8)
