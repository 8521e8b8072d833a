-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "Earliest arrivals against a search through every run of the day",
  source = "time-dependent search without pruning, in sim/validate/route_check.c",
  note = "200 random questions from stop to stop over the day, within 4 hours. Also the least number of rides must agree.",
  sample = "1 min",
  expect = {
    { quantity = "routes wrong", value = 0 },
  },
}
