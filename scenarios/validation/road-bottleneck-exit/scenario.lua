-- SPDX-License-Identifier: GPL-3.0-or-later
-- Both links carry 0.8 vehicles per second inside, the first one lets 2/3 out at its end.

return {
  name = "road-bottleneck-exit",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "00:35",
  network = { nodes = here .. "/nodes.csv", links = here .. "/links.csv" },
  road = { jam_spacing = "5 m", saturation = 0.8, patience = "24 h" },
  traffic = { flows = here .. "/flows.csv" },
}
