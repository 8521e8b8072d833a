-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where do drivers go when the Berghofen tunnel of the B236 is closed in both directions in the morning peak, made up as an example?
-- All know of it: they settle with the closure. With `-i 0` it surprises everybody: drivers who leave after the news (people.guidance)
-- take another way; those under way turn off when they hear it.

return ardey.derive(require "weekday", {
  name = "tunnel_closed",
  title = "The weekday with the Berghofen tunnel closed from 6 to 10 o'clock",
  measures = {
    ardey.link { link = { "L0139", "L0139r" }, from = "06:00", to = "10:00", close = true, reason = "incident" },
  },
})
