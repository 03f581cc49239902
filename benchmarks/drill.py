"""The drill: a day of an office in some minutes, with a fault each few hours. Nothing acknowledged may be lost.

    python -m benchmarks.drill [--hours 24] [--only database disk clock worker]

Makes a PostgreSQL server and a home on a small disk of its own (a tmpfs; both need root), serves an office there as
`songbang serve` does, and steps the clock of all its processes from hour to hour (`drill_clock`), from Monday 6:00 on.
In each hour people log in, open their week and bring a register; what is due in it must be done before the next:
reminders, notices and the base's digest (taken by a small server here), the matter that goes a tier up, the number that
expires at midnight, the night's backup by the lines of its systemd unit, sessions that ended. In some hours there is a
fault (`drill_faults`): the **database** is killed, the **disk** filled, the **clock** set back by a day, both
**workers** hang. Then and at the end everything acknowledged must be there, the journal's chain hold, the doctor find
nothing grave. With fewer hours than 24 the faults come one an hour from the first on. Status 1 where an alarm was
missing, a job was not done, or a write was lost.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import requests

from benchmarks.drill_clock import Clock, can_be_made
from benchmarks.drill_faults import FAULTS
from benchmarks.servers import Server, programs
from benchmarks.web import ROOT, SONGBANG, Site, environment, free_port, log_in, served

DISK = 420
"""Megabytes of the small disk; below 200 free the office says that it is not ready."""
BACKUP_AT = 3
"""The hour of the day in which the timer's 02:30 has passed."""
AT = {"database": 10, "disk": 13, "clock": 16, "worker": 21}
"""In which hour of the day each fault falls."""
DJANGO = "import django, json, sys\ndjango.setup()\nfrom songbang.ui import clock, wall\nwall.open_house()\n"
LOOK = (
    DJANGO
    + """
from songbang.apps.intake.models import Import
from songbang.apps.journal.services import broken_entries
print(json.dumps([list(Import.objects.values_list("pk", flat=True)), [str(one) for one in broken_entries()],
    list(Import.objects.exclude(state__in=("previewed", "accepted")).values_list("pk", flat=True))]))
"""
)
ARRANGE = (
    DJANGO
    + """
from songbang.apps.agenda import notices
from songbang.apps.agenda.models import Entry
from songbang.apps.demands.models import Demand
from songbang.apps.demands.tasks import order_lapse
entry = Entry.objects.filter(state="announced").order_by("unit__level", "pk").last()
notices.tell(entry, "changed")
demand = Demand.objects.exclude(number="").filter(state="numbered").first() or Demand.objects.exclude(number="").first()
Demand.objects.filter(pk=demand.pk).update(expires_on=clock.today())
order_lapse(demand.pk, clock.today())
print(json.dumps({"demand": demand.pk, "before": demand.state}))
"""
)
STATE = DJANGO + """
from django.contrib.sessions.models import Session
from django.db.models import Count
from django_tasks_db.models import DBTaskResult
from songbang.apps.demands.models import Demand
now = clock.now()
late = [one.task_path for one in DBTaskResult.objects.ready()] + [one.task_path for one in DBTaskResult.objects.filter(status="RUNNING")]
done = dict(DBTaskResult.objects.filter(status="SUCCESSFUL").order_by().values_list("task_path").annotate(n=Count("pk")))
failed = [one.task_path for one in DBTaskResult.objects.failed()]
print(json.dumps({"late": late, "done": done, "failed": failed, "ended": Session.objects.filter(expire_date__lt=now).count(),
    "sessions": Session.objects.count(), "demand": Demand.objects.get(pk=int(sys.argv[1])).state}))
"""  # fmt: skip # noqa: E501


class Taker(BaseHTTPRequestHandler):
    """Takes notices, as a messenger of the office's would."""

    taken: list[dict[str, str]] = []  # noqa: RUF012

    def do_POST(self) -> None:
        self.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *told: object) -> None:  # noqa: A002
        """Nothing is said."""


@dataclass(slots=True)
class Drill:
    """The office under trial, and what was found."""

    site: Site
    server: Server
    home: Path
    backups: Path
    env: dict[str, str]
    clock: Clock
    session: requests.Session = field(default_factory=requests.Session)
    acknowledged: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def check(self, said: str, there: bool) -> None:
        print(f"  {'well ' if there else 'WRONG'} {said}", flush=True)
        if not there:
            self.wrong.append(said)

    def bring(self) -> int:
        """Bring a register: the answer's status; noted where it was acknowledged."""
        number = len(self.acknowledged) + 1
        lines = ["收文日期,来文单位,来文字号,文件标题", f"2019-06-0{number % 9 + 1},区民政局,南民〔2019〕{number}{time.time_ns()}号,关于第{number}批走访的通知"]  # fmt: skip # noqa: E501
        files = {"files": (f"{time.time_ns()}.csv", "\n".join(lines).encode())}
        headers = {"X-CSRFToken": self.session.cookies.get("csrftoken", ""), "Accept": "application/json"}
        try:
            address = f"{self.site.address}/imports/upload/"
            answer = self.session.post(address, headers=headers, files=files, timeout=90, allow_redirects=False)
        except requests.RequestException:
            return 0
        if answer.status_code == 200 and answer.json().get("received"):
            place = answer.json()["received"][0]["address"]
            self.acknowledged.append(int(place.rstrip("/").rpartition("/")[2]))
        return answer.status_code

    def ready(self) -> dict[str, bool]:
        try:
            told = requests.get(f"{self.site.address}/health/ready", timeout=60).json()
        except (requests.RequestException, ValueError):
            return {}
        return dict(told["checks"])

    def metric(self, name: str) -> float:
        """A gauge without labels; -1 where it is not told."""
        told = requests.get(f"{self.site.address}/metrics", timeout=60).text
        found = [line for line in told.splitlines() if line.startswith(f"{name} ")]
        return float(found[0].split()[-1]) if found else -1.0

    def until(self, test: Callable[[], bool], seconds: float = 120) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if test():
                return True
            time.sleep(0.5)
        return False

    def run(self, script: str, *told: str) -> str:
        command = [sys.executable, "-c", script, *told]
        return subprocess.run(command, env=self.env, stdout=subprocess.PIPE, text=True, check=True).stdout

    def doctor(self) -> str:
        """What it says, without blanks."""
        done = subprocess.run([*SONGBANG, "doctor"], env=self.env, capture_output=True, text=True, check=False)
        return "".join((done.stdout + done.stderr).split())  # lines are broken where the screen ends

    def nothing_lost(self) -> None:
        there, broken, unread = json.loads(self.run(LOOK))
        lost = sorted(set(self.acknowledged) - set(there))
        self.check(f"{len(self.acknowledged)} acknowledged, lost: {lost or 'none'}; the chain: {broken or 'holds'}", not lost and not broken)  # fmt: skip # noqa: E501
        self.check(f"all that came is read: {unread or 'yes'}", not set(unread) & set(self.acknowledged))


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A folder that holds so much and no more."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}m,mode=700", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def taking() -> Iterator[str]:
    """A server that takes notices; its address for Apprise."""
    server = HTTPServer(("127.0.0.1", 0), Taker)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"json://127.0.0.1:{server.server_port}/{{unit}}"
    finally:
        server.shutdown()


@contextmanager
def office(folder: Path) -> Iterator[Drill]:
    """A server, a home, the demo in it, the site; all but the server by the drill's clock."""
    folder.chmod(0o755)
    server, clock = Server(folder / "server"), Clock(folder)
    (backups := folder / "backups").mkdir()
    with small_disk(folder / "home") as home, taking() as address:
        try:
            server.initialise({"fsync": "off"})
            env = {
                **environment(home), **clock.environment(), "SONGBANG_DATABASE_URL": server.url(),
                "DJANGO_SETTINGS_MODULE": "songbang.settings", "SONGBANG_BACKUPS": str(backups),
            }  # fmt: skip
            subprocess.run([*SONGBANG, "demo", "--home", str(home)], env=env, check=True, stdout=subprocess.DEVNULL)
            env |= {"SONGBANG_DEMO": "", "SONGBANG_NOTIFY": address}
            port = free_port()
            command = [*SONGBANG, "serve", "--no-input", "--port", str(port)]
            with served(command, env, port, "/log-in/", folder) as site:
                yield Drill(site, server, home, backups, env, clock)
        finally:
            server.destroy()


def nightly(drill: Drill) -> None:
    """The lines of the backup's systemd unit, one after another, as systemd runs them."""
    unit = (ROOT / "deploy/systemd/songbang-backup.service").read_text("utf-8")
    ours = " ".join(SONGBANG)
    for line in unit.splitlines():
        name, _, command = line.partition("=")
        if name in ("ExecStart", "ExecStartPost"):
            told = command.replace("/opt/songbang/bin/songbang", ours).replace(
                "/var/backups/songbang", str(drill.backups)
            )
            told = told.replace("$$", "$").replace("%%", "%")
            done = subprocess.run(["sh", "-c", told], env=drill.env, capture_output=True, text=True, check=False)
            said = (done.stdout + done.stderr).strip().splitlines()
            drill.check(f"{name}: {said[-1][:90] if said else 'done'}", done.returncode == 0)


@dataclass(slots=True)
class Day:
    """What the hours add up to."""

    demand: str
    idle: requests.Session
    first: dict[str, object]
    rows: list[tuple[str, ...]] = field(default_factory=list)


def hour(drill: Drill, day: Day, fault: str | None) -> None:
    """People come, what is due is done; then the fault."""
    now = drill.clock.now()
    print(f"{now:%a %H:%M}{'  ' + fault.upper() if fault else ''}", flush=True)
    drill.session = log_in(drill.site, "town")
    week = drill.session.get(f"{drill.site.address}/week/", timeout=60)
    drill.check("a week is opened, a register brought", week.status_code == 200 and drill.bring() == 200)
    if now.hour == BACKUP_AT:
        nightly(drill)
    if fault:
        FAULTS[fault](drill)
        drill.nothing_lost()
    told: dict[str, object] = {}

    def settled() -> bool:
        told.update(json.loads(drill.run(STATE, day.demand)))
        return not told["late"]

    drill.check("what is due is done", drill.until(settled))
    drill.check(f"no job is given up {told['failed'] or ''}", not told["failed"])
    drill.check("ready", all(drill.ready().values()))
    done = sum(told["done"].values())  # type: ignore[attr-defined]
    day.rows.append((
        f"{now:%a %H:%M}", fault or "", str(len(drill.acknowledged)), str(done), str(len(Taker.taken)),
        f"{told['sessions']}, {told['ended']} ended", str(len(list(drill.backups.glob('*.tgz')))), str(told["demand"]),
    ))  # fmt: skip
    day.first = day.first or told


def rounds(drill: Drill, hours: int, faults: list[str]) -> Day:
    """The hours of the day."""
    arranged = json.loads(drill.run(ARRANGE))
    day = Day(str(arranged["demand"]), log_in(drill.site, "village"), {})
    for number in range(hours):
        if number:
            drill.clock.to_hour()
        at = drill.clock.now().hour
        due = [name for name in faults if AT[name] == at] if hours == 24 else faults[number : number + 1]
        hour(drill, day, due[0] if due else None)
    return day


def whole_day(drill: Drill, day: Day) -> None:
    """What must have happened within 24 hours."""
    last = json.loads(drill.run(STATE, day.demand))
    ran = {path.rpartition(".")[2] for path in last["done"]}
    drill.check(f"the number whose last day was Monday: {last['demand']}", last["demand"] == "expired")
    drill.check(f"jobs of these kinds ran: {', '.join(sorted(ran))}", {"send_notices", "lapse_demand"} <= ran)
    drill.check(f"{len(Taker.taken)} notices arrived", bool(Taker.taken))
    left = day.idle.get(f"{drill.site.address}/week/", timeout=60, allow_redirects=False)
    drill.check(
        "a session that nobody used has ended", left.status_code == 302 and "log-in" in left.headers["Location"]
    )
    drill.check(f"of {last['sessions']} sessions {last['ended']} have ended", last["ended"] <= 1)
    drill.check("the night's backup is there", len(list(drill.backups.glob("*.tgz"))) == 1)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drill", description=__doc__.partition("\n")[0])
    parser.add_argument("--hours", type=int, default=24)
    parser.add_argument("--only", nargs="*", choices=list(FAULTS), default=list(FAULTS))
    given = parser.parse_args()
    if os.geteuid() != 0 or programs() is None or not can_be_made():
        raise SystemExit("the drill needs root (a small disk is mounted), PostgreSQL (make system) and cc (gcc)")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="songbang-drill-") as scratch, office(Path(scratch)) as drill:
        day = rounds(drill, given.hours, given.only)
        print("at the end", flush=True)
        if given.hours == 24:
            whole_day(drill, day)
        drill.nothing_lost()
        said = drill.doctor()
        drill.check(f"the doctor finds nothing grave: {said.strip()[-160:]}", "✗" not in said)
        show(day)
        wrong = drill.wrong
    print(f"{given.hours} hours in {time.monotonic() - begun:.0f} s, load {os.getloadavg()[0]:.1f}")
    raise SystemExit(f"{len(wrong)} wrong: {wrong}" if wrong else 0)


def show(day: Day) -> None:
    head = ("hour", "fault", "acknowledged", "jobs done", "notices", "sessions", "backups", "the number")
    for row in (head, *day.rows):
        print(f"{row[0]:10}{row[1]:10}{row[2]:>13}{row[3]:>11}{row[4]:>9}  {row[5]:14}{row[6]:>8}  {row[7]}")


if __name__ == "__main__":
    main()
