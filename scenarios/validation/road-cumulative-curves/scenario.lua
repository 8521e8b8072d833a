-- SPDX-License-Identifier: GPL-3.0-or-later
-- The end lets 0.5 vehicles per second out; the demand changes every 500 s.

return {
  name = "road-cumulative-curves",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "00:35",
  network = { nodes = here .. "/nodes.csv", links = here .. "/links.csv" },
  road = { jam_spacing = "5 m", saturation = 0.8, patience = "24 h" },
  traffic = { flows = here .. "/flows.csv" },
}
