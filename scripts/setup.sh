#!/bin/sh
# Makes .venv from requirements.lock and puts our own package into it, editable. Called by `make setup`.
# Needs Python 3.11 or newer and a package registry; pip's own settings of this machine are respected.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "songbang: Python 3.11 or newer is needed; '$python' is not. Name another one: make setup PYTHON=/path/to/python3.11" >&2
    exit 1
}

# Debian ships Python without the part that makes virtual environments.
if [ ! -x .venv/bin/python ] && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    sh scripts/apt_install.sh "python$version-venv" "'$python' cannot make a virtual environment without it"
fi

# An environment left half made, or whose Python is gone, is made anew.
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    echo "songbang: making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi

echo "songbang: installing what requirements.lock names"
# Not compiled now: most of it is never imported, and what is, is compiled by whoever imports it first.
locked() { .venv/bin/python -m pip install -qq --disable-pip-version-check --no-compile --require-hashes --no-deps "$@"; }
# setuptools first: it builds pyspark-client, the one package that comes as source alone (pure Python).
awk '/^[^ ]/ { wanted = /^setuptools==/ } wanted' requirements.lock > .venv/setuptools.txt
locked --only-binary :all: -r .venv/setuptools.txt
# The rest in two halves side by side: most of the time goes into unpacking, on one core each.
for half in 0 1; do
    awk -v half=$half '/^[^ #]/ { wanted = n++ % 2 == half } wanted' requirements.lock > .venv/half$half.txt
done
rest() { locked --only-binary :all: --no-binary pyspark-client --no-build-isolation -r "$1"; }
rest .venv/half0.txt &
rest .venv/half1.txt
wait $!
# The build tools come from the lock as well, so nothing is resolved or fetched here.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
echo "songbang: compiling the planning (once)"
.venv/bin/python scripts/compile_planning.py
echo "songbang: ready, .venv/bin/songbang"
