-- SPDX-License-Identifier: GPL-3.0-or-later
-- What if the Ruhr is so high that its bridges at Villigst, Wandhofen and Geisecke are closed for a day?
-- Villigst and Ergste are then reached by the motorway and from the south only. All know of it in the morning. Which bridges a
-- flood would close is an assumption; the bridge at Wandhofen is marked as assumed in the table of links.

return ardey.derive(require "weekday", {
  name = "ruhr_flood",
  title = "Flood: three bridges over the Ruhr closed",
  measures = {
    ardey.link {
      link = { "L0149", "L0149r", "L0895", "L0895r", "L0960", "L0960r" },
      close = true, reason = "flood",
    },
  },
})
