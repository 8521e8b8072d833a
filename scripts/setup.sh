#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs Debian or Ubuntu packages, asking nothing, as root or with sudo.
#   scripts/setup.sh run    what building, running and the pictures need (the default)
#   scripts/setup.sh test   that, and what the tests need
# Does nothing when all of them are there. Tried on Debian 12; on Ubuntu 24.04 the names should be the same.
set -euo pipefail

run_packages=(gcc libc6-dev cmake ninja-build pkg-config
    libhdf5-dev libgsl-dev liblua5.4-dev libcsv-dev libzip-dev libdeflate-dev
    python3 python3-numpy python3-scipy python3-pandas python3-xarray python3-h5py python3-h5netcdf
    python3-matplotlib)
# Where a package comes in versions, the first that the system offers is taken: 14 is what the project is checked with.
test_packages=(libcmocka-dev lua-check "clang-14|clang" "libclang-rt-14-dev|clang" "libomp-14-dev|libomp-dev"
    "clang-format-14|clang-format"
    hdf5-tools python3-netcdf4 python3-tables r-base-core r-bioc-rhdf5
    python3-pip python3-setuptools python3-wheel python3-geopandas jupyter-nbconvert python3-nbconvert python3-ipykernel)

case "${1:-run}" in
run) wanted=("${run_packages[@]}") ;;
test) wanted=("${run_packages[@]}" "${test_packages[@]}") ;;
*)
    echo "usage: scripts/setup.sh [run|test]" >&2
    exit 2
    ;;
esac

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "setup: no apt-get here; going on in the hope that these, or your system's equivalents, are installed:"
    echo "setup: ${wanted[*]}"
    exit 0
fi

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

is_offered() {
    [ -n "$(apt-cache show --no-all-versions "$1" 2>/dev/null)" ]
}

# any_installed a|b: succeeds when one of the alternatives is there.
any_installed() {
    local name
    for name in ${1//|/ }; do
        if is_installed "$name"; then return 0; fi
    done
    return 1
}

# first_offered a|b: prints the first alternative that the package lists know; the last one when none is known, so that
# apt-get names it in its error.
first_offered() {
    local name
    for name in ${1//|/ }; do
        if is_offered "$name"; then break; fi
    done
    echo "$name"
}

missing=()
for entry in "${wanted[@]}"; do
    any_installed "$entry" || missing+=("$entry")
done
if [ ${#missing[@]} -eq 0 ]; then
    echo "setup: all packages are installed"
    exit 0
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "setup: neither root nor sudo; please have these installed: ${missing[*]}" >&2
        exit 1
    fi
    as_root="sudo"
fi

apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=900 -o Acquire::Retries=3 \
        -o Dpkg::Use-Pty=0 -qq "$@"
}

echo "setup: reading package lists"
apt update
names=()
for entry in "${missing[@]}"; do
    names+=("$(first_offered "$entry")")
done
echo "setup: installing ${names[*]}"
apt install -y --no-install-recommends "${names[@]}"
