#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds and runs the benchmark of ways by road: roads.sh SCENARIO.lua [queries [threads]], or
# roads.sh N [queries [threads]] for a grid city of N x N nodes.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || { sed -n 3,4p "$0"; exit 2; }

cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON \
  -DBUILD_TESTING=ON > /dev/null
cmake --build build/bench --target bench_roads > /dev/null

scenario=$1
if [[ $scenario != *.lua ]]; then
  tests/bench/make_grid.py "$scenario" 1000 --out "build/bench/roads_$scenario" > /dev/null
  scenario=build/bench/roads_$1/scenario.lua
fi
build/bench/tests/bench_roads "$scenario" "${2:-2000}" "${3:-1}"
