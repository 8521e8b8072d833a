-- SPDX-License-Identifier: GPL-3.0-or-later

return {
  title = "RB 53 Dortmund Hbf - Schwerte in the shipped timetable",
  source = "public timetable: 19 minutes",
  note = "The timetable gives the minutes at Dortmund and Schwerte; those between are estimates of the tables.",
  expect = {
    { quantity = "line time", line = "RB53", from_stop = "r_edo", to_stop = "r_esrt", value = 19 * 60 },
  },
}
