#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Where the memory of a run lies on a machine with two sockets: a virtual one, of two processors and a memory (node)
# each, emulated. Prints every two seconds how many MB of it are on each node. Says nothing about speed. Needs the Debian packages
# qemu-system-x86 and busybox-static, and the kernel of a package such as linux-image-cloud-amd64 (`apt-get download`,
# `dpkg-deb -x`).
#   scripts/numa.sh VMLINUZ [THREADS] [ARGUMENTS OF ardey run]    default: 4, the weekday until 1:00; ARDEY names
#                                                 another program than that of the preset release
set -euo pipefail
cd "$(dirname "$0")/.."

kernel=$(realpath "$1") threads=${2:-4}
shift $(($# < 2 ? $# : 2))
arguments=${*:-early -i 0}
program=$(realpath "${ARDEY:-build/release/ardey}")
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
root=$folder/root
mkdir -p "$root"/{bin,proc,sys,tmp,dev,home}
cp "$program" "$root/bin/ardey"
cp "$(command -v busybox)" "$root/bin/busybox"
cp -r scenarios "$root/home"
echo 'local s = require "weekday" s.stop = "01:00" return s' > "$root/home/scenarios/early.lua"
ldd "$program" | grep -o '/[^ ]*' | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done
cat > "$root/init" <<INIT
#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc none /proc
mount -t sysfs none /sys
mount -t devtmpfs none /dev
mount -t tmpfs none /tmp
cd /home/scenarios
OMP_PROC_BIND=spread OMP_PLACES=cores ardey run $arguments -t $threads -q --live off -o /tmp/x.h5 2> /tmp/err &
run=\$!
while kill -0 \$run 2> /dev/null; do
    awk '/anon=/ { for (i = 2; i <= NF; i++) if (\$i ~ /^N[01]=/) mb[substr(\$i, 2, 1)] += substr(\$i, 4) * 4096 / 1e6 }
         END { if (mb[0] + mb[1] > 0) printf "numa: node 0: %4d MB, node 1: %4d MB\n", mb[0], mb[1] }' \
        /proc/\$run/numa_maps 2> /dev/null
    sleep 2
done
wait \$run
code=\$?
sed "s/^/numa: /" /tmp/err
echo "numa: exit code \$code"
poweroff -f
INIT
chmod +x "$root/init"
(cd "$root" && find . | busybox cpio -o -H newc 2> /dev/null | gzip -1) > "$folder/initrd"
qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 4,sockets=2,cores=2,threads=1 -m 3G -nographic -no-reboot -nic none \
    -object memory-backend-ram,id=m0,size=1536M -object memory-backend-ram,id=m1,size=1536M \
    -numa node,memdev=m0,cpus=0-1 -numa node,memdev=m1,cpus=2-3 \
    -kernel "$kernel" -initrd "$folder/initrd" -append "console=ttyS0 quiet panic=-1" < /dev/null |
    sed -un 's/\r//g; s/.*numa: //p'
