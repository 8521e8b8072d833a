-- SPDX-License-Identifier: GPL-3.0-or-later
-- The four arms of Tampere's example, vehicle by vehicle, for an hour after a warm-up of 15 minutes.

return {
  name = "node-event",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "01:20",
  network = { nodes = here .. "/nodes.csv", links = here .. "/links.csv" },
  road = { jam_spacing = "5 m", saturation = 0.1, patience = "24 h" },
  traffic = { flows = here .. "/flows.csv" },
}
