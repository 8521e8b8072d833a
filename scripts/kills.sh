#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A sweep whose members, and now and then itself, are killed at random (SIGKILL) until it is done all the same: what is
# collected from it is compared byte by byte with that of a sweep that nobody disturbed. Members are the small town of
# the tests, whole days with an iteration: five values of a parameter and as many seeds as are needed.
#   scripts/kills.sh [MEMBERS]     default: 50; ARDEY names another program than that of the preset release
set -euo pipefail
cd "$(dirname "$0")/.."

members=${1:-50}
if [ -z "${ARDEY:-}" ]; then
    cmake --preset release > /dev/null
    cmake --build --preset release --target ardey_program > /dev/null
fi
program=$(realpath "${ARDEY:-build/release/ardey}")
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cp -r tests/fixtures/small "$folder/town"
cp "$folder/town/small.lua" "$folder/town/init.lua"
cd "$folder"
export OMP_WAIT_POLICY=passive
cat > day.lua <<LUA
local s = require "town"
s.equilibrium = { iterations = 1, gap = 0 }
return s
LUA
for name in whole killed; do
    cat > $name.lua <<LUA
return { scenario = "day.lua", seeds = $(((members + 4) / 5)), out = "$name",
         grid = { ["road.patience"] = { "3 min", "4 min", "5 min", "6 min", "10 min" } } }
LUA
done

began=${EPOCHREALTIME/./}
"$program" sweep whole.lua -k 2 -q
pace_ms=$(((${EPOCHREALTIME/./} - began) / 1000 / members)) # between the ends of two members
"$program" collect whole -o whole.h5

kills=0 sweep_kills=0 code=1
while ((code != 0)); do
    "$program" sweep killed.lua -k 2 -q --retries 1 --checkpoint-every "sim 1 h" 2> log &
    sweep=$! code=0
    while kill -0 $sweep 2> /dev/null; do
        wait_ms=$((RANDOM % (2 * pace_ms) + 20))
        sleep "$((wait_ms / 1000)).$(printf %03d $((wait_ms % 1000)))"
        mapfile -t running < <(pgrep -P $sweep || true)
        if ((RANDOM % 8 == 0)); then
            kill -KILL $sweep 2> /dev/null && sweep_kills=$((sweep_kills + 1)) || true
        elif ((${#running[@]} > 0)); then
            kill -KILL "${running[RANDOM % ${#running[@]}]}" 2> /dev/null && kills=$((kills + 1)) || true
        fi
    done
    { wait $sweep || code=$?; } 2> /dev/null # bash would tell of each kill
    ((code == 0 || code == 1 || code == 137)) || { cat log; exit 1; } # done, members failed, killed
done
"$program" collect killed -o killed.h5
cmp whole.h5 killed.h5
echo "$members members: $kills were killed, the sweep itself $sweep_kills times; the collected files have the same bytes"
