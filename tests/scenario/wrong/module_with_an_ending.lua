-- SPDX-License-Identifier: GPL-3.0-or-later
return ardey.derive(require "small.lua", { name = "x" })
