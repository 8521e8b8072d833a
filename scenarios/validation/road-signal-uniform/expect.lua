-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "Uniform delay at a signal: cycle 90 s, green 45 s, saturation 1800, flow 720 veh/h",
  source = "Webster 1958, first term",
  note = "Arrivals evenly spread, at all places of the cycle alike. `saturation` is the discharge at green.",
  sample = "10 s",
  expect = {
    { quantity = "mean delay",
      value = 18.75, tolerance = 1, why = "half a saturation headway: the fluid's vehicle k takes the green from 2k to 2k + 2 s, ours passes at 2k s" },
    { quantity = "mean delay",
      value = (14 * 42.5 - 3 * 91 + 0.9) / 18, tolerance = 0.002, why = "whole milliseconds", source = "the same for whole vehicles: mean over u of the sum of 45 - u - 3k, k = 0 ... 14, u from 0 to 5 s" },
  },
}
