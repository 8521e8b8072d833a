#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs random road networks by the sequential oracle and by the kernel on 1, 2, 3 and 8 threads and 1, 4, 16 and 64
# partitions, and compares everything that can be observed (tests/road/test_road_random.c). Stops at the first seed that
# differs and names it. One process per core, each with its own seeds; about a second per seed and core.
#   scripts/matrix.sh [FIRST_SEED] [COUNT]     default: 1 1000
set -euo pipefail
cd "$(dirname "$0")/.."

first=${1:-1} count=${2:-1000} jobs=$(nproc) build=build/matrix chunk=10
export OMP_WAIT_POLICY=passive

cmake -S . -B $build -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=ON > /dev/null
cmake --build $build --target test_road_road_random > /dev/null

run_chunk() { # FIRST COUNT
    local text
    if ! text=$(ARDEY_SEED=$1 ARDEY_SEEDS=$2 $build/tests/test_road_road_random 2>&1); then
        printf '%s\n' "$text" | grep -E 'seed|rror' || printf '%s\n' "$text"
        return 255 # xargs stops
    fi
    printf 'seeds %d ... %d: no difference (%d s)\n' "$1" $(($1 + $2 - 1)) $SECONDS
}
export -f run_chunk
export build

last=$((first + count - 1))
for ((seed = first; seed <= last; seed += chunk)); do
    printf '%d %d\n' $seed $((seed + chunk - 1 <= last ? chunk : last - seed + 1))
done | xargs -P "$jobs" -L 1 bash -c 'run_chunk "$@"' run_chunk
printf 'seeds %d ... %d: no difference\n' "$first" "$last"
