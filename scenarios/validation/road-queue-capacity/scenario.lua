-- SPDX-License-Identifier: GPL-3.0-or-later
-- 10,000 vehicles depart at 06:29:48 over a link that lets 6,000 per hour out.

return {
  name = "road-queue-capacity",
  date = "2026-03-02",
  seed = 1,
  start = "06:00",
  stop = "09:00",
  network = { nodes = here .. "/nodes.csv", links = here .. "/links.csv" },
  road = { jam_spacing = "7.5 m", saturation = 0.1, patience = "24 h" },
  traffic = { drives = here .. "/drives.csv" },
}
