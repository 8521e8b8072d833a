-- SPDX-License-Identifier: GPL-3.0-or-later
-- Ten streets of the same kind; the arrivals of each lie half a second later in the cycle than those of the one before,
-- so that together they come at all times of the cycle alike.

return {
  name = "road-signal-uniform",
  date = "2026-03-02",
  seed = 1,
  start = "00:00",
  stop = "01:40",
  network = {
    nodes = here .. "/nodes.csv",
    links = here .. "/links.csv",
    signals = here .. "/signals.csv",
    greens = here .. "/greens.csv",
  },
  road = { jam_spacing = "5 m", saturation = "1800 veh/h", patience = "24 h" },
  traffic = { flows = here .. "/flows.csv" },
}
