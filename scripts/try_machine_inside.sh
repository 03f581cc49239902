#!/bin/sh
# What try_machine.sh does inside the machine: the lines of docs/install.md, and the units' own.
set -eu
cd /srv
tar -xf bundle.tar
cd songbang-*
step() { echo "== $*"; }
asked() { /opt/songbang/bin/python -c "import urllib.request as u; print(u.urlopen('http://127.0.0.1:8000$1', timeout=5).read().decode()[:200])"; }
line() { sed -n "s/^$2=//p" "/etc/systemd/system/$1" | sed 's/%%/%/g; s/\$\$/$/g'; }

step "no network"
[ "$(sed -n '3,$s/^ *\([^:]*\):.*/\1/p' /proc/net/dev)" = lo ] && echo "   only the loopback is there"
step "install"
sh install.sh /opt/songbang
step "check"
sh check.sh /opt/songbang
step "user, settings, units"
useradd --system --home-dir /var/lib/songbang --shell /usr/sbin/nologin songbang
install -d -o songbang -g songbang -m 700 /var/lib/songbang /var/backups/songbang
sed 's/^SONGBANG_HTTPS=1/SONGBANG_HTTPS=/; s/^SONGBANG_HOSTS=.*/SONGBANG_HOSTS=127.0.0.1/' songbang.env >/etc/songbang.env
chmod 600 /etc/songbang.env
cp systemd/* /etc/systemd/system/
systemd-analyze verify --man=no /etc/systemd/system/songbang* && echo "   systemd finds nothing in the units, with the programs in their place"
step "served by its unit's line, as its user"
as="runuser -u songbang -- env $(grep -v '^#' /etc/songbang.env | tr '\n' ' ')"
cd /
$as sh -c "umask 077; exec $(line songbang.service ExecStart)" >/var/log/songbang.log 2>&1 &
server=$!
for _ in $(seq 300); do asked /health/ready >/dev/null 2>&1 && break || sleep 1; done
asked /health/ready
asked /log-in/ | grep -o '<title>[^<]*'
step "backed up by its unit's lines"
line songbang-backup.service ExecStart | while read -r told; do $as sh -c "$told"; done
# The doctor finds that nobody is there yet; that it restored the backup to a scratch place it must not fail to do.
line songbang-backup.service ExecStartPost | while read -r told; do $as sh -c "$told" || true; done >/var/log/doctor.log 2>&1
cat /var/log/doctor.log
! grep -q -e Traceback -e tgz /var/log/doctor.log
ls -l /var/backups/songbang
[ -z "$(find /var/lib/songbang /var/backups/songbang ! -user songbang -o -perm /077 -type f)" ] || { echo "files that others may read"; exit 1; }
step "upgraded while it serves, restarted, turned back"
before=$(readlink /opt/songbang)
sh /srv/songbang-*/install.sh /opt/songbang
[ "$(readlink /opt/songbang)" != "$before" ]
kill "$server" && wait "$server" || true
ln -sfn "$before" /opt/songbang
$as sh -c "exec $(line songbang.service ExecStart)" >>/var/log/songbang.log 2>&1 &
server=$!
for _ in $(seq 300); do asked /health/ready >/dev/null 2>&1 && break || sleep 1; done
asked /health/ready
kill "$server" && wait "$server" || true
echo "songbang: a machine without a network runs it"
