-- SPDX-License-Identifier: GPL-3.0-or-later
getmetatable("").__index = nil
