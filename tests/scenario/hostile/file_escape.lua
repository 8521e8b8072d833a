-- SPDX-License-Identifier: GPL-3.0-or-later
local f = io.open("/etc/passwd")
