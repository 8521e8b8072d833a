-- SPDX-License-Identifier: GPL-3.0-or-later
local function total(units)
  return units * price
end
return { name = total(3) }
