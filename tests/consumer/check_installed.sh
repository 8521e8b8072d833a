#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs BUILD_DIR into a temporary prefix and builds an outside program on it, by find_package and by pkg-config.
#   check_installed.sh BUILD_DIR VERSION LIBDIR     (LIBDIR below the prefix: lib, lib64, lib/x86_64-linux-gnu)
set -euo pipefail
build=$1 version=$2 libdir=$3

work=$(mktemp -d "${TMPDIR:-/tmp}/ardey-consumer-XXXXXX")
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix

# expect WHAT WANTED GOT
expect() {
    if [ "$2" != "$3" ]; then
        echo "$1: expected '$2', got '$3'"
        exit 1
    fi
    echo "$1: $3"
}

cmake --install "$build" --prefix "$prefix" >"$work/install.log"

cmake -G Ninja -S tests/consumer -B "$work/cmake" -DCMAKE_PREFIX_PATH="$prefix" >"$work/cmake.log"
cmake --build "$work/cmake" >>"$work/cmake.log"
expect "built with CMake" "$version" "$("$work/cmake/consumer")"

export PKG_CONFIG_PATH=$prefix/$libdir/pkgconfig
expect "version by pkg-config" "$version" "$(pkg-config --modversion ardey)"
# shellcheck disable=SC2046
"${CC:-cc}" tests/consumer/consumer.c -o "$work/consumer" $(pkg-config --cflags --libs ardey)
expect "built with pkg-config" "$version" "$(LD_LIBRARY_PATH="$prefix/$libdir" "$work/consumer")"

expect "installed headers" "ardey.h" "$(ls "$prefix/include")"
expect "installed program" "ardey" "$(ls "$prefix/bin")"
expect "installed scenarios" "yes" "$([ -d "$prefix/share/ardey/scenarios" ] && echo yes)"
expect "installed Python package" "yes" "$([ -f "$prefix/share/ardey/python/ardey_results/report.py" ] && echo yes)"
