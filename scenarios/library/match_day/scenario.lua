-- SPDX-License-Identifier: GPL-3.0-or-later
-- What does a sold-out match on a weekday evening ask of roads and trains?
-- The stadium holds 81,365; where visitors come from and when is an estimate (see ardey.event in docs/reference/scenario.md).

return ardey.derive(require "weekday", {
  name = "match_day",
  title = "A match at the stadium on a weekday evening",
  measures = {
    -- The city runs more light rail before and after a match; how much more is an estimate.
    ardey.headway { line = { "U45", "U46" }, headway = "4 min", from = "16:00", to = "19:00" },
    ardey.headway { line = { "U45", "U46" }, headway = "4 min", from = "20:00", to = "23:00" },
    ardey.event {
      place = "D01", visitors = 81365, from = "18:30", to = "20:20", arrive_before = "2 h", leave_within = "40 min",
      outside = "50 %", ticket_included = true,
    },
  },
})
