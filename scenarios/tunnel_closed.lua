-- SPDX-License-Identifier: GPL-3.0-or-later
-- The weekday with the Berghofen tunnel of the B236 closed in both directions from 6 to 10 o'clock, made up as an example.
-- Drivers who leave after the news (people.guidance) take another way; those under way turn off when they hear it.

return ardey.derive(require "weekday", {
  name = "tunnel_closed",
  title = "The weekday with the Berghofen tunnel closed from 6 to 10 o'clock",
  measures = {
    ardey.link { link = { "L0139", "L0139r" }, from = "06:00", to = "10:00", close = true, reason = "incident" },
  },
})
