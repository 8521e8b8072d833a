-- SPDX-License-Identifier: GPL-3.0-or-later
-- A demand of 2 vehicles per second for a link that takes 0.8.

return {
  name = "road-full-flow",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "00:20",
  network = { nodes = here .. "/nodes.csv", links = here .. "/links.csv" },
  road = { jam_spacing = "5 m", saturation = 0.1, patience = "24 h" },
  traffic = { flows = here .. "/flows.csv" },
}
