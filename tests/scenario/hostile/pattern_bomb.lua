-- SPDX-License-Identifier: GPL-3.0-or-later
local x = (("a"):rep(30)):find((("a*"):rep(30)) .. "b")
