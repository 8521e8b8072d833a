-- SPDX-License-Identifier: GPL-3.0-or-later
return { name = "x", date = "2026-03-02" }
