-- SPDX-License-Identifier: GPL-3.0-or-later
-- What does a sold-out match on a weekday evening ask of roads and trains?
-- The stadium holds 81,365; where visitors come from and when is an estimate (see ardey.event in docs/reference/scenario.md).

return ardey.derive(require "weekday", {
  name = "match_day",
  title = "A match at the stadium on a weekday evening",
  measures = {
    ardey.event {
      place = "D01", visitors = 81365, from = "18:30", to = "20:20", arrive_before = "2 h", leave_within = "40 min",
      outside = "50 %", ticket_included = true,
    },
  },
})
