-- SPDX-License-Identifier: GPL-3.0-or-later
-- Two lanes of 1 km each, then one.

return {
  name = "road-two-lanes-into-one",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "00:17",
  network = { nodes = here .. "/nodes.csv", links = here .. "/links.csv" },
  road = { jam_spacing = "5 m", saturation = 0.1, patience = "24 h" },
  traffic = { flows = here .. "/flows.csv" },
}
