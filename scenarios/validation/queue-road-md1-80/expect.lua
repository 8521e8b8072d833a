-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "Random arrivals at the end of a link, one out every 2 s, load 0.8",
  source = "Pollaczek 1930, Khinchin 1932: load^2 / (2 (1 - load))",
  note = "The server is the end of a link with `capacity_vph` 1800; 30 lanes and a `saturation` of 1.5 veh/s keep its entrance out of the way.",
  runs = 12,
  sample = "100 s",
  expect = {
    { quantity = "queue", link = "L1", from = 5000, value = 1.6, width = 0.03 },
  },
}
