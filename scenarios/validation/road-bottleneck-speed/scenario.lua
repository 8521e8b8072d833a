-- SPDX-License-Identifier: GPL-3.0-or-later
-- The second link is slower: 10 m/s carry 2/3 vehicles per second.

return {
  name = "road-bottleneck-speed",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "00:35",
  network = { nodes = here .. "/nodes.csv", links = here .. "/links.csv" },
  road = { jam_spacing = "5 m", saturation = 0.1, patience = "24 h" },
  traffic = { flows = here .. "/flows.csv" },
}
