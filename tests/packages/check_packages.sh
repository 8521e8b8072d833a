#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Packages of BUILD_DIR in a temporary folder: an installation that is moved, a Debian package, a source archive, a
# modulefile. Nothing of the system is changed.
#   check_packages.sh BUILD_DIR VERSION
set -euo pipefail
build=$1 version=$2
source_root=$PWD
work=$(mktemp -d "${TMPDIR:-/tmp}/ardey-packages-XXXXXX")
trap 'rm -rf "$work"' EXIT

# expect WHAT WANTED GOT
expect() {
    if [ "$2" != "$3" ]; then
        echo "$1: expected '$2', got '$3'"
        exit 1
    fi
    echo "$1: $3"
}

# runs_from_anywhere PREFIX: without HOME and environment, in an empty folder.
runs_from_anywhere() {
    mkdir -p "$work/empty"
    (cd "$work/empty" && env -i "$1/bin/ardey" version | head -1)
    (cd "$work/empty" && env -i "$1/bin/ardey" check weekday >"$work/check.txt")
    (cd "$work/empty" && env -i "$1/bin/ardey" run "$1/share/ardey/scenarios/examples/two_roads.lua" -q -t 1 -o x.h5)
    rm "$work/empty/x.h5" "$work/empty/x.h5.run.json"
    expect "left behind" "" "$(ls -A "$work/empty")"
}

cmake --install "$build" --prefix "$work/first" >"$work/install.log"
mv "$work/first" "$work/moved"
expect "moved installation" "ardey $version" "$(runs_from_anywhere "$work/moved" | head -1)"
expect "Python package" "yes" "$([ -f "$work/moved/share/ardey/python/ardey_results/__init__.py" ] && echo yes)"
expect "Slurm scripts" "4" "$(ls "$work/moved/share/ardey/slurm" | wc -l)"

if command -v dpkg-deb >/dev/null && command -v dpkg-shlibdeps >/dev/null; then
    cpack --config "$build/CPackConfig.cmake" -G DEB -B "$work/deb" >"$work/deb.log" 2>&1 || { cat "$work/deb.log"; exit 1; }
    package=$(echo "$work"/deb/*.deb)
    expect "Debian package" "ardey $version" "$(dpkg-deb -f "$package" Package) $(dpkg-deb -f "$package" Version)"
    expect "depends on HDF5" "yes" "$(dpkg-deb -f "$package" Depends | grep -q libhdf5 && echo yes)"
    dpkg-deb -x "$package" "$work/root"
    prefix=$(dirname "$(dirname "$(find "$work/root" -path '*/bin/ardey')")")
    expect "unpacked package" "ardey $version" "$(runs_from_anywhere "$prefix" | head -1)"
else
    echo "no Debian package: dpkg-deb or dpkg-shlibdeps is missing"
fi

cpack --config "$build/CPackSourceConfig.cmake" -G TGZ -B "$work/source" >"$work/source.log" 2>&1 || { cat "$work/source.log"; exit 1; }
tar xzf "$work"/source/*.tar.gz -C "$work"
unpacked=$(echo "$work"/ardey-*-Source)
cmake -G Ninja -S "$unpacked" -B "$work/build" >"$work/configure.log" 2>&1 || { tail -20 "$work/configure.log"; exit 1; }
expect "configured from the archive" "yes" "$([ -f "$work/build/build.ninja" ] && echo yes)"
if git rev-parse >/dev/null 2>&1; then
    git ls-files | grep -v '^\.' | sort >"$work/wanted"
    (cd "$unpacked" && find . -type f | sed 's|^\./||' | sort) >"$work/got"
    expect "files that the archive lacks" "" "$(comm -23 "$work/wanted" "$work/got" | head -5)"
fi
# Compiling all of it takes minutes: scripts/packaging/build_from_source.sh does. One file shows that headers are there.
ninja -C "$work/build" CMakeFiles/layer_base.dir/sim/base/names.c.o >"$work/object.log"
echo "compiled a file of the archive"

if [ -r /usr/share/modules/init/bash ]; then
    mkdir -p "$work/modulefiles/ardey"
    sed "s|^set prefix .*|set prefix $work/moved|" "$source_root/scripts/packaging/modulefile" \
        >"$work/modulefiles/ardey/$version"
    found=$(env -i HOME="$work" PATH=/usr/bin:/bin bash -c ". /usr/share/modules/init/bash; module use $work/modulefiles; \
        module load ardey; command -v ardey")
    expect "module" "$work/moved/bin/ardey" "$found"
else
    echo "no modulefile was loaded: environment-modules is not installed"
fi
