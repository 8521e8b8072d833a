-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who changes when a ticket for all of public transport costs so little that two residents in three have one?
-- Without it a day costs 2.35 EUR. That so many would buy it at this price is an assumption, not a result.

return ardey.derive(require "weekday", {
  name = "cheap_ticket",
  title = "A season ticket for two in three at 29 EUR a month",
  measures = {
    ardey.ticket { share = "67 %", month = 29 },
  },
})
