#!/bin/sh
# try_bundle.sh FOLDER: installs the bundle that was made there, and checks it, in a network of its own that leads nowhere.
# As root, or where users may make such a network.
set -eu
bundle=$(ls -t "$1"/songbang-*.tar | head -n 1)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT INT TERM
tar -xf "$bundle" -C "$scratch"
cd "$scratch"/songbang-*
alone="unshare -n"
[ "$(id -u)" = 0 ] || alone="unshare -rn"
PYTHON=${PYTHON:-$(command -v python3.11 || command -v python3)}
export PYTHON
# Only the loopback is there: the check serves an office on it.
$alone sh -c 'ip link set lo up && NO_FONTS=1 sh install.sh "$1" && sh check.sh "$1"' sh "$scratch/opt/songbang"
