-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "No two trains in one block, whatever the delays",
  source = "the purpose of a block; counted from the recorded occupations",
  note = "At every departure a quarter of the vehicles gets 2 min of delay on average, and one in fifty another 10 min, without people. Means of 3 days.",
  runs = 3,
  sample = "1 h",
  expect = {
    { quantity = "trains too many", value = 0 },
    { quantity = "trains opposed", value = 0 },
    { quantity = "runs under way", value = 0 },
    { quantity = "runs", line = "RB53", value = 72, source = "table of lines, counted by hand" },
  },
}
