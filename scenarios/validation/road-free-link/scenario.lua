-- SPDX-License-Identifier: GPL-3.0-or-later
-- One link of 1 km, 0.5 vehicles per second for 500 s.

return {
  name = "road-free-link",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "00:15",
  network = { nodes = here .. "/nodes.csv", links = here .. "/links.csv" },
  road = { jam_spacing = "5 m", saturation = 0.1, patience = "24 h" },
  traffic = { flows = here .. "/flows.csv" },
}
