#!/bin/sh
# Writes requirements.lock: every release with its hashes, for every platform, naming no registry host (an installer
# takes the host from its own settings). Options are those under which the file comes out the same on every machine.
set -eu
cd "$(dirname "$0")/.."
uv=$(command -v uv || true)
if [ -z "$uv" ]; then
    tools=$(mktemp -d)
    trap 'rm -rf "$tools"' EXIT
    "${PYTHON:-python3}" -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check uv
    uv=$tools/bin/uv
fi
"$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
    --no-header --all-extras --group dev pyproject.toml -o requirements.lock "$@"
# Spark itself, which one test starts (scripts/spark.sh), of the client's minor release; it needs nothing of PyPI.
release=$(sed -n 's/^pyspark-client==\([0-9]*\.[0-9]*\)\..*/\1/p' requirements.lock)
echo "pyspark==$release.*" | "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-deps \
    --no-emit-index-url --no-emit-find-links --no-header - -o requirements-spark.lock "$@"
