-- SPDX-License-Identifier: GPL-3.0-or-later
-- 0.3 vehicles per second to an exit that takes 0.2, and 0.2 to another one, all on one lane.

return {
  name = "road-diverge",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "00:33:20",
  network = { nodes = here .. "/nodes.csv", links = here .. "/links.csv" },
  road = { jam_spacing = "5 m", saturation = 0.1, patience = "24 h" },
  traffic = { drives = here .. "/drives.csv" },
}
