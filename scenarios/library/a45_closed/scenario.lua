-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who goes where when the A45 is closed between Dortmund-Süd and the Westhofen interchange, as for works on a bridge?
-- All know of it: they settle with the closure.

return ardey.derive(require "weekday", {
  name = "a45_closed",
  title = "The A45 closed between Dortmund-Süd and Westhofen",
  measures = {
    ardey.link { link = { "L0059", "L0060", "L0061", "L0062" }, close = true, reason = "works on a bridge" },
  },
})
