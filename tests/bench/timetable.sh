#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds and runs the benchmark of the searches of the timetable: timetable.sh SCENARIO.lua [queries [compared]], or
# timetable.sh FEED.zip DATE [queries [compared]] for a day of a GTFS feed.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || { sed -n 3,4p "$0"; exit 2; }

cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON \
  -DBUILD_TESTING=ON > /dev/null
cmake --build build/bench --target bench_timetable ardey_program > /dev/null

scenario=$1
shift
if [[ $scenario != *.lua ]]; then
  day=$(mktemp -d)
  trap 'rm -r "$day"' EXIT
  build/bench/ardey import gtfs "$scenario" --date "$1" -o "$day/feed" > /dev/null
  scenario=$day/feed/scenario.lua
  shift
fi
build/bench/tests/bench_timetable "$scenario" "${1:-2000}" "${2:-20}"
