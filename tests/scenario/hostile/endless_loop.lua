-- SPDX-License-Identifier: GPL-3.0-or-later
while true do end
