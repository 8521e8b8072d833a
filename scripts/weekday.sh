#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The first day: installs packages, builds, simulates the weekday, draws the pictures.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s\n' "$*"; }

step "Packages"
scripts/setup.sh run

step "Build"
cmake --preset release
cmake --build --preset release

step "The weekday: everybody in Dortmund and Schwerte, and who comes in from outside"
build/release/ardey run scenarios/weekday.lua -o weekday.h5

step "Pictures"
/usr/bin/python3 scripts/plot_day.py weekday.h5 --out out

step "Done: weekday.h5 holds the results, out/ the pictures"
