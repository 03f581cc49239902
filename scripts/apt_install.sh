#!/bin/sh
# apt_install.sh PACKAGES WHY: installs Debian packages as root or by sudo, saying what and why.
# Exit status 1 when that cannot be done.
set -eu
packages=$1
why=$2

if ! command -v apt-get >/dev/null 2>&1; then
    echo "songbang: please install $packages by your system's own means: $why" >&2
    exit 1
elif [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null || { [ -t 0 ] && command -v sudo >/dev/null 2>&1; }; then
    as_root="sudo"
else
    echo "songbang: $packages is missing and we are not root; please run: apt-get install $packages ($why)" >&2
    exit 1
fi

echo "songbang: installing $packages (apt-get): $why"
# Another of our own steps may be installing at this moment: wait for its lock.
waiting="-o DPkg::Lock::Timeout=600"
# shellcheck disable=SC2086  # an option and its value
$as_root apt-get $waiting update -qq
# Under sudo the variable must be named behind it.
# shellcheck disable=SC2086  # several packages are several words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get $waiting install -y -qq --no-install-recommends $packages >/dev/null
