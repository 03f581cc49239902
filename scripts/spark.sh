#!/bin/sh
# Puts Spark itself into .venv/spark, for the test that kills a worker of a cluster. Called by `make test`. 485 MB, once;
# nothing that runs needs it: figures on a cluster need its client alone (extra spark). Java comes by `make system`.
set -eu
cd "$(dirname "$0")/.."
if cmp -s requirements-spark.lock .venv/spark/locked; then exit 0; fi

echo "songbang: installing Spark into .venv/spark (once, 485 MB): a test kills a worker of its cluster"
made=.venv/spark-made
rm -rf .venv/spark $made
mkdir -p .venv/spark $made
# Its source archive is Spark as it runs, jars and all, so it is unpacked: a wheel of it would be packed only to be
# unpacked again (docs/decisions/0006). Not beside its client: both are called pyspark.
.venv/bin/python -m pip download -qq --disable-pip-version-check --no-cache-dir --require-hashes --no-deps \
    --no-binary pyspark --no-build-isolation --dest $made -r requirements-spark.lock
tar --extract --gzip --strip-components 1 --directory $made --file $made/pyspark-*.tar.gz
mv $made/pyspark .venv/spark/pyspark
mv $made/deps/* .venv/spark/pyspark/
rm -rf $made
cp requirements-spark.lock .venv/spark/locked
