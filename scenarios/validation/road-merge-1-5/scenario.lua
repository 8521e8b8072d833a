-- SPDX-License-Identifier: GPL-3.0-or-later
-- Two arms with 0.6 vehicles per second each into a link of 0.8; the second arm has 5 times the capacity.

return {
  name = "road-merge-1-5",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "00:35",
  network = { nodes = here .. "/nodes.csv", links = here .. "/links.csv" },
  road = { jam_spacing = "5 m", saturation = 0.1, patience = "24 h" },
  traffic = { flows = here .. "/flows.csv" },
}
