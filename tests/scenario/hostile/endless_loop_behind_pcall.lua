-- SPDX-License-Identifier: GPL-3.0-or-later
while true do
  pcall(function() while true do end end)
end
