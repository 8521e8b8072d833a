-- SPDX-License-Identifier: GPL-3.0-or-later
-- Vehicles that come at random to the end of a link that lets one out every two seconds; load 0.50.

return {
  name = "queue-road-md1-50",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "48:00",
  network = { nodes = here .. "/nodes.csv", links = here .. "/links.csv" },
  road = { jam_spacing = "5 m", saturation = 1.5, patience = "24 h" },
  traffic = { flows = here .. "/flows.csv" },
}
