#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds and runs the benchmark of ways by road: roads.sh SCENARIO.lua [queries [threads]], or
# roads.sh N [queries [threads [PERCENT]]] for a grid city of N x N nodes; of its turns, as many percent are forbidden.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || { sed -n 3,4p "$0"; exit 2; }

cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON \
  -DBUILD_TESTING=ON > /dev/null
cmake --build build/bench --target bench_roads > /dev/null

scenario=$1 percent=${4:-0}
if [[ $scenario != *.lua ]]; then
  folder=build/bench/roads_$1_$percent
  tests/bench/make_grid.py "$scenario" 1000 --out "$folder" > /dev/null
  scenario=$folder/scenario.lua
  sed -i 's|links = here .. "/links.csv"|&, turns = here .. "/turns.csv"|' "$scenario"
  sed -i 's| .*||' "$folder/drives.csv" # first links alone: the routes may take a forbidden turn
  awk -F, -v percent="$percent" '
    BEGIN { srand(1); print "from_link,to_link,allowed" }
    NR > 1 { links[NR - 1] = $1; from[$1] = $2; to[$1] = $3; out[$2] = out[$2] " " $1 }
    END {
      for (i = 1; i < NR; i++) {
        count = split(out[to[links[i]]], next_links, " ")
        left = 0 # the last turn that leads on stays allowed
        for (k = 1; k <= count; k++)
          left += to[next_links[k]] != from[links[i]]
        for (k = 1; k <= count; k++)
          if (to[next_links[k]] != from[links[i]] && left > 1 && 100 * rand() < percent) {
            print links[i] "," next_links[k] ",0"
            left--
          }
      }
    }' "$folder/links.csv" > "$folder/turns.csv"
fi
build/bench/tests/bench_roads "$scenario" "${2:-2000}" "${3:-1}"
