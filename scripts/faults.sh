#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Kills a run at every call that writes its result, tears each of these calls, lets it fail or be cut short; see
# tests/fault. A quarter of an hour. A scenario may be named; it should be small.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset dev >/dev/null
cmake --build --preset dev --target ardey_program fault
FAULT_STEP=1 FAULT_SCENARIO="${1:-scenarios/examples/two_roads.lua}" ARDEY=build/dev/ardey ARDEY_FAULT=build/dev/tests/libfault.so \
    python3 -m unittest discover -v -s tests/fault -p test_result_faults.py
