-- SPDX-License-Identifier: GPL-3.0-or-later
-- Road traffic without people: two roads from A to B, a few drives one by one and two flows.
-- `ardey run scenarios/examples/two_roads.lua -o two_roads.h5`

local tables = here .. "/two_roads"

return {
  name = "two_roads",
  title = "Two roads from A to B",
  date = "2026-03-02",
  start = "07:00",
  stop = "09:00",
  interval = "5 min",
  network = {
    nodes = tables .. "/nodes.csv",
    links = tables .. "/links.csv",
  },
  road = {
    jam_spacing = "7.5 m",
  },
  traffic = {
    drives = tables .. "/drives.csv",
    flows = tables .. "/flows.csv",
  },
}
