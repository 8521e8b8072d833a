-- SPDX-License-Identifier: GPL-3.0-or-later
-- What would the same traffic emit if half of the cars drove on batteries?

return ardey.derive(require "weekday", {
  name = "half_electric",
  title = "Half of the cars on batteries",
  measures = {
    ardey.fleet { battery = "50 %" },
  },
})
