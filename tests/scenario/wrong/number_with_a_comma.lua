-- SPDX-License-Identifier: GPL-3.0-or-later
return ardey.derive(require "small", { measures = { ardey.toll { road = "Hauptstrasse", toll = 1,5 } } })
