-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "The node of the paper, vehicle by vehicle",
  source = "Tampere, Corthout, Cattrysse, Immers 2011",
  note = "Links of 1 and 2 lanes with the capacities of the paper; priorities are the capacities of the in-links.",
  expect = {
    { quantity = "flow", link = "in1", from = 900, to = 4500,
      value = 500 * 1 / 3600, tolerance = 0.01 * 500 * 1 / 3600, why = "1 % over an hour" },
    { quantity = "flow", link = "in2", from = 900, to = 4500,
      value = 2000 * 0.68483412 / 3600, tolerance = 0.01 * 2000 * 0.68483412 / 3600, why = "1 % over an hour" },
    { quantity = "flow", link = "in3", from = 900, to = 4500,
      value = 800 * 1 / 3600, tolerance = 0.01 * 800 * 1 / 3600, why = "1 % over an hour" },
    { quantity = "flow", link = "in4", from = 900, to = 4500,
      value = 1700 * 0.80568720 / 3600, tolerance = 0.01 * 1700 * 0.80568720 / 3600, why = "1 % over an hour" },
  },
}
