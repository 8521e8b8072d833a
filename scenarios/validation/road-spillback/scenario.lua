-- SPDX-License-Identifier: GPL-3.0-or-later
-- Three links; the end of the second one lets 0.4 vehicles per second out, so the queue reaches the first.

return {
  name = "road-spillback",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "00:33:20",
  network = { nodes = here .. "/nodes.csv", links = here .. "/links.csv" },
  road = { jam_spacing = "5 m", saturation = 0.8, patience = "24 h" },
  traffic = { flows = here .. "/flows.csv" },
}
