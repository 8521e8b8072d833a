-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- By hand. Trains of 100 m, 50 m/s, 1 m/s2 up and down: 50 s and 1250 m to gain speed, as much to brake. From where they stand in the first station the
-- signals are at 500 m, 2500 m, 5500 m and 7000 m, and they stand again at 8250 m, after 50 + (8250 - 2 x 1250) / 50 + 50 = 215 s.
-- The block from 2500 m to 5500 m is passed at 50 m/s, its distant signal at 1500 m, too. It is taken for
--   12 s route, 9 s sight, 1000 m from the distant signal, 3000 m of the block, 100 m of the train, 6 s release = 27 s + 4100 m / 50 m/s = 109 s.
-- The others take less: 2000 m from the stand 12 + 50 + 1250 / 50 + 2 + 6 = 95 s, 1500 m before the braking 27 + 2600 / 50 = 79 s, and the stations,
-- with two tracks each, less than 80 s. So the line carries a train every 109 s: 33.03 per hour.
-- One second closer, the second train waits 1 s for the block, the third 2 s, the tenth 9 s; together 45 s.

return {
  title = "Headway-limited capacity: the blocking time of the critical block",
  source = "UIC Code 406 (2nd ed. 2013), 2.1; 109 s by hand in the case's expect.lua",
  sample = "1 h",
  expect = {
    { quantity = "least headway", line = "at_capacity", value = 109 },
    { quantity = "longest run", line = "at_capacity", from_stop = "a1", to_stop = "b1", value = 215 },
    { quantity = "runs", line = "at_capacity", value = 10 },
    { quantity = "knock-on", line = "at_capacity", value = 0 },
    { quantity = "greatest lateness", line = "at_capacity", value = 0 },
    { quantity = "runs", line = "one_second_closer", value = 10 },
    { quantity = "knock-on", line = "one_second_closer", value = 45 },
    { quantity = "greatest lateness", line = "one_second_closer", value = 9 },
    { quantity = "trains too many", value = 0 },
  },
}
