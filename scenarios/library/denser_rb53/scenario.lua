-- SPDX-License-Identifier: GPL-3.0-or-later
-- What do trains every 15 minutes on RB 53 bring, and can the single track carry them?
-- The timetable today has two trains an hour from 6 to 19 o'clock; the departures between them are an estimate.

return ardey.derive(require "weekday", {
  name = "denser_rb53",
  title = "RB 53 every 15 minutes from 6 to 20 o'clock",
  measures = {
    ardey.headway { line = "RB53", headway = "15 min", from = "06:00", to = "20:00" },
  },
})
