-- SPDX-License-Identifier: GPL-3.0-or-later
-- The strategy phase of DOS 2030 (until 2023), as far as it can be told in traffic: what displays and data change, nothing is built.
-- The ways at the station of Schwerte are signposted, and its car park grows a little. All values are assumptions to compare phases
-- with, not promises of the programme.

return ardey.derive(require "weekday", {
  name = "dos2030_strategy",
  title = "DOS 2030, strategy phase (2023)",
  measures = {
    ardey.footpath { from_stop = "r_esrt", to_stop = "sw_schwerte_zob", time = "90 s" },
    ardey.park_ride { stop = "r_esrt", spaces = 130 },
  },
})
