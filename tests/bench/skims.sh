#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds and runs the benchmark of what an iteration asks of the networks: skims.sh SCENARIO.lua [queries [threads]]
set -euo pipefail
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || { sed -n 3p "$0"; exit 2; }

cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON \
  -DBUILD_TESTING=ON > /dev/null
cmake --build build/bench --target bench_skims > /dev/null
build/bench/tests/bench_skims "$1" "${2:-5000}" "${3:-1}"
