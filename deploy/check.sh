#!/bin/sh
# check.sh [FOLDER]: does what was installed work? Writes a report on the sample district, verifies it, serves an office
# on 127.0.0.1, asks whether it is ready, backs it up. All in a scratch folder that is removed.
set -eu
cd "$(dirname "$0")"
place=${1:-/opt/songbang}
songbang=$place/bin/songbang
scratch=$(mktemp -d)
server=""
stop() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    rm -rf "$scratch"
}
trap stop EXIT INT TERM
port=$("$place/bin/python" -c "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])")

echo "1 a report on the sample district"
"$songbang" report sample/registers --units sample/units.csv --period 2019-01:2019-07 --baseline 2018-01:2018-07 \
    --out "$scratch/report" --quiet
echo "2 every figure counted anew"
"$songbang" verify "$scratch/report" --quiet
echo "3 the office"
export SONGBANG_HOME="$scratch/home"
"$songbang" serve --no-input --port "$port" >"$scratch/log" 2>&1 &
server=$!
"$place/bin/python" - "$port" <<'PYTHON' || { cat "$scratch/log" >&2; exit 1; }
import sys, time, urllib.error, urllib.request
address = f"http://127.0.0.1:{sys.argv[1]}/health/ready"
asking = urllib.request.build_opener(urllib.request.ProxyHandler({}))
for _ in range(600):
    try:
        print("  ", asking.open(address, timeout=5).read().decode())
        break
    except (OSError, urllib.error.URLError):
        time.sleep(0.5)
else:
    sys.exit("songbang: the office did not become ready")
PYTHON
echo "4 a backup"
"$songbang" backup "$scratch/backup.tgz"
echo "songbang: all is well"
