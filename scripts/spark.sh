#!/bin/sh
# Puts Spark itself into .venv/spark, for the test that kills a worker of a cluster. Called by `make test`. 485 MB, once;
# nothing that runs needs it: figures on a cluster need its client alone (extra spark). Java comes by `make system`.
set -eu
cd "$(dirname "$0")/.."
if cmp -s requirements-spark.lock .venv/spark/locked; then exit 0; fi

echo "songbang: installing Spark into .venv/spark (once, 485 MB): a test kills a worker of its cluster"
rm -rf .venv/spark
# Of source alone, as its client is (docs/decisions/0006). Not beside the client: both are called pyspark.
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-cache-dir --require-hashes --no-deps \
    --no-binary pyspark --no-build-isolation --target .venv/spark -r requirements-spark.lock
cp requirements-spark.lock .venv/spark/locked
