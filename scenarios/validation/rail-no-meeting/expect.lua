-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "No two trains in one block, whatever the delays",
  source = "the purpose of a block; counted from the recorded occupations",
  note = "At every departure a fifth of the trains gets 90 s of delay on average, and one in a hundred 10 min; no people. Means of 3 days.",
  runs = 3,
  sample = "1 h",
  expect = {
    { quantity = "trains too many", value = 0 },
    { quantity = "trains opposed", value = 0 },
    { quantity = "runs under way", value = 0, source = "all trains arrive" },
    { quantity = "runs", line = "RB53", value = 72, source = "table of lines, counted by hand" },
  },
}
