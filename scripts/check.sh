#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs packages, builds, passes all tests: gcc with warnings as errors, then the sanitizers.
#   scripts/check.sh        everything, as every change must pass it
#   scripts/check.sh dev    gcc and the plain tests only
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s (%d min %02d s)\n' "$*" $((SECONDS / 60)) $((SECONDS % 60)); }

# check PRESET [cmake options] [-- ctest options]
check() {
    local preset=$1
    shift
    local options=()
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    [ $# -eq 0 ] || shift
    step "$preset: build"
    cmake --preset "$preset" "${options[@]}"
    cmake --build --preset "$preset"
    step "$preset: tests"
    ctest --preset "$preset" -j "$(nproc)" "$@"
}

step "Packages"
scripts/setup.sh test

check dev
if [ "${1:-all}" = all ]; then
    # Not again what runs none of our C code, nor what runs the same code for longer: whole scenarios by the command, and
    # the two largest validation cases.
    check asan -- -LE "lint|tables|scripts|readers" \
        -E "cli/(validate|tutorial|tunnel|closure|late_train|hook)_command|validate/(nine_routes|vickrey)"
    clang=$(command -v clang-14 || command -v clang)
    # Nor what has no threads. What the command does on threads has programs of its own.
    check tsan "-DCMAKE_C_COMPILER=$clang" -- -LE "lint|tables|scripts|readers|import|scenario|cli" \
        -E "validate/(nine_routes|vickrey|queue_cases)"
fi
step "All tests passed"
