"""The drill: faults one after another on a real office, each until its end is clear. Nothing acknowledged may be lost.

    python -m benchmarks.drill [--only database disk clock worker]

Makes a PostgreSQL server and a home on a small disk of its own (a tmpfs; both need root), serves an office there as
`songbang serve` does, and writes by its pages. Then, in turn: the **database** is killed by SIGKILL and comes back;
the **disk** of the home is filled and freed; the **clock** is set back by a day; a **worker** hangs (SIGSTOP), while
sixteen minutes pass, and is killed. For each: what /health/ready, the metrics and `songbang doctor` said, that what was
refused was told, and that afterwards everything acknowledged is there and the journal's chain holds. Hours are not
waited for: times in the database are moved. Status 1 where an alarm was missing or a write was lost.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from benchmarks.servers import Server, programs
from benchmarks.web import SONGBANG, Site, environment, free_port, log_in, served

DISK = 320
"""Megabytes of the small disk; below 200 free the office says that it is not ready."""
LOOK = """
import django, json
django.setup()
from songbang.ui import wall
wall.open_house()
from songbang.apps.intake.models import Import
from songbang.apps.journal.services import broken_entries
print(json.dumps([list(Import.objects.values_list("pk", flat=True)), [str(one) for one in broken_entries()]]))
"""


@dataclass(slots=True)
class Drill:
    """The office under trial, and what was found."""

    site: Site
    server: Server
    home: Path
    env: dict[str, str]
    session: requests.Session
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
        headers = {"X-CSRFToken": self.session.cookies["csrftoken"], "Accept": "application/json"}
        try:
            answer = self.session.post(f"{self.site.address}/imports/upload/", headers=headers, files=files, timeout=90)
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

    def until(self, test: Callable[[], bool], seconds: float = 90) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if test():
                return True
            time.sleep(0.5)
        return False

    def doctor(self) -> str:
        done = subprocess.run([*SONGBANG, "doctor"], env=self.env, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    def nothing_lost(self) -> None:
        told = subprocess.run([sys.executable, "-c", LOOK], env=self.env, stdout=subprocess.PIPE, text=True, check=True)
        there, broken = json.loads(told.stdout)
        lost = sorted(set(self.acknowledged) - set(there))
        self.check(f"{len(self.acknowledged)} acknowledged, lost: {lost or 'none'}; the chain: {broken or 'holds'}", not lost and not broken)  # fmt: skip # noqa: E501


def database(drill: Drill) -> None:
    """Killed while the office writes."""
    drill.server.kill()
    status = drill.bring()
    drill.check(f"a write without a database is refused ({status})", status >= 500)
    drill.check("ready says: no database", drill.ready().get("database") is False)
    page = drill.session.get(f"{drill.site.address}/imports/", timeout=60)
    drill.check("a page says that it failed, in words", page.status_code == 500 and "<h1" in page.text)
    drill.server.start()
    drill.check("ready again by itself", drill.until(lambda: all(drill.ready().values())))
    drill.check("and writes", drill.bring() == 200)


def disk(drill: Drill) -> None:
    """Filled to the last byte."""
    filler = drill.home / "filler"
    with suppress(OSError), filler.open("wb") as out:
        while True:
            out.write(bytes(2**20))
    drill.check("ready says: no room", drill.ready().get("disk") is False)
    status = drill.bring()
    drill.check(f"a register that has no room is refused ({status})", status >= 400)
    drill.check("doctor says so", "MB" in drill.doctor())
    filler.unlink()
    drill.check("ready again by itself", drill.until(lambda: all(drill.ready().values())))
    drill.check("and writes", drill.bring() == 200)


def clock(drill: Drill) -> None:
    """Set back by a day: seen from there, the newest entry lies ahead."""
    back = (
        "import django; django.setup()\nfrom datetime import timedelta\nfrom songbang.ui import clock, wall\n"
        "wall.open_house()\nreal = clock.now\nclock.now = lambda: real() - timedelta(days=1)\n"
        "from songbang.apps.upkeep.doctor import stepped_clock\nprint([one.code for one in stepped_clock()])"
    )
    done = subprocess.run([sys.executable, "-c", back], env=drill.env, stdout=subprocess.PIPE, text=True, check=True)
    drill.check("doctor says that the clock stands before the journal", "doctor.clock" in done.stdout)
    told = drill.doctor()
    drill.check("and nothing of it once it is set right", "时钟" not in told)


def worker(drill: Drill) -> None:
    """Hangs with its lock held; then sixteen minutes pass, and it is killed."""
    stuck = _workers(drill)
    for pid in stuck:
        os.kill(pid, signal.SIGSTOP)
    drill.check(f"{len(stuck)} workers hang", bool(stuck))
    drill.check("a register is still taken", drill.bring() == 200)
    late = "UPDATE django_tasks_database_dbtaskresult SET enqueued_at = enqueued_at - interval '16 minutes'"
    drill.server.sql(late, "office")
    drill.check("doctor says that jobs wait", "16" in drill.doctor() or "15" in drill.doctor())
    metrics = requests.get(f"{drill.site.address}/metrics", timeout=60).text
    waited = [line for line in metrics.splitlines() if line.startswith("songbang_job_oldest_waiting_seconds")]
    drill.check(f"metrics say so: {waited}", bool(waited) and float(waited[0].split()[-1]) > 900)
    for pid in stuck:
        os.kill(pid, signal.SIGKILL)
    done = subprocess.run([*SONGBANG, "work", "--once"], env=drill.env, capture_output=True, check=False)
    drill.check("another worker does what was left", done.returncode == 0)
    left = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
    drill.check("nothing waits", drill.server.sql(left, "office") == "0")


def _workers(drill: Drill) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            words = (path.parent / "cmdline").read_bytes().split(b"\0")
            if b"work" in words and f"SONGBANG_HOME={drill.home}".encode() in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
    return found


FAULTS: dict[str, Callable[[Drill], None]] = {"database": database, "disk": disk, "clock": clock, "worker": worker}


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
def office(folder: Path) -> Iterator[Drill]:
    """A server, a home, the demo in it, the site."""
    folder.chmod(0o755)
    server = Server(folder / "server")
    with small_disk(folder / "home") as home:
        try:
            server.initialise({"fsync": "off"})
            told: dict[str, Any] = environment(home)
            env = {**told, "SONGBANG_DATABASE_URL": server.url(), "DJANGO_SETTINGS_MODULE": "songbang.settings"}
            subprocess.run([*SONGBANG, "demo", "--home", str(home)], env=env, check=True, stdout=subprocess.DEVNULL)
            port = free_port()
            command = [*SONGBANG, "serve", "--no-input", "--port", str(port)]
            with served(command, env, port, "/log-in/", folder) as site:
                yield Drill(site, server, home, env, log_in(site, "town"))
        finally:
            server.destroy()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drill", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", nargs="*", choices=list(FAULTS), default=list(FAULTS))
    given = parser.parse_args()
    if os.geteuid() != 0 or programs() is None:
        raise SystemExit("the drill needs root (a small disk is mounted) and PostgreSQL (make system)")
    with tempfile.TemporaryDirectory(prefix="songbang-drill-") as scratch, office(Path(scratch)) as drill:
        drill.check("the office takes a register", drill.bring() == 200)
        for name in given.only:
            print(f"{name}: {(FAULTS[name].__doc__ or '').splitlines()[0]}", flush=True)
            FAULTS[name](drill)
            drill.nothing_lost()
        wrong = drill.wrong
    raise SystemExit(f"{len(wrong)} wrong: {wrong}" if wrong else 0)


if __name__ == "__main__":
    main()
