#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Cuts runs at random, goes on from the cut on another number of threads, and compares everything that can be observed
# with the run that nobody cut: random road networks (tests/road/test_road_random.c), and days of the small town with
# people, public transport, trains on blocks and iterations (tests/api/test_world_cuts.c). Then the weekday, whose
# result files are compared byte by byte. Stops at the first difference and names it.
#   scripts/cuts.sh [COUNT] [WEEKDAYS]     default: 200 2
set -euo pipefail
cd "$(dirname "$0")/.."

count=${1:-200} weekdays=${2:-2} build=build/matrix
export OMP_WAIT_POLICY=passive

cmake -S . -B $build -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=ON > /dev/null
cmake --build $build --target ardey_program test_road_road_random test_api_world_cuts > /dev/null

ARDEY_SEEDS=0 ARDEY_CUTS=$count $build/tests/test_road_road_random > /dev/null
echo "random road networks: $count runs, no difference"
ARDEY_SEED=1 ARDEY_SEEDS=$((count / 8)) $build/tests/test_api_world_cuts > /dev/null
echo "the small town: $((count / 8 * 8)) days and iterations, no difference"

((weekdays == 0)) && exit
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
weekday=($build/ardey run scenarios/weekday.lua -q -s 0.02 -i 1)
"${weekday[@]}" -o "$folder/whole.h5"
for ((i = 1; i <= weekdays; i++)); do
    cuts=0 code=85
    while ((code == 85)); do # each time a few seconds further, on 1 ... 4 threads
        code=0
        timeout --preserve-status -s TERM $((15 + RANDOM % 20)) "${weekday[@]}" -t $((1 + RANDOM % 4)) -o "$folder/cut.h5" --resume || code=$?
        ((code == 85)) && cuts=$((cuts + 1))
    done
    ((code == 0))
    cmp "$folder/whole.h5" "$folder/cut.h5"
    echo "weekday $i: $cuts cuts, the same bytes"
done
