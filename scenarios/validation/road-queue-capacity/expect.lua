-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "MATSim's queue test: 6,000 veh/h",
  source = "MATSim, QueueSimulation test of the link capacity",
  note = "The steps of one second that the source takes at each of two nodes are 2 s on a link before. Of the time on the link the numbers tell 10 s.",
  sample = "1 min",
  expect = {
    { quantity = "vehicles", link = "link", from = "6 h", to = "7 h",
      value = 3001, vehicles = 1, why = "one vehicle" },
    { quantity = "vehicles", link = "link", from = "7 h", to = "8 h",
      value = 6000, vehicles = 1, why = "one vehicle" },
    { quantity = "vehicles", link = "link", from = "8 h", to = "9 h",
      value = 999, vehicles = 1, why = "one vehicle" },
  },
}
