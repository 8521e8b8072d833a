-- SPDX-License-Identifier: GPL-3.0-or-later
require "../../../etc/passwd"
