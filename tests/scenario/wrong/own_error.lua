-- SPDX-License-Identifier: GPL-3.0-or-later
error("please set a budget first")
