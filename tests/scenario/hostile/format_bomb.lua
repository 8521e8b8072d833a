-- SPDX-License-Identifier: GPL-3.0-or-later
for i = 1, 1e9 do local x = ("%99d"):rep(1000):format(table.unpack({}, 1, 1000)) end
