# SPDX-License-Identifier: GPL-3.0-or-later
"""The laws of the house as checks: `PYTHONPATH=scripts python3 -m lint CHECK`, run in the source root.

Every check is a function that takes what it looks at and returns findings, one line of text each.
"""
