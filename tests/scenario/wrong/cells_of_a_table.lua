-- SPDX-License-Identifier: GPL-3.0-or-later
local s = require "small"
s.network.nodes = here .. "/tables/nodes_cells.csv"
return s
