#!/bin/sh
# install.sh [FOLDER]: installs Songbang from this bundle into FOLDER (/opt/songbang), reaching no network.
# PYTHON=/path/to/python3.11 names the Python. As root it also puts the fonts where all find them.
set -eu
cd "$(dirname "$0")"
here=$(pwd)
place=${1:-/opt/songbang}
python=${PYTHON:-python3}

sha256sum --check --quiet SHA256SUMS || { echo "songbang: the bundle is not whole" >&2; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "songbang: Python 3.11 or newer is needed (PYTHON=...)" >&2
    exit 1
}
"$python" -c 'import ensurepip, venv' || {
    echo "songbang: '$python' cannot make virtual environments: install what packages.txt names" >&2
    exit 1
}

if [ -e "$place" ] && [ ! -L "$place" ]; then
    echo "songbang: $place is there and is no link of ours; name another folder" >&2
    exit 1
fi
# Each version stands in a folder of its own; $place leads to the one that is used, and is turned when that works.
# Back to the former one: ln -sfn FORMER $place, and restart.
new=$place-$(date +%Y%m%d-%H%M%S)
"$python" -m venv "$new"
# --isolated: no settings of this machine's pip, no mirror, no proxy.
pip="$new/bin/python -I -m pip --isolated --disable-pip-version-check install --quiet --no-index --no-deps"
$pip --find-links "$here/wheels" --require-hashes -r "$here/requirements.txt"
$pip "$here"/wheels/songbang-*.whl
"$new/bin/python" -I -m pip --isolated --disable-pip-version-check check
"$new/bin/songbang" --version
"$new/bin/python" "$here/compile_planning.py"
ln -sfn "$new" "$place"

if [ "$(id -u)" = 0 ] && [ -n "$(ls fonts)" ] && [ -z "${NO_FONTS:-}" ]; then
    mkdir -p /usr/local/share/fonts/songbang
    cp fonts/* /usr/local/share/fonts/songbang/
    ! command -v fc-cache >/dev/null || fc-cache -f /usr/local/share/fonts/songbang
fi
echo "songbang: installed in $place; try it: sh $here/check.sh $place"
