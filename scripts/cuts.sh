#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Cuts runs at random, goes on from the cut on another number of threads, and compares everything that can be observed
# with the run that nobody cut: random road networks (tests/road/test_road_random.c), and days of the small town with
# people, public transport, trains on blocks and iterations (tests/api/test_world_cuts.c). Then the weekday in a
# sample, cut again and again until it is done, in its iteration as well as in its day: the result files are compared
# byte by byte. Stops at the first difference and names it.
#   scripts/cuts.sh [COUNT] [WEEKDAY_CUTS]     default: 200 20; SAMPLE=0.02 is the weekday's
set -euo pipefail
cd "$(dirname "$0")/.."

count=${1:-200} wanted=${2:-20} build=build/matrix
export OMP_WAIT_POLICY=passive

cmake -S . -B $build -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=ON > /dev/null
cmake --build $build --target ardey_program > /dev/null

if ((count > 0)); then
    cmake --build $build --target test_road_road_random test_api_world_cuts > /dev/null
    ARDEY_SEEDS=0 ARDEY_CUTS=$count $build/tests/test_road_road_random > /dev/null
    echo "random road networks: $count runs, no difference"
    ARDEY_SEED=1 ARDEY_SEEDS=$((count / 8)) $build/tests/test_api_world_cuts > /dev/null
    echo "the small town: $((count / 8 * 8)) days and iterations, no difference"
fi
((wanted > 0)) || exit 0

folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
weekday=($build/ardey run scenarios/weekday.lua -s "${SAMPLE:-0.02}" -i 1)
began=$SECONDS
"${weekday[@]}" -q -o "$folder/whole.h5"
whole_s=$((SECONDS - began))
echo "the weekday: $whole_s s without a cut"

cuts=0
while ((cuts < wanted)); do
    code=85
    while ((code == 85)); do # each time a part of the run further, on 1 ... 4 threads
        threads=$((1 + RANDOM % 4)) code=0
        timeout --preserve-status -s TERM $((whole_s / 8 + RANDOM % (whole_s / 4 + 1))) \
            "${weekday[@]}" -t $threads -o "$folder/cut.h5" --resume > /dev/null 2> "$folder/log" || code=$?
        from=$(sed -n "s/.*goes on from checkpoint '.*', \(.*\): loaded.*/\1/p" "$folder/log")
        echo "  from ${from:-the beginning}, $threads threads"
        cuts=$((cuts + (code == 85)))
    done
    ((code == 0)) || { cat "$folder/log"; exit 1; }
    cmp "$folder/whole.h5" "$folder/cut.h5"
    echo "the weekday: $cuts cuts so far, the same bytes"
done
