#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the source archive, builds and installs from it, and runs what was installed. Takes some minutes.
#   build_from_source.sh FOLDER    where archive, build and installation go
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p "$1"
folder=$(cd "$1" && pwd)
cmake -G Ninja -S . -B "$folder/configure" -DCMAKE_BUILD_TYPE=Release
cpack --config "$folder/configure/CPackSourceConfig.cmake" -G TGZ -B "$folder"
tar xzf "$folder"/ardey-*-Source.tar.gz -C "$folder"
cmake -G Ninja -S "$folder"/ardey-*-Source -B "$folder/build" -DCMAKE_BUILD_TYPE=Release
cmake --build "$folder/build"
cmake --install "$folder/build" --prefix "$folder/prefix"
"$folder/prefix/bin/ardey" run "$folder/prefix/share/ardey/scenarios/examples/two_roads.lua"
sha256sum "$folder"/ardey-*-Source.tar.gz
