#!/bin/sh
# try_machine.sh FOLDER: a machine of its own, a Debian made of its packages alone in a scratch folder, without a network:
# the bundle of FOLDER is installed there as docs/install.md says, checked, served as its unit says by its own user, backed
# up by its unit's lines, installed once more as an upgrade, and turned back. As root; needs Debian's mmdebstrap.
set -eu
bundle=$(ls -t "$1"/songbang-*.tar | head -n 1)
here=$(dirname "$0")
root=$(mktemp -d)
trap 'rm -rf --one-file-system "$root"' EXIT INT TERM
# What packages.txt names, but for PostgreSQL and the fonts that the bundle brings; systemd, to judge the units in place.
packages=$(sed -n 's/^\([a-z][a-z0-9.+-]*\) *#.*/\1/p' "$here/../deploy/packages.txt" | grep -v -e postgresql -e fonts-)
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)
echo "a Debian ($suite) with" $packages systemd
mmdebstrap --quiet --variant=minbase --include="$(echo $packages systemd | tr ' ' ',')" "$suite" "$root" ${mirror:+"$mirror"}
cp "$bundle" "$root/srv/bundle.tar"
cp "$here/try_machine_inside.sh" "$root/srv/"
# A network of its own in which only the loopback is, and processes of its own, which end with it.
unshare --net --mount --pid --fork sh -c '
    ip link set lo up
    mount -t proc proc "$1/proc"
    mount -t tmpfs -o size=512m tmpfs "$1/dev/shm"
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/srv chroot "$1" sh /srv/try_machine_inside.sh' sh "$root"
