#!/bin/sh
# test_on_postgresql.sh: the office's tests on a PostgreSQL server of their own, which listens on 127.0.0.1 alone, is
# started here and gone afterwards. As root the server runs as the user that Debian's package made for it.
set -eu
cd "$(dirname "$0")/.."
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
    echo "songbang: PostgreSQL is not there: its tests are SKIPPED" >&2
    [ "${CI:-}" != true ] || exit 1
    exit 0
fi

place=$(mktemp -d)
as_server=""
if [ "$(id -u)" = 0 ]; then
    chown postgres "$place"
    as_server="runuser -u postgres --"
fi
port=$(.venv/bin/python -c "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])")
stop() {
    $as_server "$bin/pg_ctl" -D "$place/db" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$place"
}
trap stop EXIT INT TERM

cd "$place" # a folder that the server's user may stand in
$as_server "$bin/initdb" -D "$place/db" -A trust -U songbang --encoding=UTF8 --locale=C.UTF-8 >/dev/null
# Autovacuum comes every second, as it does on a busy server: what trips over it shows here.
$as_server "$bin/pg_ctl" -D "$place/db" -w -l "$place/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -k $place -c fsync=off -c autovacuum_naptime=1s" start >/dev/null
cd - >/dev/null
# A role as an office has it: owner of its database, no superuser, so that row-level security holds it.
"$bin/psql" -q -h 127.0.0.1 -p "$port" -U songbang -d postgres -c "CREATE ROLE office LOGIN CREATEDB"
echo "songbang: the office's tests on PostgreSQL ($bin)"
SONGBANG_DATABASE_URL="postgresql://office@127.0.0.1:$port/postgres" .venv/bin/pytest tests/apps \
    -n "${JOBS:-2}" --dist worksteal -m "not own_sqlite"
