-- SPDX-License-Identifier: GPL-3.0-or-later
-- The weekday with one train of the RB 53 to Iserlohn held for ten minutes at Schwerte in the morning peak, made up as an example.
-- From there the line has a single track: the train that comes the other way waits at Kalthof. Who is late because of it, and
-- how much the passengers lose, tells scripts/compare_delays.py.

return ardey.derive(require "weekday", {
  name = "late_train",
  title = "The weekday with a train ten minutes late at Schwerte",
  measures = {
    ardey.incident { line = "RB53", direction = 0, depart = "06:53", stop = "r_esrt", delay = "10 min" },
  },
})
