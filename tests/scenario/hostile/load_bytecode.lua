-- SPDX-License-Identifier: GPL-3.0-or-later
load("\27Lua")()
