"""The faults of `benchmarks.drill`: each is brought about, must be told by the alarms, and ends in a clear state."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.web import log_in

if TYPE_CHECKING:
    from benchmarks.drill import Drill

DAY = 24 * 3600


def database(drill: Drill) -> None:
    """Killed by SIGKILL while the office writes."""
    drill.server.kill()
    status = drill.bring()
    drill.check(f"a write without a database is refused ({status})", status >= 500)
    drill.check("ready says: no database", drill.ready().get("database") is False)
    page = drill.session.get(f"{drill.site.address}/imports/", timeout=60)
    drill.check("a page says that it failed, in words", page.status_code == 500 and "<h1" in page.text)
    drill.server.start()
    drill.check("ready again by itself", drill.until(lambda: all(drill.ready().values())))
    drill.check("and writes", drill.bring() == 200)
    drill.check("both workers live", drill.until(lambda: drill.metric("songbang_workers_alive") == 2))
    _read_up(drill)


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
    _read_up(drill)


def clock(drill: Drill) -> None:
    """Set back by a day, under the site and its workers; then set right."""
    drill.clock.step(-DAY)
    behind = drill.metric("songbang_clock_behind_seconds")
    drill.check(f"metrics say that it stands {behind:.0f} s before the journal", DAY - 3600 < behind <= DAY)
    said = drill.doctor()
    drill.check(f"doctor says so: {said[-120:]}", "时钟" in said)
    status = drill.bring()
    drill.check(f"what is brought meanwhile is taken or refused, not half ({status})", status in (200, 302, 401, 403))
    drill.clock.step(DAY)
    drill.session = log_in(drill.site, "town")  # a day on, nobody's session goes on
    drill.check("set right, metrics say nothing of it", drill.metric("songbang_clock_behind_seconds") == 0)
    drill.check("nor doctor", "时钟" not in drill.doctor())
    drill.check("and writes", drill.bring() == 200)
    _read_up(drill)


def worker(drill: Drill) -> None:
    """Both hang with their locks held; sixteen minutes pass; they are killed, and what they had is taken up."""
    stuck = _workers(drill)
    for pid in stuck:
        os.kill(pid, signal.SIGSTOP)
    drill.check(f"{len(stuck)} workers hang", len(stuck) == 2)
    drill.check("a register is still taken", drill.bring() == 200)
    drill.clock.step(16 * 60)
    drill.check("doctor says that jobs wait", "15" in drill.doctor())
    waited = drill.metric("songbang_job_oldest_waiting_seconds")
    drill.check(f"metrics say so: {waited:.0f} s", waited > 900)
    for pid in stuck:
        os.kill(pid, signal.SIGKILL)
    drill.check("new workers are begun by the site", drill.until(lambda: len(set(_workers(drill)) - set(stuck)) == 2))
    _read_up(drill)


def _read_up(drill: Drill) -> None:
    """All that was acknowledged is read in the end."""
    left = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING' OR (status = 'READY' AND task_path LIKE '%read_imports%')"  # noqa: E501
    drill.check("what was brought is read", drill.until(lambda: drill.server.sql(left, "office") == "0"))


def _workers(drill: Drill) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            words = (path.parent / "cmdline").read_bytes().split(b"\0")
            if b"work" in words and f"SONGBANG_HOME={drill.home}".encode() in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
    return found


FAULTS: dict[str, Callable[[Drill], None]] = {"database": database, "disk": disk, "clock": clock, "worker": worker}
