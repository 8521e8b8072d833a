-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Runs by hand from the table of lines: Dortmund 4:53 and 5:53, every 30 min from 6 to 21 h (30), then 21:23 to 25:23 hourly (5); Iserlohn 4:24 and
-- 5:24, 30, and 21:54 to 23:54 hourly (3). 72 in all.

return {
  title = "RB 53 between Dortmund Hbf and Schwerte in the shipped timetable",
  source = "public timetable: 19 minutes",
  note = "The timetable gives the minutes at Dortmund and Schwerte; those between are estimates of the tables. The runs are those of a day on the shipped blocks, without people and primary delays.",
  sample = "1 h",
  expect = {
    { quantity = "line time", line = "RB53", from_stop = "r_edo", to_stop = "r_esrt", value = 19 * 60 },
    { quantity = "shortest run", line = "RB53", from_stop = "r_edo", to_stop = "r_esrt", value = 19 * 60 },
    { quantity = "longest run", line = "RB53", from_stop = "r_edo", to_stop = "r_esrt", value = 19 * 60 },
    { quantity = "line time", line = "RB53", from_stop = "r_esrt", to_stop = "r_edo", value = 19 * 60 },
    { quantity = "shortest run", line = "RB53", from_stop = "r_esrt", to_stop = "r_edo", value = 19 * 60 },
    { quantity = "longest run", line = "RB53", from_stop = "r_esrt", to_stop = "r_edo", value = 19 * 60 },
    { quantity = "runs", line = "RB53", value = 72, source = "table of lines, counted by hand" },
  },
}
